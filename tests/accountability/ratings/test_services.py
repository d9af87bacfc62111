"""Ratings by hand: reason, another hand, history, two tabs, objection."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction

from accountability.models import Filing, Grade, Objection, Rating, ReasonPhrase
from accountability.score_values import GradeData
from accountability.selectors import ratings as selectors
from accountability.services import grades as grade_services
from accountability.services import objections, ratings
from supervision.accounts.enums import RoleCode
from supervision.accounts.models import User
from supervision.audit.models import AuditEvent
from supervision.notifications.models import Notice
from tests.accountability.ratings.conftest import GOOD, OTHER

OBJECTION = "会议纪要第3页写明了整改时限，请复核。"


def test_a_rating_reaches_the_unit_and_the_record(
    filing: Filing, rate: Callable[..., Rating], clerk: Any, officer: Any
) -> None:
    rating = rate(filing)
    assert rating.unit_id == filing.unit_id
    assert Notice.objects.filter(recipient=clerk, kind="accountability.rated").count() == 1
    event = AuditEvent.objects.get(verb="accountability.filing_rated")
    assert event.actor_id == officer.pk
    assert selectors.unrated(officer).count() == 0


@pytest.mark.parametrize("reason", ["", "  ", "太短", "九个字也还是不够的"])
def test_a_thin_reason_is_refused(filing: Filing, rate: Any, reason: str) -> None:
    with pytest.raises(ValidationError):
        rate(filing, reason=reason)
    assert not Rating.objects.exists()


def test_a_second_rating_keeps_the_first(filing: Filing, rate: Any, office: Any) -> None:
    first = rate(filing)
    second = rate(filing, "合格", OTHER, actor=office)
    card = selectors.rating_card(office, filing)
    assert card.current == second
    assert card.earlier == [first]
    assert second.supersedes == first
    assert AuditEvent.objects.filter(verb="accountability.filing_rerated").count() == 1


def test_the_same_grade_needs_a_new_reason(filing: Filing, rate: Any) -> None:
    rate(filing)
    with pytest.raises(ValidationError):
        rate(filing)
    assert rate(filing, reason=OTHER).supersedes is not None


def test_of_two_tabs_one_comes_too_late(filing: Filing, rate: Any) -> None:
    rate(filing, expected=None)
    with pytest.raises(ValidationError, match="."):
        rate(filing, "合格", OTHER, expected=None)
    assert Rating.objects.count() == 1


def test_the_database_takes_one_first_rating_and_one_successor(
    filing: Filing, rate: Any, officer: Any, grades: dict[str, Grade]
) -> None:
    first = rate(filing)
    facts = {
        "filing": filing,
        "unit_id": filing.unit_id,
        "grade": grades["合格"],
        "reason": OTHER,
        "rated_by": officer,
        "rated_at": first.rated_at,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Rating.objects.create(**facts)
    Rating.objects.create(**facts, supersedes=first)
    with pytest.raises(IntegrityError), transaction.atomic():
        Rating.objects.create(**facts, supersedes=first)


def test_the_hand_that_filed_never_rates(
    filing: Filing, grades: dict[str, Grade], make_user: Any, units: Any
) -> None:
    clerk = filing.submitted_by
    clerk.phone = "13900001234"
    clerk.save()
    same = make_user("same_person", RoleCode.OFFICER, units.office)
    same.phone = "13900001234"
    same.save()
    with pytest.raises(PermissionDenied):
        ratings.rate(actor=same, filing=filing, grade=grades["优秀"], reason=GOOD)
    assert selectors.unrated(same).count() == 0


@pytest.mark.parametrize("is_other_account", [False, True])
def test_the_wall_refuses_the_hand_that_filed(
    filing: Filing, grades: dict[str, Grade], make_user: Any, is_other_account: bool
) -> None:
    hand: User = filing.submitted_by
    if is_other_account:
        hand.phone = "13900001234"
        hand.save()
        hand = make_user("same_person")
        hand.phone = "13900001234"
        hand.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Rating.objects.create(
            filing=filing,
            unit_id=filing.unit_id,
            grade=grades["优秀"],
            reason=GOOD,
            rated_by=hand,
            rated_at=filing.submitted_at,
        )


def test_a_rating_is_never_changed(filing: Filing, rate: Any) -> None:
    rating = rate(filing)
    for act in (
        lambda: Rating.objects.filter(pk=rating.pk).update(reason="改"),
        lambda: Rating.objects.filter(pk=rating.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE accountability_rating CASCADE")


@pytest.mark.parametrize("who", ["clerk", "head", "leader", "stranger", "sysadmin", "internal"])
def test_only_the_office_rates(
    filing: Filing, rate: Any, request: pytest.FixtureRequest, who: str
) -> None:
    with pytest.raises(PermissionDenied):
        rate(filing, actor=request.getfixturevalue(who))


def test_strangers_see_no_rating(
    filing: Filing, rate: Any, stranger: Any, other_clerk: Any, clerk: Any
) -> None:
    rate(filing)
    assert not selectors.ratings_visible_to(stranger).exists()
    assert not selectors.ratings_visible_to(other_clerk).exists()
    assert selectors.ratings_visible_to(clerk).count() == 1


def test_a_unit_objects_once_and_another_person_answers(
    filing: Filing, rate: Any, clerk: Any, officer: Any, office: Any, grades: dict[str, Grade]
) -> None:
    rate(filing, "合格")
    row = objections.raise_objection(actor=clerk, filing=filing, reason=OBJECTION)
    with pytest.raises(ValidationError):
        objections.raise_objection(actor=clerk, filing=filing, reason=OBJECTION)
    with pytest.raises(PermissionDenied):
        objections.answer(actor=officer, objection=row, answer=OTHER)
    assert not selectors.objections_waiting_for(officer).exists()
    assert selectors.objections_waiting_for(office).count() == 1
    changed = objections.answer(actor=office, objection=row, answer=OTHER, grade=grades["良好"])
    row.refresh_from_db()
    assert row.status == "changed"
    assert row.outcome == changed
    assert changed is not None
    assert changed.supersedes is not None


def test_an_objection_can_leave_the_rating(
    filing: Filing, rate: Any, clerk: Any, office: Any, grades: dict[str, Grade]
) -> None:
    rate(filing, "合格")
    row = objections.raise_objection(actor=clerk, filing=filing, reason=OBJECTION)
    with pytest.raises(ValidationError):
        objections.answer(actor=office, objection=row, answer=OTHER, grade=grades["合格"])
    assert objections.answer(actor=office, objection=row, answer=OTHER) is None
    row.refresh_from_db()
    assert row.status == "kept"
    with pytest.raises(ValidationError):
        objections.answer(actor=office, objection=row, answer=OTHER)
    assert Rating.objects.count() == 1


def test_the_wall_of_objections(
    filing: Filing, rate: Any, clerk: Any, officer: Any, office: Any
) -> None:
    rate(filing)
    row = objections.raise_objection(actor=clerk, filing=filing, reason=OBJECTION)
    answered = {"status": "kept", "answer": OTHER, "answered_at": row.raised_at}
    rows = Objection.objects.filter(pk=row.pk)
    for change in ({**answered, "answered_by": officer}, {"reason": "改"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)
    rows.update(**answered, answered_by=office)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(answer="改")
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.delete()


@pytest.mark.parametrize("who", ["other_clerk", "officer", "stranger", "auditor"])
def test_only_the_unit_objects(
    filing: Filing, rate: Any, request: pytest.FixtureRequest, who: str
) -> None:
    rate(filing)
    with pytest.raises(PermissionDenied):
        objections.raise_objection(
            actor=request.getfixturevalue(who), filing=filing, reason=OBJECTION
        )


def test_a_grade_in_use_is_retired_and_never_changed(
    filing: Filing, rate: Any, office: Any, grades: dict[str, Grade]
) -> None:
    rate(filing, "良好")
    with pytest.raises(ValidationError):
        grade_services.change_grade(
            actor=office, grade=grades["良好"], data=GradeData("好", Decimal(80))
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Grade.objects.filter(pk=grades["良好"].pk).update(points=10)
    grade_services.retire_grade(actor=office, grade=grades["良好"])
    assert "良好" not in [grade.name for grade in selectors.grades_in_use()]
    grades["良好"].refresh_from_db()
    with pytest.raises(ValidationError):
        rate(filing, "良好", OTHER)


def test_a_grade_nobody_gave_is_changed(office: Any, grades: dict[str, Grade]) -> None:
    found = grade_services.change_grade(
        actor=office, grade=grades["优秀"], data=GradeData("卓越", Decimal(98))
    )
    assert (found.name, found.points) == ("卓越", 98)
    for bad in (GradeData("良好", Decimal(90)), GradeData("甲", Decimal(101))):
        with pytest.raises(ValidationError):
            grade_services.add_grade(actor=office, data=bad)


def test_a_new_set_takes_the_place_of_the_one_before(
    filing: Filing, rate: Any, office: Any, officer: Any
) -> None:
    rate(filing)
    pair = (GradeData("达标", Decimal(100)), GradeData("不达标", Decimal(0), True))
    found = grade_services.start_set(actor=office, name="两等次", grades=pair)
    assert [grade.grade_set for grade in selectors.grades_in_use()] == [found, found]
    with pytest.raises(ValidationError):
        rate(filing, "合格", OTHER)
    with pytest.raises(PermissionDenied):
        grade_services.start_set(actor=officer, name="三等次", grades=pair)


def test_phrases_are_replaced_as_a_whole(office: Any, officer: Any) -> None:
    grade_services.set_phrases(actor=office, texts=["甲", "乙", "", "甲"])
    assert selectors.phrases() == ["甲", "乙"]
    grade_services.set_phrases(actor=office, texts=["乙"])
    assert ReasonPhrase.objects.count() == 1
    with pytest.raises(PermissionDenied):
        grade_services.set_phrases(actor=officer, texts=[])
