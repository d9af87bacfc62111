"""Assessment groups: their accounts read their units, inside the window, and nothing else."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from accountability.models import Assessment, AssessmentGroup, Duty
from accountability.services import assessments
from supervision import clock
from supervision.accounts.models import User

STARTS = dt.datetime(2026, 11, 10, tzinfo=clock.CHINA)
ENDS = dt.datetime(2026, 11, 19, tzinfo=clock.CHINA)
SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def duty(give_task: Callable[..., Duty], units: Any) -> Duty:
    """A task of the water bureau due on 20 November."""
    return give_task(units.water)


@pytest.fixture
def planned(duty: Duty, plan: Callable[..., Assessment], units: Any) -> Assessment:
    """An assessment of both bureaus from 16 to 18 November."""
    return plan(units.water, units.finance)


@pytest.fixture
def group(planned: Assessment, office: Any, units: Any) -> AssessmentGroup:
    """A group of two for the water bureau."""
    return assessments.form_group(
        actor=office,
        assessment=planned,
        name="第一组",
        leader_name="顾远山",
        members=[("江一帆", "审计局"), ("何松", "")],
        units=[units.water],
        starts_at=STARTS,
        ends_at=ENDS,
    )


@pytest.fixture
def assessor(group: AssessmentGroup, office: Any, at: Any) -> User:
    """The first member's account, on its first second."""
    slips = assessments.issue_accounts(actor=office, group=group)
    at(STARTS)
    return slips[0].account.user


def test_every_member_gets_an_account_once(group: AssessmentGroup, office: Any) -> None:
    slips = assessments.issue_accounts(actor=office, group=group)
    assert [slip.account.user.name for slip in slips] == ["江一帆", "何松"]
    assert len({slip.username for slip in slips} | {slip.password for slip in slips}) == 4
    assert assessments.issue_accounts(actor=office, group=group) == []


def test_slips_are_shown_once_and_never_kept_by_the_browser(
    group: AssessmentGroup, planned: Assessment, office: Any, as_user: Any
) -> None:
    browser = as_user(office)
    url = f"/accountability/assessments/{planned.pk}/"
    first = browser.post(f"{url}groups/{group.pk}/issue/")
    assert first.status_code == 200
    assert "no-store" in first.headers["Cache-Control"]
    slips = first.context["slips"]
    page = browser.get(url).content.decode()
    for slip in slips:
        assert slip.username in page
        assert slip.password not in page
    assert browser.post(f"{url}groups/{group.pk}/issue/").status_code == 302


def test_the_group_reads_its_unit_and_other_units_are_404(
    assessor: User, units: Any, duty: Duty, give_task: Any, at: Any, as_user: Any
) -> None:
    foreign = give_task(units.finance)
    at(STARTS)
    browser = as_user(assessor)
    assert duty.title in browser.get("/accountability/duties/").content.decode()
    for path in (f"duties/{duty.pk}/", f"units/{units.water.pk}/", "ledger/", "changes/"):
        assert browser.get(f"/accountability/{path}").status_code == 200, path
    for path in (f"duties/{foreign.pk}/", f"units/{units.finance.pk}/"):
        assert browser.get(f"/accountability/{path}").status_code == 404, path


def test_it_reads_and_writes_nothing(assessor: User, duty: Duty, as_user: Any) -> None:
    browser = as_user(assessor)
    for path in (
        f"duties/{duty.pk}/",
        f"duties/{duty.pk}/draft/",
        f"duties/{duty.pk}/supplement/",
        f"duties/{duty.pk}/change/",
        "assessments/new/",
    ):
        assert browser.post(f"/accountability/{path}", {}).status_code in (403, 404), path


@pytest.mark.parametrize(
    ("instant", "status"),
    [(STARTS - SECOND, 302), (STARTS, 200), (ENDS - SECOND, 200), (ENDS, 302)],
)
def test_outside_the_window_it_is_refused_to_the_second(
    assessor: User, at: Any, as_user: Any, instant: dt.datetime, status: int
) -> None:
    at(instant)
    assert as_user(assessor).get("/accountability/duties/").status_code == status


def test_an_account_is_revoked_on_the_page_and_listed_with_its_last_use(
    assessor: User, group: AssessmentGroup, planned: Assessment, office: Any, as_user: Any
) -> None:
    browser = as_user(assessor)
    assert browser.get("/").status_code == 200
    member = group.members.get(account__user=assessor)
    url = f"/accountability/assessments/{planned.pk}/"
    assert member.account.user.username in as_user(office).get(url).content.decode()
    member.account.refresh_from_db()
    assert member.account.last_used_at is not None
    as_user(office).post(f"{url}groups/{group.pk}/members/{member.pk}/revoke/")
    assert browser.get("/").status_code == 302


def test_cancelling_the_assessment_ends_its_accounts(
    assessor: User, planned: Assessment, group: AssessmentGroup, office: Any, as_user: Any
) -> None:
    assessments.cancel(actor=office, assessment=planned)
    assert as_user(assessor).get("/").status_code == 302
    with pytest.raises(ValidationError):
        assessments.issue_accounts(actor=office, group=group)
    with pytest.raises(ValidationError):
        assessments.form_group(
            actor=office,
            assessment=planned,
            name="第二组",
            leader_name="x",
            members=[("甲", "")],
            units=list(planned.units.all()),
            starts_at=STARTS,
            ends_at=ENDS,
        )


def test_a_group_is_checked(planned: Assessment, group: Any, office: Any, units: Any) -> None:
    good: dict[str, Any] = {
        "name": "第二组",
        "leader_name": "x",
        "members": [("甲", "")],
        "units": [units.finance],
        "starts_at": STARTS,
        "ends_at": ENDS,
    }
    for wrong in (
        {"units": [units.township]},
        {"units": []},
        {"members": []},
        {"members": [("甲", ""), ("甲", "")]},
        {"ends_at": STARTS},
        {"name": "第一组"},
    ):
        with pytest.raises(ValidationError):
            assessments.form_group(actor=office, assessment=planned, **(good | wrong))


def test_the_pages_of_an_assessment(
    duty: Duty, office: Any, units: Any, as_user: Callable[..., Client]
) -> None:
    browser = as_user(office)
    fields = {
        "name": "年终考核",
        "check_on": "2026-11-16",
        "ends_on": "2026-11-18",
        "units": [units.water.pk],
    }
    sent = browser.post("/accountability/assessments/new/", fields)
    found = Assessment.objects.get(name="年终考核")
    assert sent.url == f"/accountability/assessments/{found.pk}/"
    assert clock.local(found.locks_at).isoformat() == "2026-11-13T00:00:00+08:00"
    moved = {"check_on": "2026-11-23", "ends_on": "2026-11-24"}
    assert browser.post(f"{sent.url}edit/", moved).status_code == 302
    members = {
        "name": "第一组",
        "leader_name": "顾远山",
        "members": "江一帆 审计局\n何松，派驻组",
        "starts_on": "2026-11-10",
        "ends_on": "2026-11-24",
        "units": [units.water.pk],
    }
    assert browser.post(f"{sent.url}groups/new/", members).status_code == 302
    page = browser.get(sent.url).content.decode()
    assert "江一帆" in page and "派驻组" in page
    assert browser.post(f"{sent.url}cancel/").status_code == 302
    found.refresh_from_db()
    assert found.status == "cancelled"


@pytest.mark.parametrize("who", ["stranger", "clerk", "head", "sysadmin"])
def test_others_find_no_assessment_and_form_no_group(
    planned: Assessment, group: Any, who: str, as_user: Any, request: pytest.FixtureRequest
) -> None:
    user = request.getfixturevalue(who)
    browser = as_user(user)
    url = f"/accountability/assessments/{planned.pk}/"
    for path in ("/accountability/assessments/", url, f"{url}edit/", f"{url}groups/new/"):
        assert browser.get(path).status_code == 403
    with pytest.raises(PermissionDenied):
        assessments.issue_accounts(actor=user, group=group)
