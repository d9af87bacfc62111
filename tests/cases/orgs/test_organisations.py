"""A Party organisation receives sanctions of organisations, a person never, each by its rule."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from cases.entries import RespondentEntry
from cases.enums import PersonStanding
from cases.models import Clue, Outcome, OutcomeDraft, Respondent
from cases.rules.outcomes import Clash, Wanted, clash, refusal
from cases.rules.sanctions import Refusal, Standing
from cases.selectors.outcomes import forms_of
from cases.selectors.signatories import chain_of
from cases.services import measures
from cases.services.faults import RuleBroken
from cases.services.intake import name_respondent
from cases.services.papers.words import plain_text, words_of
from supervision import clock
from supervision.accounts.models import User
from tests.cases.outcomes.conftest import REASON, person_of
from tests.cases.papers.scene import drafted
from tests.cases.walk import Walk

Lead = Callable[..., Clue]
Draft = Callable[..., OutcomeDraft]
ORGANISATION = {
    "name": "清江区水务局河道管理所党支部",
    "post": "",
    "standing": PersonStanding.ORGANISATION,
    "is_member": False,
}
BRANCH = Standing(standing="organisation")
MEMBER = Standing(standing="civil_servant", is_member=True)


def said(refused: pytest.ExceptionInfo[Any]) -> str:
    return " ".join(refused.value.messages)


RULES = [
    ("unit:written_criticism", {}, None),
    ("unit:circulated_criticism", {}, None),
    ("unit:examination", {}, None),
    ("unit:notice", {}, None),
    ("none", {}, None),
    ("unit:reorganisation", {}, Refusal.CAN_CORRECT),
    ("unit:reorganisation", {"cannot_correct": True}, None),
    ("unit:dissolution", {"most_members": True}, Refusal.CAN_CORRECT),
    ("unit:dissolution", {"cannot_correct": True}, Refusal.NOT_MOST_MEMBERS),
    ("unit:dissolution", {"cannot_correct": True, "most_members": True}, None),
    ("party:warning", {}, Refusal.NOT_A_PERSON),
    ("government:warning", {}, Refusal.NOT_A_PERSON),
    ("admonition", {}, Refusal.NOT_A_PERSON),
    ("circulated_criticism", {}, Refusal.NOT_A_PERSON),
    ("prosecution", {}, Refusal.NOT_A_PERSON),
    ("exempt", {}, Refusal.NOT_A_PERSON),
]


@pytest.mark.parametrize(("code", "stated", "why"), RULES)
def test_what_an_organisation_receives(
    code: str, stated: dict[str, bool], why: Refusal | None
) -> None:
    assert refusal(Wanted(code, **stated), BRANCH) == why


@pytest.mark.parametrize("code", [code for code, _more, _why in RULES if code.startswith("unit:")])
def test_a_person_receives_none_of_them(code: str) -> None:
    wanted = Wanted(code, cannot_correct=True, most_members=True)
    assert refusal(wanted, MEMBER) == Refusal.NOT_AN_ORGANISATION


def test_what_stands_side_by_side() -> None:
    assert clash(["unit:reorganisation", "unit:dissolution"]) == Clash.TWO_ENDS
    assert clash(["unit:notice", "unit:reorganisation"]) is None
    assert clash(["none", "unit:notice"]) == Clash.ALONE


def test_an_organisation_is_named_without_anything_of_a_person(
    clue: Clue, petition: User, units: Any
) -> None:
    entry = {"name": "河道管理所党支部", "standing": PersonStanding.ORGANISATION}
    for wrong in ({"post": "书记"}, {"is_member": True}, {"rank": "正科级"}):
        with pytest.raises(ValidationError):
            name_respondent(
                actor=petition,
                clue=clue,
                entry=RespondentEntry(**entry, unit=units.water, **wrong),
            )
    with pytest.raises(ValidationError):
        name_respondent(actor=petition, clue=clue, entry=RespondentEntry(**entry))
    found = name_respondent(
        actor=petition, clue=clue, entry=RespondentEntry(**entry, unit=units.water)
    )
    assert found.standing == PersonStanding.ORGANISATION
    with pytest.raises(DatabaseError), transaction.atomic():
        Respondent.objects.filter(pk=found.pk).update(is_member=True)


def test_the_refusal_names_rule_and_article(lead: Lead, draft: Draft) -> None:
    case = lead(**ORGANISATION)
    with pytest.raises(RuleBroken) as refused:
        draft(case, "party:warning")
    assert "第九条" in said(refused)
    with pytest.raises(RuleBroken) as refused:
        draft(case, "unit:reorganisation")
    assert "第九条" in said(refused)
    assert not case.outcome_drafts.exists()


def test_a_reorganisation_is_approved_by_the_committee_above_and_the_next_above_that(
    lead: Lead, draft: Draft, walk: Walk
) -> None:
    case = lead(**ORGANISATION)
    draft(case, "unit:reorganisation", cannot_correct=True)
    draft(case, "unit:notice")
    step = walk.propose(case, "decide")
    assert chain_of(step)[-3:] == ["committee", "party_head", "upper_organ"]
    decided = walk.approve(step)
    made = Outcome.objects.filter(clue=decided).order_by("code")
    assert [one.code for one in made] == ["unit:notice", "unit:reorganisation"]
    assert {(one.form, one.until) for one in made} == {("", None)}
    assert forms_of(decided) == {}


def test_a_written_criticism_takes_the_ordinary_chain(lead: Lead, draft: Draft, walk: Walk) -> None:
    case = lead(**ORGANISATION)
    draft(case, "unit:written_criticism")
    assert "upper_organ" not in chain_of(walk.propose(case, "decide"))


def test_the_database_refuses_the_same(lead: Lead, decide: Any, walk: Walk) -> None:
    person = decide(lead(), "party:warning")
    organisation = decide(lead(**ORGANISATION), "unit:notice")
    now = clock.now()
    for case, code in ((person, "unit:notice"), (organisation, "party:warning")):
        standing = Outcome.objects.get(clue=case)
        with pytest.raises(DatabaseError), transaction.atomic():
            Outcome.objects.create(
                clue=case,
                respondent=person_of(case),
                code=code,
                form="second" if code == "party:warning" else "",
                decided_on=clock.today(),
                reason=REASON,
                corrects=standing,
                made_by=walk.casesup,
                made_at=now,
            )


def test_the_decision_says_what_is_decided_and_what_follows(
    lead: Lead, draft: Draft, walk: Walk
) -> None:
    case = lead(**ORGANISATION)
    draft(case, "unit:dissolution", cannot_correct=True, most_members=True)
    paper = plain_text(words_of(drafted(walk, case, "decision")))
    assert "予以解散的决定" in paper
    assert "《中国共产党纪律处分条例》第九条" in paper
    assert "逐个审查" in paper
    assert "中共党员" not in paper


def test_a_closing_counts_persons_alone(
    clue: Clue, walk: Walk, petition: User, units: Any, case_offices: Any
) -> None:
    name_respondent(
        actor=petition,
        clue=clue,
        entry=RespondentEntry(
            name="河道管理所党支部", standing=PersonStanding.ORGANISATION, unit=units.water
        ),
    )
    assigned = walk.assign(Clue.objects.get(pk=clue.pk), case_offices.handling)
    closed = walk.take(walk.take(assigned, "dispose_talk"), "talk_close")
    made = Outcome.objects.filter(clue=closed)
    assert [one.respondent.standing for one in made] == [PersonStanding.CIVIL_SERVANT]


def test_no_measure_is_taken_against_an_organisation(
    clue: Clue, walk: Walk, petition: User, units: Any, case_offices: Any
) -> None:
    found = name_respondent(
        actor=petition,
        clue=clue,
        entry=RespondentEntry(
            name="河道管理所党支部", standing=PersonStanding.ORGANISATION, unit=units.water
        ),
    )
    assigned = walk.assign(Clue.objects.get(pk=clue.pk), case_offices.handling)
    verifying = walk.take(assigned, "dispose_verify")
    with pytest.raises(RuleBroken):
        measures.propose(
            actor=walk.handler,
            clue=verifying,
            respondent=found,
            kind="await_investigation",
            ground="需要进一步核实有关问题。",
            first_officer=walk.handler,
            second_officer=walk.second,
        )


def test_a_stranger_proposes_nothing(lead: Lead, draft: Draft, stranger: User) -> None:
    case = lead(**ORGANISATION)
    with pytest.raises(PermissionDenied):
        draft(case, "unit:notice", actor=stranger)
