"""Avoidance is one rule: it compares persons, knows kin, and is asked wherever work is judged."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from stdnum.cn import ric

from accountability.doubt_enums import DoubtGrade, DoubtKind
from accountability.enums import EntryKind, Ground
from accountability.models import (
    Doubt,
    Falsification,
    Filing,
    GivenScore,
    PatrolEntry,
    PatrolReading,
    Rating,
    Rectification,
    RectificationEntry,
    ScoreRound,
    Verification,
)
from accountability.score_values import CategoryData, CategoryPoints
from accountability.selectors import avoidance
from accountability.selectors.changes import waiting_for
from accountability.selectors.ratings import grades_in_use, unrated
from accountability.selectors.rectifications import draft_key, to_verify
from accountability.services import (
    doubts,
    falsification_decisions,
    falsifications,
    findings,
    objections,
    patrol_readings,
    patrols,
    ratings,
    rectification_reports,
    rectifications,
    score_rounds,
)
from accountability.services.own_cause import OwnCause
from supervision import clock
from supervision.accounts.enums import RoleCode
from supervision.accounts.models import User
from supervision.attachments.services import store
from supervision.audit.models import AuditEvent
from supervision.documents.services import signing
from supervision.people.enums import Gender, KinRelation, KinSource
from supervision.people.models import Kinship, Person
from supervision.people.services.entries import enter
from supervision.people.services.posts import start_post
from supervision.people.values import PersonData, PostData
from tests.accountability.letters.conftest import FACTS, evidence
from tests.documents import papers

REASON = "材料与要求相符，内容完整，评定无误。"
PHONE = "13900001234"


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def with_phone(user: User, phone: str = PHONE) -> User:
    """Give the account the telephone number."""
    user.phone = phone
    user.save()
    return user


@pytest.fixture
def twin(clerk: User, make_user: Any, units: Any) -> User:
    """The clerk's second account: an officer of the office with the same telephone number."""
    with_phone(clerk)
    return with_phone(make_user("twin", RoleCode.OFFICER, units.office, "林知秋", "干部"))


@pytest.fixture
def register(office: User) -> Callable[..., Person]:
    """Return a function that enters a person, linked with an account, with a leading post."""

    def act(name: str, unit: Any, account: User | None = None, *, leads: bool = False) -> Person:
        born = dt.date(1975, 3, Person.objects.count() + 1)
        digits = f"530102{born:%Y%m%d}001"
        data = PersonData(
            name=name,
            gender=Gender.MALE,
            birth_on=born,
            id_number=digits + ric.calc_check_digit(digits + "0"),
            unit=unit,
            phone=PHONE if account else "",
            is_member=True,
            party_branch="机关党支部",
            joined_on=dt.date(2005, 7, 1),
        )
        person = enter(actor=office, data=data, account=account)
        if leads:
            post = PostData(
                title="局长", started_on=dt.date(2020, 1, 1), unit=unit, is_leading=True
            )
            start_post(actor=office, person=person, data=post)
        return person

    return act


@pytest.fixture
def kin(office: User) -> Callable[..., Kinship]:
    """Return a function that enters a relation between two persons, or with a name."""

    def act(person: Person, relative: Person | None = None, **named: str) -> Kinship:
        return Kinship.objects.create(
            person=person,
            relative=relative,
            relation=KinRelation.SIBLING,
            source=KinSource.values[0],
            known_on=dt.date(2024, 1, 1),
            entered_by=office,
            entered_at=clock.now(),
            **named,
        )

    return act


@pytest.fixture
def filing(carry: Any, file_it: Any, clerk: User, monthly: Any) -> Filing:
    """A concluding filing of the water bureau."""
    filed: Filing = file_it(clerk, monthly, "会议纪要")
    return filed


@pytest.fixture
def judged(
    filing: Filing, clerk: User, office: User, units: Any
) -> dict[str, Callable[[User], object]]:
    """Every judgement about the water bureau, as acts of one account."""
    water = units.water
    alike = Doubt.objects.create(
        key="x",
        kind=DoubtKind.LATE_ENTRY,
        grade=DoubtGrade.PLAIN,
        unit=water,
        filing=filing,
        measure=Decimal(99),
        threshold=Decimal(90),
        found_on=clock.today(),
        found=clock.now(),
    )
    false = falsifications.propose(actor=office, filing=filing, facts=FACTS, files=[evidence()])
    today = clock.today()
    round_ = score_rounds.open_round(
        actor=office,
        name="自评",
        opens_on=today,
        closes_on=today,
        categories=[CategoryData("履职", Decimal(100), "按清单")],
    )
    points = [CategoryPoints(round_.categories.get().pk, Decimal(90), REASON)]
    grade = grades_in_use()[0]
    ratings.rate(actor=office, filing=filing, grade=grade, reason=REASON)
    objection = objections.raise_objection(actor=clerk, filing=filing, reason=REASON)
    item = _reported(office, clerk, water)
    patrol = patrols.open_patrol(
        actor=office, name="巡查", since=today - dt.timedelta(days=30), until=today
    )
    entry = patrol.entries.get()
    return {
        "rate": lambda who: ratings.rate(actor=who, filing=filing, grade=grade, reason=REASON),
        "answer": lambda who: objections.answer(actor=who, objection=objection, answer=REASON),
        "verify": lambda who: rectification_reports.verify(
            actor=who, rectification=item, accept=True, opinion="已核实"
        ),
        "doubt": lambda who: doubts.decide(
            actor=who, doubt=alike, outcome="cleared", reason=REASON
        ),
        "score": lambda who: score_rounds.score_unit(
            actor=who, round=round_, unit=water, points=points
        ),
        "patrol": lambda who: patrol_readings.read(actor=who, entry=entry, verdict="in_order"),
        "falsified": lambda who: falsification_decisions.reject(
            actor=who, falsification=false, opinion=REASON
        ),
    }


def _reported(office: User, clerk: User, unit: Any) -> Rectification:
    found = findings.raise_finding(
        actor=office,
        unit=unit,
        source="patrol",
        track="matter",
        title="照片重复",
        description="照片与去年相同。",
        found_on=clock.today(),
    )
    (item,) = rectifications.ask(
        actor=office,
        findings=[found],
        owner_name="魏长河",
        due_on=clock.today() + dt.timedelta(days=9),
        requirement="补齐记录并附签字件。",
    )
    for kind in (EntryKind.MEASURES, EntryKind.DONE):
        paper = store(actor=clerk, upload=evidence(), draft=draft_key(item))
        rectification_reports.write_entry(
            actor=clerk,
            rectification=item,
            kind=kind,
            text="已逐项补齐会议记录并签字。",
            attachments=[paper],
        )
    return item


#: What an officer may do; the others need the leader or the head of the office.
_OFFICERS_ACTS = ("rate", "answer", "verify", "doubt", "score", "patrol")


def test_two_accounts_of_one_person_are_one_hand_everywhere(
    judged: dict[str, Any], twin: User, stranger: User, clerk: User
) -> None:
    for name in _OFFICERS_ACTS:
        with pytest.raises(OwnCause):
            judged[name](twin)
        with pytest.raises(PermissionDenied):
            judged[name](stranger)
    tried = AuditEvent.objects.filter(verb="accountability.avoided", actor_id=twin.pk)
    assert tried.count() == len(_OFFICERS_ACTS)
    for queue in (unrated(twin), to_verify(twin), waiting_for(twin)):
        assert not queue.exists()


def test_the_person_is_known_by_the_register_too(
    filing: Filing, clerk: User, make_user: Any, units: Any, register: Any
) -> None:
    register("林知秋", units.water, clerk)
    second = with_phone(make_user("second", RoleCode.OFFICER, units.office))
    matter = avoidance.about_filings([filing])
    assert avoidance.ground(second, matter) == Ground.HAND
    other = with_phone(make_user("third", RoleCode.OFFICER, units.office), "13900009999")
    assert avoidance.ground(other, matter) is None
    with pytest.raises(DatabaseError, match="never rates"), transaction.atomic():
        Rating.objects.create(
            filing=filing,
            unit_id=filing.unit_id,
            grade=grades_in_use()[0],
            reason=REASON,
            rated_by=second,
            rated_at=clock.now(),
        )


def test_a_relative_of_the_head_decides_nothing_about_the_unit(
    judged: dict[str, Any], officer: User, units: Any, register: Any, kin: Any, as_user: Any
) -> None:
    head = register("魏长河", units.water, leads=True)
    kin(register("陈以宁", units.office, officer), head)
    for name in _OFFICERS_ACTS:
        with pytest.raises(OwnCause) as refused:
            judged[name](officer)
        assert refused.value.ground == Ground.KIN
    doubt = Doubt.objects.get()
    page = as_user(officer).get(f"/accountability/doubts/{doubt.pk}/").content.decode()
    assert "decide/" not in page
    assert avoidance.may_decide(officer, avoidance.about_unit(units.finance.pk))
    assert units.water.pk in avoidance.avoided_units(officer)


def test_a_relative_who_is_only_named_counts_with_name_and_workplace(
    officer: User, units: Any, register: Any, kin: Any
) -> None:
    register("魏长河", units.water, leads=True)
    own = register("陈以宁", units.office, officer)
    matter = avoidance.about_unit(units.water.pk)
    row = kin(own, relative_name="魏长河", workplace="某公司")
    assert avoidance.may_decide(officer, matter)
    row.delete()
    kin(own, relative_name="魏长河", workplace=units.water.name)
    assert avoidance.ground(officer, matter) == Ground.KIN


def test_whoever_filed_and_the_person_in_charge_have_relatives_too(
    filing: Filing, clerk: User, officer: User, office: User, units: Any, register: Any, kin: Any
) -> None:
    own = register("陈以宁", units.office, officer)
    kin(own, register("魏长河", units.water))
    item = _reported(office, clerk, units.water)
    assert avoidance.may_decide(officer, avoidance.about_filings([filing]))
    assert avoidance.ground(officer, avoidance.about_rectification(item)) == Ground.KIN


def test_a_second_person_is_another_person(
    judged: dict[str, Any], office: User, leader: User, twin: User, make_user: Any, units: Any
) -> None:
    with_phone(office, "13900005555")
    second = with_phone(make_user("leader2", RoleCode.LEADER, units.commission), "13900005555")
    # The head of the office proposed; the leader's account with the same number is the same hand.
    with pytest.raises(OwnCause):
        judged["falsified"](second)
    with pytest.raises(DatabaseError, match="of their own"), transaction.atomic():
        Falsification.objects.update(
            status="rejected", decided_by=second, decided_at=clock.now(), opinion=REASON
        )
    judged["falsified"](leader)


def test_the_walls_compare_persons(judged: dict[str, Any], twin: User, clerk: User) -> None:
    now = clock.now()
    done = RectificationEntry.objects.get(kind=EntryKind.DONE)
    round_ = ScoreRound.objects.get()
    for act, match in (
        (
            lambda: Verification.objects.create(
                entry=done, is_accepted=True, opinion="好", verified_by=twin, verified_at=now
            ),
            "neither reported",
        ),
        (
            lambda: Doubt.objects.update(
                status="cleared", decision=REASON, decided_by=twin, decided_at=now
            ),
            "whoever filed",
        ),
        (
            lambda: GivenScore.objects.create(
                round=round_,
                unit_id=clerk.home_unit.pk,
                side="office",
                total=Decimal(90),
                given_by=twin,
                given_at=now,
            ),
            "unit of their own",
        ),
        (
            lambda: PatrolReading.objects.create(
                entry=PatrolEntry.objects.get(), verdict="in_order", reader=twin, at=now
            ),
            "of his own",
        ),
    ):
        with pytest.raises(DatabaseError, match=match), transaction.atomic():
            act()


def test_who_drafts_a_paper_does_not_sign_it_with_another_account(
    officer: User, office: User, leader: User, units: Any, stranger: User
) -> None:
    with_phone(officer)
    with_phone(leader)
    paper = papers.submitted(officer, units.water)
    for who in (leader, stranger):
        with pytest.raises(PermissionDenied):
            signing.sign(actor=who, document=paper)
    assert signing.sign(actor=office, document=paper).number
