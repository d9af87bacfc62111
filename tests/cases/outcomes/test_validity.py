"""Which sanction somebody can receive, by article; how long it lasts, to the day."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from cases.models import Clue, Outcome, OutcomeDraft
from cases.rules.effects import (
    admonition_period,
    combine,
    government_period,
    party_period,
)
from cases.rules.forms import form_of
from cases.services import outcome_drafts, outcomes, unit_sanctions
from cases.services.faults import RuleBroken
from supervision import clock
from supervision.accounts.models import User
from tests.cases.outcomes.conftest import REASON, person_of
from tests.cases.walk import Walk, register

Lead = Callable[..., Clue]
Draft = Callable[..., OutcomeDraft]
Decide = Callable[..., Clue]


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def said(refused: pytest.ExceptionInfo[Any]) -> str:
    return " ".join(refused.value.messages)


# -- periods: pure ------------------------------------------------------------------------------

PARTY = [
    ("warning", {}, "2026-03-15", "2027-03-15"),
    ("warning", {}, "2024-02-29", "2025-02-28"),
    ("serious_warning", {}, "2026-08-31", "2028-02-29"),
    ("serious_warning", {"in_place_of_removal": True}, "2026-08-31", "2028-08-31"),
    ("removal", {}, "2026-11-22", "2028-11-22"),
    ("probation", {"probation_years": 1}, "2026-11-22", "2029-11-22"),
    ("probation", {"probation_years": 2}, "2026-11-22", "2030-11-22"),
    ("expulsion", {}, "2024-02-29", "2029-02-28"),
    # The rest of an earlier one is added, to the day.
    ("warning", {"running_until": day("2026-12-10")}, "2026-03-15", "2027-12-10"),
    ("warning", {"running_until": day("2026-01-10")}, "2026-03-15", "2027-03-15"),
]


@pytest.mark.parametrize(("sanction", "more", "on", "until"), PARTY)
def test_party_periods(sanction: str, more: dict[str, Any], on: str, until: str) -> None:
    assert party_period(sanction, day(on), **more).until == day(until)


def test_probation_is_one_year_or_two() -> None:
    with pytest.raises(ValueError):
        party_period("probation", day("2026-11-22"), probation_years=3)


GOVERNMENT = [
    (["warning"], None, "2026-08-31", "2027-02-28"),
    (["demerit"], None, "2024-02-29", "2025-02-28"),
    (["serious_demerit"], None, "2026-11-22", "2028-05-22"),
    (["dismissal"], None, "2026-11-22", "2028-11-22"),
    (["warning", "demotion"], None, "2026-11-22", "2028-11-22"),
    (["demotion", "demotion"], 40, "2026-11-22", "2030-03-22"),
    (["demotion"] * 3, 48, "2026-11-22", "2030-11-22"),
    (["expulsion", "warning"], None, "2026-11-22", None),
]


@pytest.mark.parametrize(("sanctions", "months", "on", "until"), GOVERNMENT)
def test_government_periods(
    sanctions: list[str], months: int | None, on: str, until: str | None
) -> None:
    found = government_period(combine(sanctions, day(on)), day(on), months=months)
    assert found is not None
    assert found.until == (day(until) if until else None)


def test_a_period_lies_between_one_and_the_sum_below_48() -> None:
    on = day("2026-11-22")
    twice = combine(["demotion", "demotion"], on)
    assert (twice.least, twice.most) == (24, 48)
    assert combine(["dismissal"] * 3, on).most == 48
    assert government_period(twice, on, months=23) is None
    assert government_period(twice, on, months=49) is None


def test_what_runs_is_added_but_never_beyond_48_months() -> None:
    on = day("2026-11-22")
    found = government_period(combine(["demotion"], on), on, running_until=day("2029-11-22"))
    assert found is not None
    assert found.until == day("2030-11-22")


def test_an_admonition_works_half_a_year() -> None:
    assert admonition_period(day("2026-08-31")).until == day("2027-02-28")


FORMS = [
    (["reminder_talk"], "first"),
    (["closed_after_talk"], "first"),
    (["party:warning", "admonition"], "second"),
    (["government:demotion"], "second"),
    (["party:removal", "government:warning"], "third"),
    (["party:expulsion", "government:expulsion", "prosecution"], "fourth"),
    (["exempt"], ""),
]


@pytest.mark.parametrize(("codes", "form"), FORMS)
def test_a_person_counts_once_by_the_heaviest(codes: list[str], form: str) -> None:
    assert form_of(codes) == form


# -- validity: each rule with its article ----------------------------------------------------------

REFUSED = [
    ({"is_member": False}, "party:warning", "《中国共产党纪律处分条例》第八条"),
    ({"holds_party_post": False}, "party:removal", "第十一条"),
    ({"standing": "retired"}, "government:warning", "第二十七条"),
    ({"standing": "none"}, "government:warning", "第二条"),
    ({"standing": "village"}, "government:demotion", "第二十二条"),
    ({"standing": "other_official"}, "government:dismissal", "第二十三条"),
    ({}, "party:probation", "第十二条"),
]


@pytest.mark.parametrize(("person", "code", "article"), REFUSED)
def test_an_impossible_sanction_is_refused_with_its_article(
    lead: Lead, draft: Draft, person: dict[str, Any], code: str, article: str
) -> None:
    clue = lead(**person)
    with pytest.raises(RuleBroken) as refused:
        draft(clue, code)
    assert article in said(refused)
    assert not OutcomeDraft.objects.exists()


def test_a_village_manager_may_get_a_serious_demerit(lead: Lead, decide: Decide) -> None:
    clue = decide(lead(standing="village"), "government:serious_demerit")
    assert clue.outcomes.get().months == 18


def test_the_unit_has_sanctioned_already(lead: Lead, draft: Draft, walk: Walk) -> None:
    clue = lead()
    note = unit_sanctions.note_unit_sanction(
        actor=walk.reviewers[0],
        clue=clue,
        respondent=person_of(clue),
        unit_name="区水务局",
        sanction="记过处分",
        given_on=clock.today(),
    )
    with pytest.raises(RuleBroken) as refused:
        draft(clue, "government:warning")
    assert "第十六条" in said(refused)
    unit_sanctions.revoke_unit_sanction(
        actor=walk.reviewers[0], sanction=note, revoked_on=clock.today()
    )
    draft(clue, "government:warning")


def test_exemption_stands_alone_and_one_party_sanction_is_enough(lead: Lead, draft: Draft) -> None:
    clue = lead()
    draft(clue, "party:warning")
    for code in ("exempt", "party:serious_warning"):
        with pytest.raises(RuleBroken):
            draft(clue, code)
    assert OutcomeDraft.objects.count() == 1


def test_a_period_out_of_bounds_is_refused(lead: Lead, draft: Draft) -> None:
    clue = lead()
    with pytest.raises(RuleBroken) as refused:
        draft(clue, "government:demotion", months=30)
    assert "第十五条" in said(refused)
    draft(clue, "government:demotion", months=30, times=2)


# -- decided -------------------------------------------------------------------------------


def test_a_decision_makes_outcomes_with_their_periods(lead: Lead, decide: Decide) -> None:
    clue = decide(lead(), "party:serious_warning", "government:demerit")
    party, government = clue.outcomes.order_by("code").reverse()
    assert (party.code, party.form, party.until) == (
        "party:serious_warning",
        "second",
        day("2028-05-02"),
    )
    assert (government.months, government.until) == (12, day("2027-11-02"))
    assert clue.status == "decided"
    assert not clue.outcome_drafts.exists()


def test_the_lighter_government_sanction_is_absorbed(lead: Lead, decide: Decide) -> None:
    clue = decide(lead(), "government:warning", "government:demotion")
    lighter = clue.outcomes.get(code="government:warning")
    assert lighter.is_absorbed
    assert lighter.until is None


def test_no_decision_without_an_outcome_for_everybody(lead: Lead, walk: Walk) -> None:
    clue = lead()
    with pytest.raises(ValidationError):
        walk.propose(clue, "decide")
    assert not clue.steps.filter(act="decide").exists()


def test_what_waits_for_approval_is_not_changed(lead: Lead, draft: Draft, walk: Walk) -> None:
    clue = lead()
    written = draft(clue, "party:warning")
    walk.propose(clue, "decide")
    with pytest.raises(RuleBroken):
        draft(clue, "party:serious_warning")
    with pytest.raises(RuleBroken):
        outcome_drafts.strike(actor=walk.reviewers[0], draft=written)


def test_only_the_panel_proposes(
    lead: Lead, draft: Draft, walk: Walk, stranger: User, review_head: User, other_handler: User
) -> None:
    clue = lead()
    for other in (stranger, walk.handler, review_head, other_handler):
        with pytest.raises(PermissionDenied):
            draft(clue, "party:warning", actor=other)


def test_a_mistake_is_taken_out_by_a_row_of_its_own(
    lead: Lead, decide: Decide, draft: Draft, principal: User, walk: Walk
) -> None:
    clue = decide(lead(), "party:serious_warning")
    mistaken = clue.outcomes.get()
    draft(clue, "party:warning")
    with pytest.raises(PermissionDenied):
        outcomes.correct(actor=walk.reviewers[0], outcome=mistaken, reason="文书笔误，应为警告。")
    made = outcomes.correct(actor=principal, outcome=mistaken, reason="文书笔误，应为警告处分。")
    assert [one.code for one in made] == ["party:warning"]
    assert made[0].corrects == mistaken
    mistaken.refresh_from_db()
    assert mistaken.reversed_by.reason == "文书笔误，应为警告处分。"
    with pytest.raises(RuleBroken):
        outcomes.correct(actor=principal, outcome=mistaken, reason="再更正一次试试看。")


def test_the_first_form_after_verification(
    at: Callable[..., None], petition: User, units: Any, walk: Walk, case_offices: Any
) -> None:
    at("2026-08-31T09:00:00")
    clue = walk.assign(register(petition, units.water), case_offices.handling)
    clue = walk.take(clue, "dispose_verify")
    given = {"actor": walk.handler, "clue": clue, "respondent": person_of(clue), "reason": REASON}
    with pytest.raises(RuleBroken):
        outcome_drafts.write(code="party:warning", **given)
    outcome_drafts.write(code="admonition", **given)
    clue = walk.take(clue, "verify_first_form")
    outcome = clue.outcomes.get()
    assert (outcome.form, outcome.until) == ("first", day("2027-02-28"))


# -- what the database refuses -------------------------------------------------------------


def refused_by_the_wall(act: Callable[[], Any]) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        act()


def test_outcomes_are_never_changed(lead: Lead, decide: Decide) -> None:
    clue = decide(lead(), "party:warning")
    rows = Outcome.objects.filter(clue=clue)
    refused_by_the_wall(lambda: rows.update(until=day("2030-01-01")))
    refused_by_the_wall(lambda: rows.delete())


@pytest.mark.parametrize(
    ("person", "code", "form"),
    [
        ({"is_member": False}, "party:warning", "second"),
        ({}, "party:removal", "third"),
        ({"standing": "retired"}, "government:warning", "second"),
        ({"standing": "village"}, "government:demotion", "second"),
        ({}, "party:warning", "first"),
        ({}, "party:warning", ""),
    ],
)
def test_the_database_knows_the_rules_of_sanctions(
    lead: Lead, decide: Decide, walk: Walk, person: dict[str, Any], code: str, form: str
) -> None:
    clue = decide(lead(**person), "exempt")
    made = clue.outcomes.get()
    refused_by_the_wall(
        lambda: Outcome.objects.create(
            clue=clue,
            respondent=made.respondent,
            code=code,
            form=form,
            decided_on=made.decided_on,
            reason="写入数据库",
            step=made.step,
            made_by=walk.handler,
            made_at=clock.now(),
        )
    )


# -- closings that count as the first form ------------------------------------------------------


@pytest.mark.parametrize(("met", "codes"), [(True, ["closed_after_verification"]), (False, [])])
def test_a_closing_counts_where_the_person_was_met(
    at: Callable[..., None],
    petition: User,
    units: Any,
    walk: Walk,
    case_offices: Any,
    met: bool,
    codes: list[str],
) -> None:
    at("2026-11-02T09:00:00")
    clue = walk.assign(register(petition, units.water), case_offices.handling)
    clue = walk.take(clue, "dispose_verify")
    facts = {"reason": "经面对面核实，反映问题不属实。", "face_to_face": met}
    clue = walk.take(clue, "verify_close", facts)
    assert list(clue.outcomes.values_list("code", flat=True)) == codes


def test_a_closing_after_a_talk_counts_once_for_each_main_respondent(
    at: Callable[..., None], petition: User, units: Any, walk: Walk, case_offices: Any
) -> None:
    at("2026-11-02T09:00:00")
    clue = walk.assign(register(petition, units.water), case_offices.handling)
    clue = walk.take(clue, "dispose_talk")
    clue = walk.take(clue, "talk_close")
    outcome = clue.outcomes.get()
    assert (outcome.code, outcome.form) == ("closed_after_talk", "first")
