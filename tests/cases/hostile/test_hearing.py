"""Whoever a clue is about hears nothing of it: no notice, no to-do, no warning, no prompt."""

from collections.abc import Callable
from typing import Any

import pytest

from cases.clock_source import superiors, warned
from cases.models import Clock, Clue
from cases.selectors.desk import proposed_by
from cases.selectors.prompts import prompts_visible_to
from cases.selectors.steps import waiting_for, waiting_outside
from cases.selectors.warnings import warned_clocks
from cases.services.intake import name_respondent
from cases.services.prompt_words import PromptWords
from cases.services.prompts import draft_prompts
from cases.services.team import note_avoidance
from supervision.accounts.models import User
from supervision.notifications.models import Notice
from supervision.people.models import Person
from tests.cases.core.test_avoidance import accused
from tests.cases.walk import Walk, register


def fresh(user: User) -> User:
    """Return the account as its next request has it."""
    return User.objects.get(pk=user.pk)


@pytest.fixture
def casesup2(case_offices: Any, make_user: Callable[..., User]) -> User:
    """Return a second officer of the case supervision office."""
    return make_user("casesup2", "case_supervision", case_offices.supervision, "曲明")


@pytest.fixture
def about(
    at: Callable[..., None], person: Any, units: Any, petition: User, walk: Walk
) -> Callable[[User], Clue]:
    """Return a function that enters a clue about the person behind an account."""

    def enter(user: User) -> Clue:
        at("2026-11-02T09:00:00")
        own = person(user.name, units.water, user)
        return register(petition, units.water, [accused(own)])

    return enter


def told(user: User) -> list[str]:
    return list(Notice.objects.filter(recipient=user).values_list("title", flat=True))


def test_case_supervision_is_told_of_a_new_clue_but_not_its_respondent(
    about: Callable[[User], Clue], walk: Walk, casesup2: User, stranger: User
) -> None:
    clue = about(casesup2)
    assert any(clue.number in title for title in told(walk.casesup))
    assert told(casesup2) == []
    assert told(stranger) == []


def test_a_deputy_does_not_learn_that_a_step_against_them_waits(
    about: Callable[[User], Clue], walk: Walk, deputy2: User, case_offices: Any
) -> None:
    clue = walk.assign(about(deputy2), case_offices.handling)
    step = walk.sign_next(walk.propose(clue, "dispose_close"))
    moved = fresh(deputy2)
    moved.postings.update(unit=case_offices.handling)
    Notice.objects.all().delete()
    assert not waiting_for(fresh(deputy2)).exists()
    walk.sign_next(step)
    assert told(deputy2) == []


def test_the_outside_approval_of_ones_own_clue_is_recorded_by_others(
    about: Callable[[User], Clue], walk: Walk, casesup2: User, case_offices: Any
) -> None:
    clue = about(casesup2)
    clue.respondents.update(heads_committee=True)
    found = walk.assign(clue, case_offices.handling)
    step = walk.propose(found, "dispose_verify")
    for _place in range(3):
        step = walk.sign_next(step)
    assert list(waiting_outside(fresh(walk.casesup))) == [step]
    assert not waiting_outside(fresh(casesup2)).exists()
    assert told(casesup2) == []


def test_warnings_and_prompts_leave_out_ones_own_clue(
    about: Callable[[User], Clue],
    walk: Walk,
    casesup2: User,
    principal: User,
    case_offices: Any,
    at: Callable[..., None],
) -> None:
    clue = walk.assign(about(casesup2), case_offices.handling)
    at("2026-12-20T09:00:00")
    clock = Clock.objects.get(clue=clue, term_code="clue_disposition")
    assert clock in warned_clocks(fresh(walk.casesup))
    assert clock not in warned_clocks(fresh(casesup2))
    assert casesup2.pk not in warned([clock.pk])[clock.pk]
    assert casesup2.pk not in superiors([clock.pk])[clock.pk]
    assert {walk.casesup.pk, walk.head.pk} <= set(warned([clock.pk])[clock.pk])
    assert principal.pk in superiors([clock.pk])[clock.pk]
    words = PromptWords(
        grade="reminder",
        requirement="请抓紧办理，逾期说明原因。",
        contact="案管室 严以宽",
        reply_by=None,
        planned_at=None,
        place="",
    )
    prompt = draft_prompts(actor=walk.casesup, clocks=[clock], words=words)[0]
    assert prompt in prompts_visible_to(fresh(walk.casesup))
    assert prompt not in prompts_visible_to(fresh(casesup2))


def test_who_left_a_clue_to_others_hears_no_more_of_it(assigned: Clue, walk: Walk) -> None:
    step = walk.propose(assigned, "dispose_close")
    note_avoidance(
        actor=walk.handler,
        clue=assigned,
        user=walk.handler,
        ground="interest",
        reason="本人与被反映人有经济往来。",
    )
    Notice.objects.all().delete()
    for _place in range(3):
        step = walk.sign_next(step)
    assert told(walk.handler) == []
    assert not proposed_by(fresh(walk.handler)).exists()


def test_a_respondent_named_later_takes_the_kin_out_of_the_team(
    assigned: Clue,
    walk: Walk,
    person: Any,
    related: Any,
    units: Any,
    case_offices: Any,
    as_user: Any,
) -> None:
    gao = person("高长河", units.water)
    own = person(walk.second.name, case_offices.handling, walk.second)
    related(own, gao)
    name_respondent(actor=walk.handler, clue=assigned, entry=accused(gao))
    assert assigned.accesses.filter(user=walk.handler, ended_at=None).exists()
    assert not assigned.accesses.filter(user=walk.second, ended_at=None).exists()
    address = f"/cases/clues/{assigned.number}/"
    assert as_user(fresh(walk.second)).get(address).status_code == 404
    assert as_user(fresh(walk.handler)).get(address).status_code == 200


def test_whoever_carries_a_clue_and_is_named_in_it_is_not_told_why(
    assigned: Clue, walk: Walk, person: Any, case_offices: Any, as_user: Any
) -> None:
    own = person(walk.handler.name, case_offices.handling, walk.handler)
    Notice.objects.all().delete()
    browser = as_user(fresh(walk.second))
    address = f"/cases/clues/{assigned.number}/people/new/"
    sent = {
        "people-0-name": own.name,
        "people-0-person": str(own.pk),
        "people-0-role": "main",
        "people-0-standing": "civil_servant",
    }
    assert browser.post(address, sent).status_code == 302
    assert Clue.objects.get(pk=assigned.pk).handler is None
    assert told(walk.handler) == []
    assert not Person.objects.get(pk=own.pk).kin.exists()


def test_who_names_the_own_kin_goes_back_to_the_desk(
    assigned: Clue,
    walk: Walk,
    person: Any,
    related: Any,
    units: Any,
    case_offices: Any,
    as_user: Any,
) -> None:
    gao = person("高长河", units.water)
    related(person(walk.handler.name, case_offices.handling, walk.handler), gao)
    sent = {
        "people-0-name": gao.name,
        "people-0-person": str(gao.pk),
        "people-0-role": "main",
        "people-0-standing": "civil_servant",
    }
    answer = as_user(walk.handler).post(f"/cases/clues/{assigned.number}/people/new/", sent)
    assert (answer.status_code, answer["Location"]) == (302, "/cases/desk/")
