"""Steps and facts open, close, pause and resume clocks, each in the hands that have to act."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from cases.enums import Source
from cases.models import Clock, Clue
from cases.rules.clocks import investigation_code
from cases.selectors.clocks_section import section
from cases.selectors.visibility import clues_visible_to
from cases.services import clocks
from supervision import clock as portal_clock
from supervision.deadlines.selectors import rule_at
from tests.cases.walk import Walk, facts_for, register

At = Callable[..., None]


def running(clue: Clue) -> dict[str, Clock]:
    rows = Clock.objects.filter(clue=clue, closed_at__isnull=True)
    return {row.term_code: row for row in rows}


def last_day(clock: Clock) -> dt.date:
    return portal_clock.local(clock.ends_at - dt.timedelta(seconds=1)).date()


def test_a_named_report_and_an_assigned_one_start_their_clocks(
    at: At, petition: Any, units: Any
) -> None:
    at("2026-11-02T09:00:00")
    plain = register(petition, units.water)
    assert running(plain) == {}
    assigned = register(petition, units.water, source=Source.SUPERIOR_ASSIGNED)
    clock = running(assigned)["assigned_report"]
    assert last_day(clock) == dt.date(2027, 2, 2)
    assert clock.is_provisional
    clocks.reported_up(actor=petition, clue=assigned, on=portal_clock.today())
    assert running(assigned) == {}


def test_a_named_reporter_is_told_within_fifteen_working_days(clue: Clue, petition: Any) -> None:
    Clue.objects.filter(pk=clue.pk).update(naming="named")
    clue.refresh_from_db()
    (clock,) = clocks.clue_registered(actor=petition, clue=clue)
    assert clock.office == clue.registering_office
    assert last_day(clock) == dt.date(2026, 11, 23)
    told = clocks.reporter_told(actor=petition, clue=clue, of_result=False, on=dt.date(2026, 11, 2))
    assert told is not None
    assert running(clue) == {}


def test_the_way_of_a_clue_opens_and_closes_what_the_table_says(
    at: At, assigned: Clue, walk: Walk, case_offices: Any
) -> None:
    clock = running(assigned)["clue_disposition"]
    assert clock.office == case_offices.handling
    assert clock.opened_by is not None
    assert clock.opened_by.act == "assign"
    assert last_day(clock) == dt.date(2026, 12, 2)
    verifying = walk.take(assigned, "dispose_verify")
    assert set(running(verifying)) == {"prelim_verification"}
    clock.refresh_from_db()
    assert clock.closed_by is not None
    assert clock.closed_by.act == "dispose_verify"
    at("2026-11-03T09:00:00")
    filed = walk.take(verifying, "file")
    assert set(running(filed)) == {"filing_announce", "investigation_no_detention"}
    assert running(filed)["filing_announce"].rule.code == "filing_announce_target"
    announced = walk.take(filed, "announce_filing")
    assert set(running(announced)) == {"investigation_no_detention"}


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("party", "party_investigation_legacy"),
        ("government", "investigation_no_detention"),
        ("both", "investigation_no_detention"),
    ],
)
def test_the_filing_decides_which_investigation_clock_runs(
    verifying: Clue, walk: Walk, kind: str, code: str
) -> None:
    facts = facts_for(verifying, "file") | {"filing_kind": kind}
    filed = walk.take(verifying, "file", facts)
    assert code in running(filed)
    assert investigation_code(kind) == code
    with pytest.raises(ValueError, match="filing"):
        investigation_code("neither")


def test_the_approval_of_a_filing_has_its_customary_term(verifying: Clue, walk: Walk) -> None:
    step = walk.propose(verifying, "file")
    assert "filing_approval" in running(verifying)
    walk.approve(step)
    assert "filing_approval" not in running(verifying)


def test_the_clock_of_the_review_stands_still_while_the_case_is_returned(
    at: At, clue: Clue, walk: Walk, case_offices: Any
) -> None:
    reviewed = walk.to_review(clue, case_offices.handling)
    trial = running(reviewed)["trial"]
    assert trial.office == case_offices.review
    assert last_day(trial) == dt.date(2026, 12, 2)
    at("2026-11-09T10:00:00")
    returned = walk.take(reviewed, "return_supplement")
    assert set(running(returned)) >= {"trial", "return_supplement"}
    trial.refresh_from_db()
    assert trial.paused_at is not None
    assert running(returned)["return_supplement"].office == case_offices.handling
    at("2026-11-16T10:00:00")
    walk.take(returned, "resubmit")
    trial.refresh_from_db()
    assert trial.paused_at is None
    # Seven days stood still, from the 9th to the 15th.
    assert last_day(trial) == dt.date(2026, 12, 9)
    assert trial.pauses.get().reason
    move = trial.moves.get()
    assert move.cause == "resumed"
    assert move.after - move.before == dt.timedelta(days=7)


def test_a_return_for_unclear_facts_ends_the_review(
    clue: Clue, walk: Walk, case_offices: Any
) -> None:
    reviewed = walk.to_review(clue, case_offices.handling)
    walk.take(reviewed, "return_facts")
    assert set(running(reviewed)) == {"investigation_no_detention"}


def test_a_clue_held_pending_comes_back_on_its_day(assigned: Clue, walk: Walk, at: At) -> None:
    held = walk.take(assigned, "dispose_hold")
    clock = running(held)["held_review"]
    assert last_day(clock) == held.review_on
    assert not clock.term_rolls
    at("2026-11-20T10:00:00")
    revived = walk.take(held, "revive")
    assert set(running(revived)) == {"clue_disposition"}


def test_a_named_reporter_hears_the_result_after_the_end(assigned: Clue, walk: Walk) -> None:
    Clue.objects.filter(pk=assigned.pk).update(naming="named")
    closed = walk.take(assigned, "dispose_close")
    assert set(running(closed)) == {"named_feedback"}
    assert running(closed)["named_feedback"].office == assigned.registering_office


def test_talk_and_inquiry_start_and_end_their_terms_by_facts(
    at: At, assigned: Clue, walk: Walk
) -> None:
    talking = walk.take(assigned, "dispose_talk")
    person = talking.respondents.get()
    reply = clocks.inquiry_received(
        actor=walk.handler, clue=talking, respondent=person, on=dt.date(2026, 11, 2)
    )
    assert last_day(reply) == dt.date(2026, 11, 23)
    at("2026-11-12T10:00:00")
    report = clocks.talk_ended(
        actor=walk.handler, clue=talking, on=dt.date(2026, 11, 11), respondent=person
    )
    assert last_day(report) == dt.date(2026, 12, 11)
    assert set(running(talking)) == {"talk_inquiry_close"}


def test_a_day_before_its_cause_is_refused_and_nothing_changes(
    at: At, clue: Clue, petition: Any
) -> None:
    at("2026-11-10T09:00:00")
    with pytest.raises(ValidationError) as refused:
        clocks.open_clock(
            actor=petition,
            clue=clue,
            code="review",
            starts_at=portal_clock.now() + dt.timedelta(hours=1),
        )
    assert refused.value.code == "future"
    early = dt.datetime(2026, 11, 1, 9, tzinfo=portal_clock.CHINA)
    with pytest.raises(ValidationError) as refused:
        clocks.open_clock(actor=petition, clue=clue, code="review", starts_at=early)
    assert refused.value.code == "before_cause"
    clock = clocks.open_clock(
        actor=petition, clue=clue, code="review", starts_at=portal_clock.now()
    )
    with pytest.raises(ValidationError) as refused:
        clocks.close_clock(
            actor=petition, clue=clue, code="review", at=clock.started_at - dt.timedelta(hours=1)
        )
    assert refused.value.code == "before_cause"
    clock.refresh_from_db()
    assert clock.closed_at is None


def test_the_same_clock_does_not_start_twice(clue: Clue, petition: Any) -> None:
    now = portal_clock.now()
    clocks.open_clock(actor=petition, clue=clue, code="review", starts_at=now)
    with pytest.raises(ValidationError) as refused:
        clocks.open_clock(actor=petition, clue=clue, code="review", starts_at=now)
    assert refused.value.code == "running"
    assert Clock.objects.filter(clue=clue).count() == 1
    with pytest.raises(LookupError):
        clocks.open_clock(actor=petition, clue=clue, code="no_such_term", starts_at=now)


def test_the_clock_after_a_detention_takes_the_place_of_the_one_before(
    verifying: Clue, walk: Walk, at: At
) -> None:
    filed = walk.take(verifying, "file")
    person = filed.respondents.get()
    at("2026-11-20T09:00:00")
    clocks.open_clock(
        actor=walk.handler,
        clue=filed,
        code="investigation_after_detention",
        starts_at=portal_clock.now(),
        respondent=person,
    )
    found = running(filed)
    assert "investigation_no_detention" not in found
    assert last_day(found["investigation_after_detention"]) == dt.date(2027, 11, 22)


def test_the_page_tells_article_count_and_certainty(
    verifying: Clue, walk: Walk, handler1: Any, stranger: Any
) -> None:
    shown = section(handler1, verifying)
    assert shown is not None
    (one,) = shown["running"]
    assert one.clock.rule == rule_at("prelim_verification", portal_clock.today())
    assert "第十五条" in one.told.explanation.note
    assert one.told.certainty
    assert one.may_extend
    (over,) = [each for each in shown["over"] if each.clock.term_code == "clue_disposition"]
    assert over.light == "green"
    assert not over.may_extend
    assert not clues_visible_to(stranger).exists()


def test_a_clue_assigned_anew_takes_its_clocks_along(
    assigned: Clue,
    walk: Walk,
    case_offices: Any,
    petition: Any,
    other_handler: Any,
    other_handling_head: Any,
) -> None:
    clocks.open_clock(
        actor=petition, clue=assigned, code="assigned_report", starts_at=portal_clock.now()
    )
    first = running(assigned)["clue_disposition"]
    other = case_offices.other_handling
    moved = walk.take(assigned, "reassign", {"handling_office": other.pk})
    found = running(moved)
    assert set(found) == {"assigned_report", "clue_disposition"}
    assert {clock.office for clock in found.values()} == {other}
    assert found["clue_disposition"].pk != first.pk


def test_days_outside_are_recorded_by_the_office_that_has_the_clue(
    at: At, assigned: Clue, walk: Walk, other_handler: Any, stranger: Any, as_user: Any
) -> None:
    talking = walk.take(assigned, "dispose_talk")
    person = talking.respondents.get()
    page = reverse("cases:clock_fact", args=[talking.number])
    client = as_user(walk.handler)
    assert client.get(page).status_code == 200
    typed = {"fact": "letter_received", "respondent": person.pk, "on": "2026-11-01"}
    assert client.post(page, typed).status_code == 422
    assert client.post(page, typed | {"respondent": "", "on": "2026-11-02"}).status_code == 422
    assert client.post(page, typed | {"on": "2026-11-02"}).status_code == 302
    assert set(running(talking)) == {"inquiry_reply"}
    at("2026-11-10T09:00:00")
    answered = {"fact": "answer_came", "respondent": person.pk, "on": "2026-11-09"}
    assert client.post(page, answered).status_code == 302
    assert set(running(talking)) == {"talk_inquiry_close"}
    # A second click finds no answer that is still due.
    assert client.post(page, answered).status_code == 422
    with pytest.raises(PermissionDenied):
        clocks.state_fact(
            actor=other_handler, clue=talking, fact="talk_ended", on=dt.date(2026, 11, 9)
        )
    assert as_user(other_handler).get(page).status_code == 404
    assert as_user(stranger).get(page).status_code == 403
