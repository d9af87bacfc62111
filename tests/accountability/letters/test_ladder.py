"""Summons talks, actions and the ladder: counted, suggested, never issued by itself."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from accountability.enums import EscalationStep, EscalationTrigger
from accountability.escalation import Facts, Threshold, days_late, next_step
from accountability.models import AccountabilityAction, Duty, EscalationRule, Summons
from accountability.scoring import source
from accountability.selectors import escalation
from accountability.selectors.overview import responsible_units
from accountability.selectors.summonses import Member, summonses_visible_to
from accountability.services import escalation as thresholds
from accountability.services import summons_notices, summonses, urgings
from supervision import clock
from supervision.documents.models import OfficialDocument
from supervision.documents.services import receipts, signing
from tests.accountability.letters.conftest import evidence

RED, URGED = EscalationTrigger.RED_DAYS, EscalationTrigger.URGED
RULES = [
    Threshold(RED, EscalationStep.URGING, 1),
    Threshold(URGED, EscalationStep.LETTER, 3),
    Threshold(EscalationTrigger.REPLY_LATE, EscalationStep.NOTICE, 1),
]


@pytest.fixture
def call(officer: Any, units: Any) -> Any:
    """Return a function by which the officer calls members of the water bureau to a talk."""

    def act(*names: str, **changes: Any) -> list[Summons]:
        given = {
            "unit": units.water,
            "members": [Member(name, "副局长") for name in names or ("梁若川",)],
            "reason": "履责任务长期逾期未报。",
            "planned_at": clock.now() + dt.timedelta(days=2),
            "place": "第二谈话室",
        } | changes
        return summonses.call(actor=officer, **given)

    return act


@pytest.mark.parametrize(
    ("amounts", "under_way", "step"),
    [
        ({}, set(), None),
        ({RED: 1}, set(), EscalationStep.URGING),
        ({RED: 9, URGED: 2}, set(), EscalationStep.URGING),
        ({RED: 9, URGED: 3}, set(), EscalationStep.LETTER),
        ({RED: 9, URGED: 3}, {EscalationStep.LETTER}, None),
        ({EscalationTrigger.REPLY_LATE: 1}, {EscalationStep.LETTER}, EscalationStep.NOTICE),
    ],
)
def test_the_gravest_step_that_is_not_under_way_comes_next(
    amounts: Any, under_way: Any, step: Any
) -> None:
    found = next_step(Facts(amounts, under_way), RULES)
    assert (found.step if found else None) == step


def test_days_late_counts_days_after_the_last() -> None:
    ends = clock.end_of(dt.date(2026, 11, 20))
    assert days_late(ends, ends - dt.timedelta(seconds=1)) == 0
    assert days_late(ends, ends) == 1
    assert days_late(ends, ends + dt.timedelta(days=3)) == 4


def rows_of(user: Any) -> dict[str, Any]:
    return {row.unit.short_name: row for row in escalation.ladder_of(user)}


def test_the_ladder_follows_what_happened(
    office: Any, officer: Any, clerk: Any, units: Any, late: list[Duty], issue: Any, at: Any
) -> None:
    assert rows_of(office)["水务局"].next.step == EscalationStep.URGING
    assert rows_of(office)["白砚镇"].next is None
    for day in (4, 7, 8):
        at(f"2026-12-{day:02}T09:00:00")
        urgings.urge(actor=officer, duties=late[:1])
    row = rows_of(office)["水务局"]
    assert (row.next.step, row.next.amount) == (EscalationStep.LETTER, 3)
    (letter,) = issue(late[:2])
    row = rows_of(office)["水务局"]
    assert [rung.count for rung in row.rungs] == [3, 1, 0, 0, 0]
    assert row.next is None
    receipts.receive(actor=clerk, delivery=letter.document.deliveries.get())
    at("2026-12-20T09:00:00")
    assert rows_of(office)["水务局"].next.step == EscalationStep.NOTICE
    (paper,) = thresholds.draft_late_notices(
        actor=officer, units=[units.water], facts="水务局经督办函催办后仍未按期复函，任务长期逾期。"
    )
    assert rows_of(office)["水务局"].next is None
    signing.sign(actor=office, document=paper)
    assert [rung.count for rung in rows_of(office)["水务局"].rungs] == [3, 1, 1, 0, 0]
    assert OfficialDocument.objects.count() == 2


def test_scores_lose_for_letters_but_not_for_reminders(
    units: Any, late: list[Duty], issue: Any
) -> None:
    issue(late[:2])
    issue(late[2:], kind="work_reminder")
    year = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
    entries = list(source("letters").entries([units.water.pk, units.finance.pk], *year))
    assert [(one.unit_id, one.amount) for one in entries] == [(units.water.pk, 1)]


def test_one_cause_counts_once_however_many_are_called(units: Any, call: Any, office: Any) -> None:
    call("梁若川", "许望舒", "魏长河")
    year = dt.date(2026, 1, 1), clock.today()
    assert len(list(source("summonses").entries([units.water.pk], *year))) == 1


def test_a_talk_is_held_once_and_stands(officer: Any, call: Any) -> None:
    (found,) = call()
    said = {
        "talk": "就履责任务长期逾期问题进行约谈，本人表示接受批评。",
        "result": "承诺一周内补报。",
    }
    with pytest.raises(ValidationError) as refused:
        summonses.hold(actor=officer, summons=found, talked_on=clock.today(), talk="短", result="")
    assert set(refused.value.message_dict) == {"talk", "result"}
    summonses.hold(
        actor=officer, summons=found, talked_on=clock.today(), files=[evidence()], **said
    )
    with pytest.raises(ValidationError):
        summonses.cancel(actor=officer, summons=found, reason="已经谈过了，不需要再谈。")
    rows = Summons.objects.filter(pk=found.pk)
    with pytest.raises(DatabaseError, match="may not go"), transaction.atomic():
        rows.update(status="planned")
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        rows.update(name="别人")


def test_a_held_talk_needs_its_record(call: Any, officer: Any) -> None:
    (found,) = call()
    with pytest.raises(IntegrityError, match="summons_held_pair"), transaction.atomic():
        Summons.objects.filter(pk=found.pk).update(
            status="held", held_by=officer, held_at=clock.now(), talked_on=clock.today()
        )


def test_each_person_gets_a_notice_signed_by_another(officer: Any, office: Any, call: Any) -> None:
    found = call("梁若川", "许望舒")
    papers = summons_notices.draft_notices(actor=officer, summonses=found)
    assert len(papers) == 2
    with pytest.raises(ValidationError):
        summons_notices.draft_notices(actor=officer, summonses=found)
    signing.sign(actor=office, document=papers[0])
    summonses.cancel(actor=officer, summons=found[1], reason="本人已调离，不再约谈。")
    with pytest.raises(ValidationError):
        signing.sign(actor=office, document=papers[1])


def test_a_talk_lies_ahead_and_names_somebody(call: Any) -> None:
    with pytest.raises(ValidationError):
        call(planned_at=clock.now())
    with pytest.raises(ValidationError):
        call(members=[])
    with pytest.raises(ValidationError):
        call(reason="短")
    assert not Summons.objects.exists()


def test_an_action_is_a_record_only_and_stands(leader: Any, officer: Any, units: Any) -> None:
    given = {
        "unit": units.water,
        "subject": "副局长梁若川",
        "outcome": "区纪委常委会研究，给予诫勉谈话。",
        "decided_on": clock.today(),
    }
    with pytest.raises(PermissionDenied):
        summonses.record_action(actor=officer, **given)
    action = summonses.record_action(actor=leader, **given)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AccountabilityAction.objects.filter(pk=action.pk).update(outcome="没有")


def test_the_head_of_the_office_sets_the_thresholds(
    office: Any, officer: Any, as_user: Any
) -> None:
    chosen = {rule.trigger: (rule.threshold, rule.is_active) for rule in escalation.rules()}
    chosen["urged"] = (2, True)
    with pytest.raises(PermissionDenied):
        thresholds.set_thresholds(actor=officer, chosen=chosen)
    assert thresholds.set_thresholds(actor=office, chosen=chosen) == 1
    assert EscalationRule.objects.get(trigger="urged").changed_by == office
    with pytest.raises(ValidationError):
        thresholds.set_thresholds(actor=office, chosen={**chosen, "urged": (0, True)})
    url = "/accountability/ladder/thresholds/"
    fields = {f"least_{name}": least for name, (least, _on) in chosen.items()}
    assert as_user(officer).post(url, fields).status_code == 403
    assert as_user(office).post(url, {**fields, "least_urged": "x"}).status_code == 422
    assert as_user(office).post(url, {**fields, "on_urged": "on"}).status_code == 302
    assert EscalationRule.objects.filter(is_active=True).count() == 1


def test_the_ladder_leads_to_the_forms(
    officer: Any, units: Any, late: list[Duty], as_user: Any
) -> None:
    browser = as_user(officer)
    url = "/accountability/ladder/"
    assert "水务局" in browser.get(url).content.decode()
    assert (
        "水务局" not in browser.get(url, {"step": "summons"}).content.decode().split("<tbody>")[1]
    )
    wanted = {"unit": [units.water.pk]}
    letters = browser.post(url, {**wanted, "act": "letter"})
    assert letters.url == f"/accountability/letters/new/?unit={units.water.pk}"
    urge = browser.post(url, {**wanted, "act": "urging"})
    assert urge.url.count("duty=") == 2
    notice = browser.post(url, {**wanted, "act": "notice"})
    assert browser.get(notice.url).status_code == 200
    assert browser.post(url, {"act": "letter"}).url == url


def test_pages_of_a_unit_and_its_people(
    officer: Any, clerk: Any, head: Any, other_clerk: Any, stranger: Any, units: Any, call: Any,
    as_user: Any,
) -> None:  # fmt: skip
    (found,) = call()
    base = f"/accountability/units/{units.water.pk}"
    talk = f"/accountability/summonses/{found.pk}/"
    for user in (officer, clerk, head):
        browser = as_user(user)
        assert "梁若川" in browser.get(f"{base}/pressing/").content.decode()
        assert browser.get(f"{base}/papers/").status_code == 200
        assert browser.get(talk).status_code == 200
    outside = as_user(other_clerk)
    assert outside.get(f"{base}/pressing/").status_code == 404
    assert outside.get(talk).status_code == 404
    assert not summonses_visible_to(stranger).exists()
    for path in ("ladder/", "summonses/", "falsified/", "letters/"):
        assert as_user(stranger).get(f"/accountability/{path}").status_code == 403


def test_a_talk_is_called_moved_held_and_called_off_on_pages(
    officer: Any, units: Any, as_user: Any
) -> None:
    browser = as_user(officer)
    url = f"/accountability/summonses/new/?unit={units.water.pk}"
    assert browser.get(url).status_code == 200
    day = clock.today() + dt.timedelta(days=3)
    given = {
        "planned_on": day.isoformat(),
        "planned_time": "09:30",
        "place": "第二谈话室",
        "reason": "履责任务长期逾期未报。",
        "typed": "梁若川、副局长\n许望舒，副局长",
    }
    assert browser.post(url, {**given, "typed": ""}).status_code == 422
    assert browser.post(url, given).status_code == 302
    one, two = Summons.objects.order_by("id")
    assert (one.name, one.post) == ("梁若川", "副局长")
    later = {**given, "planned_time": "15:00"}
    assert browser.post(f"/accountability/summonses/{one.pk}/move/", later).status_code == 302
    held = {"talked_on": clock.today().isoformat(), "talk": "谈" * 25, "result": "承诺整改。"}
    assert browser.post(f"/accountability/summonses/{one.pk}/hold/", held).status_code == 302
    off = {"reason": "本人已调离，不再约谈。"}
    assert browser.post(f"/accountability/summonses/{two.pk}/cancel/", off).status_code == 302
    assert browser.get("/accountability/summonses/").status_code == 200
    assert units.water == responsible_units(officer).get(pk=one.unit_id)
