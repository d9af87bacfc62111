"""Urging: counted on the task, told to the unit, refused where there is nothing to urge."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from accountability.models import Duty, Urging
from accountability.selectors import urgings as selectors
from accountability.services import changes, urgings
from supervision import clock
from supervision.audit.selectors import timeline
from supervision.deadlines.enums import Light
from supervision.notifications.models import Notice, SmsMessage
from supervision.notifications.selectors import todo_count

PAGE = "/accountability/urgings/new/"


def test_a_late_task_is_urged_and_the_unit_told(
    officer: Any, clerk: Any, head: Any, late: list[Duty]
) -> None:
    clerk.phone = "13900001234"
    clerk.save()
    (urging,) = urgings.urge(actor=officer, duties=late[:1], words="请于今日报送。")
    duty = Duty.objects.get(pk=late[0].pk)
    assert (urging.level, urging.light, duty.urged_count) == (1, Light.RED, 1)
    assert timeline(duty)[0].verb == "accountability.urged"
    notice = Notice.objects.get(kind="accountability.urged")
    assert notice.recipient == clerk
    assert notice.must_acknowledge
    assert "请于今日报送。" in notice.body
    assert SmsMessage.objects.filter(recipient=clerk).count() == 1
    assert [one.pk for one in selectors.urged_duties(clerk)] == [duty.pk]


def test_the_second_time_the_head_is_told_too(
    officer: Any, clerk: Any, head: Any, late: list[Duty], at: Any
) -> None:
    urgings.urge(actor=officer, duties=late[:1])
    at("2026-12-07T09:00:00")
    urgings.urge(actor=officer, duties=late[:1])
    told = Notice.objects.filter(kind="accountability.urged").order_by("id")
    assert [notice.recipient.username for notice in told] == ["clerk", "clerk", "head"]
    assert Duty.objects.get(pk=late[0].pk).urged_count == 2


def test_several_are_urged_at_once_or_none(officer: Any, late: list[Duty]) -> None:
    urgings.urge(actor=officer, duties=late[:1])
    with pytest.raises(ValidationError) as refused:
        urgings.urge(actor=officer, duties=late)
    assert "河道采砂专项自查" in refused.value.messages[0]
    assert Urging.objects.count() == 1
    assert len(urgings.urge(actor=officer, duties=late[1:])) == 2


@pytest.mark.parametrize("state", ["concluded", "paused", "not due", "withdrawn"])
def test_nothing_is_urged_that_does_not_press(
    state: str, officer: Any, clerk: Any, office: Any, units: Any, give_task: Any, conclude: Any,
    ask: Any, at: Any,
) -> None:  # fmt: skip
    duty = give_task(units.water)
    if state == "concluded":
        conclude(clerk, duty)
    elif state == "paused":
        changes.decide(actor=office, change=ask(clerk, duty), approve=True)
    elif state == "withdrawn":
        Duty.objects.filter(pk=duty.pk).update(withdrawn_at=clock.now())
    if state != "not due":
        at("2026-12-04T09:00:00")
    with pytest.raises(ValidationError):
        urgings.urge(actor=officer, duties=[duty])
    assert not Urging.objects.exists()


def test_a_filing_clears_to_do_and_notice(
    officer: Any, clerk: Any, late: list[Duty], conclude: Any
) -> None:
    urgings.urge(actor=officer, duties=late[:1])
    before = todo_count(clerk)
    conclude(clerk, Duty.objects.get(pk=late[0].pk))
    assert not selectors.urged_duties(clerk).exists()
    del clerk.__dict__["_todo_counts"]
    assert todo_count(clerk) == before - 1
    assert Notice.objects.get(kind="accountability.urged").withdrawn_at is not None


def test_an_urged_task_is_to_do_once(officer: Any, clerk: Any, late: list[Duty]) -> None:
    before = todo_count(clerk)
    urgings.urge(actor=officer, duties=late[:1])
    clerk.__dict__.pop("_todo_counts", None)
    assert todo_count(clerk) == before


def test_an_urging_is_written_once_and_once_a_day(officer: Any, late: list[Duty]) -> None:
    (urging,) = urgings.urge(actor=officer, duties=late[:1])
    for change in (
        lambda: Urging.objects.filter(pk=urging.pk).update(words="别的"),
        lambda: Urging.objects.filter(pk=urging.pk).delete(),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()
    urging.pk, urging.level = None, 2
    with pytest.raises(DatabaseError, match="urging_once_a_day"), transaction.atomic():
        urging.save(force_insert=True)


def test_only_the_office_urges(
    request: pytest.FixtureRequest, late: list[Duty], as_user: Any
) -> None:
    for who in ("clerk", "head", "leader", "stranger", "sysadmin", "internal"):
        user = request.getfixturevalue(who)
        with pytest.raises(PermissionDenied):
            urgings.urge(actor=user, duties=late[:1])
        assert as_user(user).get(PAGE, {"duty": late[0].pk}).status_code == 403
    assert as_user(None).get(PAGE).status_code == 302
    assert not Urging.objects.exists()


def test_from_the_list_to_the_duty(
    officer: Any, clerk: Any, late: list[Duty], as_user: Any
) -> None:
    browser = as_user(officer)
    page = browser.get("/accountability/duties/", {"light": "red"}).content.decode()
    assert 'name="pick"' in page
    picked = [duty.pk for duty in late[:2]]
    sent = browser.post("/accountability/press/", {"pick": picked, "act": "urge"})
    assert sent.url == f"{PAGE}?duty={picked[0]}&duty={picked[1]}"
    assert browser.get(sent.url).content.decode().count("checked") == 2
    done = browser.post(sent.url, {"duty": picked, "words": "请抓紧。"})
    assert done.url == "/accountability/urgings/"
    listed = browser.get(done.url).content.decode()
    assert "请抓紧。" in listed
    shown = as_user(clerk).get(f"/accountability/duties/{picked[0]}/").content.decode()
    assert "请抓紧。" in shown
    assert len(browser.get("/accountability/duties/", {"urged": "yes"}).context["page"]) == 2
    again = browser.post(sent.url, {"duty": picked, "words": ""})
    assert again.status_code == 422
    assert Urging.objects.count() == 2


def test_a_clerk_has_no_boxes(clerk: Any, late: list[Duty], as_user: Any) -> None:
    assert 'name="pick"' not in as_user(clerk).get("/accountability/duties/").content.decode()


def test_outsiders_see_no_urging(
    officer: Any, other_clerk: Any, stranger: Any, late: list[Duty], as_user: Any
) -> None:
    urgings.urge(actor=officer, duties=late[:1], words="只给水务局")
    assert not selectors.urgings_visible_to(stranger).exists()
    page = as_user(other_clerk).get("/accountability/urgings/").content.decode()
    assert "只给水务局" not in page
    assert as_user(stranger).get("/accountability/urgings/").status_code == 403
