"""Who must leave a clue to others: named, signing, reviewing; the reporter stays hidden."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from stdnum.cn import ric

from cases.entries import ReporterEntry, RespondentEntry
from cases.enums import AccessKind, AvoidanceGround, Naming, PersonStanding
from cases.models import Access, Avoidance, Clue, Step
from cases.selectors.avoidance import fact_against
from cases.selectors.visibility import clues_visible_to
from cases.services import steps, team
from cases.services.faults import Avoids, RuleBroken
from supervision import clock
from supervision.accounts.models import User
from supervision.audit.models import AuditEvent
from supervision.people.enums import Gender, KinRelation, KinSource
from supervision.people.models import Kinship, Person
from supervision.people.services.entries import enter
from supervision.people.services.posts import start_post
from supervision.people.values import PersonData, PostData
from tests.cases.walk import Walk, register


def number(order: int) -> str:
    digits = f"53010219750301{order:03}"
    return digits + ric.calc_check_digit(digits + "0")


@pytest.fixture
def person(office: User) -> Callable[..., Person]:
    """Return a function that enters a person into the register."""
    taken = iter(range(1, 99, 2))

    def make(name: str, unit: Any, account: User | None = None, phone: str = "") -> Person:
        order = next(taken)
        data = PersonData(
            name=name,
            gender=Gender.MALE,
            birth_on=dt.date(1975, 3, 1),
            id_number=number(order),
            unit=unit,
            phone=phone or f"138000100{order:02}",
            is_member=True,
            party_branch="机关党支部",
            joined_on=dt.date(2005, 7, 1),
        )
        return enter(actor=office, data=data, account=account)

    return make


@pytest.fixture
def related(office: User) -> Callable[..., None]:
    """Return a function that makes two persons siblings."""

    def make(one: Person, other: Person | None = None, **named: str) -> None:
        Kinship.objects.create(
            person=one,
            relative=other,
            relation=KinRelation.SIBLING,
            source=KinSource.values[0],
            known_on=dt.date(2024, 1, 1),
            entered_by=office,
            entered_at=clock.now(),
            **named,
        )

    return make


def accused(of: Person) -> RespondentEntry:
    return RespondentEntry(
        name=of.name,
        person=of,
        unit=of.unit,
        standing=PersonStanding.CIVIL_SERVANT,
        is_member=True,
    )


def given(walk: Walk, clue: Clue, office: Any) -> Clue:
    """Assign the clue without naming anybody."""
    return walk.take(clue, "assign", {"handling_office": office.pk})


def name(walk: Walk, clue: Clue, user: User, kind: str = AccessKind.HANDLER) -> None:
    fresh = Clue.objects.get(pk=clue.pk)
    team.name(
        actor=walk.head,
        clue=fresh,
        user=user,
        kind=kind,
        last_on=clock.today(),
        version=fresh.version,
    )


@pytest.fixture
def case(at: Any, petition: User, walk: Walk, units: Any, case_offices: Any, person: Any) -> Clue:
    """Return an assigned clue about a registered person of the water bureau."""
    at("2026-11-02T09:00:00")
    gao = person("高建军", units.water)
    clue = register(petition, units.water, [accused(gao)])
    return given(walk, clue, case_offices.handling)


def test_a_near_relative_of_the_respondent_is_not_named(
    case: Clue, walk: Walk, case_offices: Any, person: Any, related: Any
) -> None:
    own = person(walk.handler.name, case_offices.handling, walk.handler)
    gao = Person.objects.get(name="高建军")
    related(own, gao)
    with pytest.raises(Avoids, match="高建军") as refused:
        name(walk, case, walk.handler)
    assert refused.value.ground == AvoidanceGround.KIN
    assert "第六十七条" in refused.value.messages[0]
    assert not Access.objects.filter(user=walk.handler).exists()
    event = AuditEvent.objects.get(verb="cases.avoided")
    assert event.details["ground"] == "kin"


def test_a_relative_whom_the_register_only_names_counts_with_the_workplace(
    case: Clue, walk: Walk, case_offices: Any, person: Any, related: Any, units: Any
) -> None:
    own = person(walk.handler.name, case_offices.handling, walk.handler)
    related(own, relative_name="高建军", workplace=units.finance.name)
    name(walk, case, walk.handler)
    related(own, relative_name="高建军 ", workplace="x")
    Kinship.objects.filter(person=own).exclude(workplace="x").delete()
    related(own, relative_name="高建军", workplace=units.water.short_name)
    with pytest.raises(Avoids, match="高建军"):
        name(walk, case, walk.handler)


def test_a_relative_does_not_sign_and_a_stand_in_does(
    case: Clue, walk: Walk, units: Any, person: Any, related: Any, principal: User, deputy2: User
) -> None:
    found = walk.staff(case)
    own = person(principal.name, units.commission, principal)
    step = walk.sign_next(walk.sign_next(walk.propose(found, "dispose_close")))
    related(own, Person.objects.get(name="高建军"))
    with pytest.raises(Avoids):
        steps.sign(actor=principal, step=step, approves=True, opinion="同意")
    assert step.signatures.count() == 2
    assert Clue.objects.get(pk=case.pk).status == "assigned"


def test_whoever_holds_or_held_a_post_in_the_unit_is_not_named(
    case: Clue, walk: Walk, case_offices: Any, person: Any, units: Any, office: User
) -> None:
    own = person(walk.handler.name, case_offices.handling, walk.handler)
    post = PostData(
        title="科员",
        started_on=dt.date(2010, 1, 1),
        ended_on=dt.date(2012, 1, 1),
        unit=units.water,
    )
    start_post(actor=office, person=own, data=post)
    with pytest.raises(Avoids, match="水务局") as refused:
        name(walk, case, walk.handler)
    assert refused.value.ground == AvoidanceGround.UNIT


def test_a_respondent_learns_nothing_of_the_clue(
    case: Clue, walk: Walk, principal: User, as_user: Any
) -> None:
    gao = Person.objects.get(name="高建军")
    Person.objects.filter(pk=gao.pk).update(account=walk.casesup)
    fresh = User.objects.get(pk=walk.casesup.pk)
    assert not clues_visible_to(fresh).exists()
    assert as_user(fresh).get(f"/cases/clues/{case.number}/").status_code == 404
    assert clues_visible_to(principal).exists()


def test_the_reporter_stays_hidden_from_a_relative(
    at: Any,
    petition: User,
    walk: Walk,
    units: Any,
    case_offices: Any,
    person: Any,
    related: Any,
) -> None:
    at("2026-11-02T09:00:00")
    reporter = person("冯晓岚", units.finance, phone="13866660001")
    clue = register(
        petition,
        units.water,
        naming=Naming.NAMED,
        reporter=ReporterEntry(name="冯晓岚", phone="13866660001"),
    )
    found = given(walk, clue, case_offices.handling)
    own = person(walk.handler.name, case_offices.handling, walk.handler)
    assert fact_against(walk.handler, found) is None
    related(own, reporter)
    with pytest.raises(Avoids) as refused:
        name(walk, found, walk.handler)
    said = refused.value.messages[0]
    assert refused.value.ground == AvoidanceGround.CONCERNED
    for secret in ("冯晓岚", "13866660001", "举报人", "reporter", "兄弟"):
        assert secret not in said


def test_whoever_reported_does_not_handle(
    at: Any, petition: User, walk: Walk, units: Any, case_offices: Any
) -> None:
    at("2026-11-02T09:00:00")
    walk.handler.phone = "13866660002"
    walk.handler.save()
    clue = register(
        petition,
        units.water,
        naming=Naming.NAMED,
        reporter=ReporterEntry(name="石磊", phone="13866660002"),
    )
    found = given(walk, clue, case_offices.handling)
    with pytest.raises(Avoids) as refused:
        name(walk, found, walk.handler)
    assert refused.value.ground == AvoidanceGround.CONCERNED


def test_who_says_so_leaves_the_clue_at_once(case: Clue, walk: Walk) -> None:
    found = walk.staff(case)
    with pytest.raises(RuleBroken):
        team.note_avoidance(
            actor=walk.handler, clue=found, user=walk.handler, ground="witness", reason="短"
        )
    team.note_avoidance(
        actor=walk.handler,
        clue=found,
        user=walk.handler,
        ground="witness",
        reason="本人曾在现场见证该项目开标。",
    )
    found = Clue.objects.get(pk=found.pk)
    assert found.handler is None
    assert not clues_visible_to(User.objects.get(pk=walk.handler.pk)).exists()
    with pytest.raises(Avoids):
        name(walk, found, walk.handler)


def test_only_the_head_and_case_supervision_say_it_of_others(case: Clue, walk: Walk) -> None:
    found = walk.staff(case)
    said: dict[str, Any] = {
        "clue": found,
        "user": walk.second,
        "ground": "interest",
        "reason": "其配偶与被反映人有经济往来。",
    }
    with pytest.raises(PermissionDenied):
        team.note_avoidance(actor=walk.handler, **said)
    team.note_avoidance(actor=walk.head, **said)
    assert Avoidance.objects.count() == 1
    with pytest.raises(RuleBroken):
        team.note_avoidance(actor=walk.casesup, **said)


def test_who_handled_takes_no_part_in_the_review(
    case: Clue, walk: Walk, case_offices: Any, make_user: Any
) -> None:
    found = walk.staff(case)
    for act in ("dispose_verify", "file", "announce_filing", "transfer"):
        found = walk.take(found, act)
    walk.second.phone = "13866660003"
    walk.second.save()
    twin = make_user("twin", "reviewer", case_offices.review, walk.second.name)
    twin.phone = "13866660003"
    twin.save()
    with pytest.raises(RuleBroken, match="第五十四条"):
        walk.name(found, twin, AccessKind.REVIEWER)
    assert not Step.objects.filter(act="accept").exists()


def test_a_stranger_is_told_nothing_about_avoidance(
    case: Clue, stranger: User, as_user: Any
) -> None:
    client = as_user(stranger)
    assert client.get(f"/cases/clues/{case.number}/avoidance/").status_code == 403
    with pytest.raises(PermissionDenied):
        team.note_avoidance(
            actor=stranger, clue=case, user=stranger, ground="witness", reason="本人在现场见证。"
        )
