"""Hands that must not act: lapsed stand-ins, second accounts, kin, officers without a part."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from cases.models import Clue, StandIn, Step
from cases.selectors.avoidance import fact_against
from cases.selectors.measures import measures_waiting
from cases.selectors.remedies import hands_of, may_examine
from cases.selectors.steps import waiting_for
from cases.selectors.visibility import clues_visible_to
from cases.services import matches, stand_ins, steps, team
from cases.services.faults import Avoids, RuleBroken
from supervision import clock
from supervision.accounts.models import User
from supervision.people.models import Person
from supervision.people.services.posts import start_post
from supervision.people.values import PostData
from tests.cases.core.test_avoidance import accused
from tests.cases.hostile.actors import appearance, fresh, twin_of
from tests.cases.walk import Walk, register, scan


def absent(actor: User, stand_in: User) -> StandIn:
    today = clock.today()
    last_on = today + dt.timedelta(days=20)
    return stand_ins.name_stand_in(
        actor=actor, stand_in=stand_in, first_on=today, last_on=last_on, reason="外出学习"
    )


# -- stand-ins ---------------------------------------------------------------------------------


def test_a_stand_in_who_lost_the_post_signs_no_more(
    assigned: Clue, walk: Walk, principal: User, deputy2: User, case_offices: Any
) -> None:
    step = walk.sign_next(walk.sign_next(walk.propose(assigned, "dispose_close")))
    absent(principal, deputy2)
    assert list(waiting_for(fresh(deputy2))) == [step]
    deputy2.postings.update(role="petition", unit=case_offices.petition)
    moved = fresh(deputy2)
    assert not waiting_for(moved).exists()
    assert not clues_visible_to(moved).filter(pk=assigned.pk).exists()
    with pytest.raises(PermissionDenied):
        steps.sign(actor=moved, step=step, approves=True, opinion="同意")


def test_the_page_lets_a_stand_in_go_once_the_step_is_settled(
    assigned: Clue, walk: Walk, principal: User, deputy2: User, as_user: Any
) -> None:
    step = walk.sign_next(walk.sign_next(walk.propose(assigned, "dispose_close")))
    absent(principal, deputy2)
    sent = {"act": "approve", "opinion": "同意，按程序办理。"}
    answer = as_user(deputy2).post(f"/cases/steps/{step.pk}/sign/", sent)
    assert (answer.status_code, answer["Location"]) == (302, "/cases/desk/")


def test_a_stand_in_for_the_principal_decides_on_measures_too(
    verifying: Clue, walk: Walk, principal: User, deputy2: User, as_user: Any
) -> None:
    measure = appearance(verifying, walk)
    assert not clues_visible_to(fresh(deputy2)).exists()
    absent(principal, deputy2)
    assert list(measures_waiting(fresh(deputy2))) == [measure]
    address = f"/cases/clues/{verifying.number}/record/measure-sign/{measure.pk}/"
    answer = as_user(deputy2).post(address, {"approves": "1", "opinion": "同意"})
    assert (answer.status_code, answer["Location"]) == (302, "/cases/desk/")
    measure.refresh_from_db()
    assert measure.status == "approved"
    assert not clues_visible_to(fresh(deputy2)).exists()


# -- second accounts and kin -------------------------------------------------------------------


def test_the_second_account_of_the_proposer_records_no_outside_approval(
    assigned: Clue, walk: Walk, make_user: Any, case_offices: Any
) -> None:
    assigned.respondents.update(heads_committee=True)
    step = walk.propose(assigned, "dispose_verify")
    for _place in range(3):
        step = walk.sign_next(step)
    twin = twin_of(walk.handler, make_user, "case_supervision", case_offices.supervision)
    with pytest.raises(RuleBroken):
        steps.sign_outside(
            actor=twin,
            step=step,
            name="魏党生",
            post="区委书记",
            on=clock.today(),
            opinion="同意",
            attachment=scan("批示.pdf"),
        )
    assert Step.objects.get(pk=step.pk).status == "proposed"


def test_a_head_who_is_kin_names_nobody(
    clue: Clue, walk: Walk, person: Any, related: Any, case_offices: Any, units: Any, petition: User
) -> None:
    gao = person("高长河", units.finance)
    found = register(petition, units.finance, [accused(gao)])
    found = walk.take(found, "assign", {"handling_office": case_offices.handling.pk})
    related(person(walk.head.name, case_offices.handling, walk.head), gao)
    with pytest.raises(Avoids):
        walk.staff(found)
    assert not found.accesses.filter(user=walk.handler).exists()


def test_a_former_post_counts_as_far_back_as_is_set(
    assigned: Clue,
    walk: Walk,
    person: Any,
    units: Any,
    case_offices: Any,
    office: User,
    settings: Any,
) -> None:
    own = person(walk.handler.name, case_offices.handling, walk.handler)
    days = {"started_on": dt.date(2010, 1, 1), "ended_on": dt.date(2022, 11, 1)}
    start_post(actor=office, person=own, data=PostData(title="科员", unit=units.water, **days))
    for years, ground in ((0, "unit"), (5, "unit"), (3, None)):
        settings.CASE_POST_YEARS = years
        fact = fact_against(walk.handler, assigned)
        assert (fact.ground if fact is not None else None) == ground, years


def test_a_clue_about_one_of_the_commission_can_be_signed(
    at: Any, walk: Walk, units: Any, petition: User, case_offices: Any
) -> None:
    at("2026-11-02T09:00:00")
    clue = walk.assign(register(petition, units.commission), case_offices.handling)
    assert walk.take(clue, "dispose_close").status == "closed"
    inside = register(petition, case_offices.handling)
    assert fact_against(walk.handler, inside) is not None


def test_who_signed_a_step_does_not_examine_the_remedy(assigned: Clue, walk: Walk) -> None:
    walk.sign_next(walk.propose(assigned, "dispose_close"))
    assert {walk.handler.pk, walk.head.pk} <= set(hands_of(assigned))
    assert walk.head not in may_examine(assigned)
    assert walk.reviewers[0] in may_examine(assigned)


def test_nobody_decides_a_match_of_a_clue_about_themselves(
    walk: Walk, person: Any, units: Any, petition: User, at: Any, stranger: User
) -> None:
    at("2026-11-02T09:00:00")
    gao = person("高长河", units.finance)
    register(petition, units.finance, [accused(gao)])
    later = register(petition, units.finance, [accused(gao)])
    match = later.matches.get()
    Person.objects.filter(pk=gao.pk).update(account=walk.casesup)
    for actor in (fresh(walk.casesup), stranger):
        with pytest.raises(PermissionDenied):
            matches.decide_match(
                actor=actor, match=match, is_duplicate=True, reason="两件反映的是同一事项。"
            )


def test_a_team_is_named_by_heads_alone(assigned: Clue, stranger: User) -> None:
    with pytest.raises(PermissionDenied):
        team.name(
            actor=stranger,
            clue=assigned,
            user=stranger,
            kind="team",
            last_on=clock.today(),
            version=assigned.version,
        )
