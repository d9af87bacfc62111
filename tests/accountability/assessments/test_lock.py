"""The write lock: from 00:00 three days before, on every way, and nobody lifts it."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from accountability.models import Assessment, Duty, Filing, LockAttempt
from accountability.services import assessments
from accountability.services.filings import supplement
from accountability.services.locks import AssessmentLocked, lock_of
from supervision.audit.models import AuditEvent

# Ten seconds of room: the clock runs on while a slow machine files.
BEFORE = "2026-11-12T23:59:50"
LOCKED = "2026-11-13T00:00:00"
LAST = "2026-11-18T23:59:50"
OPEN_AGAIN = "2026-11-19T00:00:00"


@pytest.fixture
def duty(give_task: Callable[..., Duty], units: Any) -> Duty:
    """A task of the water bureau due on 20 November."""
    return give_task(units.water)


@pytest.fixture
def planned(duty: Duty, plan: Callable[..., Assessment], units: Any) -> Assessment:
    """An assessment of the water bureau from 16 to 18 November."""
    return plan(units.water)


@pytest.mark.parametrize(
    ("instant", "locked"),
    [(BEFORE, False), (LOCKED, True), (LAST, True), (OPEN_AGAIN, False)],
)
def test_the_lock_runs_to_the_second(
    planned: Assessment, units: Any, at: Any, instant: str, locked: bool
) -> None:
    at(instant)
    assert (lock_of(units.water.pk) == planned) is locked
    assert lock_of(units.finance.pk) is None


def test_a_filing_one_second_before_stands_and_at_the_lock_is_refused(
    planned: Assessment, clerk: Any, duty: Duty, conclude: Any, at: Any
) -> None:
    at(BEFORE)
    conclude(clerk, duty, is_final=False)
    at(LOCKED)
    with pytest.raises(AssessmentLocked) as refusal:
        conclude(clerk, duty)
    assert planned.name in str(refusal.value.title)
    assert Filing.objects.filter(duty=duty).count() == 1


def test_every_page_that_writes_answers_403_and_the_attempt_is_kept(
    planned: Assessment, clerk: Any, duty: Duty, as_user: Any, at: Any
) -> None:
    browser = as_user(clerk)
    at(LOCKED)
    entry = {"token": str(uuid.uuid4()), "event_on": "2026-11-12", "text": "补报", "is_final": "on"}
    url = f"/accountability/duties/{duty.pk}/"
    for path, fields in ((url, entry), (f"{url}draft/", entry), (f"{url}supplement/", entry)):
        before = LockAttempt.objects.count()
        answer = browser.post(path, fields)
        assert answer.status_code == 403, path
        words = answer.json()["error"] if path.endswith("draft/") else answer.content.decode()
        assert planned.name in words
        assert LockAttempt.objects.count() == before + 1
    assert browser.get(url).status_code == 200
    assert not Filing.objects.exists()
    attempt = LockAttempt.objects.first()
    assert attempt is not None
    assert (attempt.assessment, attempt.user, attempt.unit) == (planned, clerk, duty.unit)
    recorded = AuditEvent.objects.filter(verb="accountability.lock_attempt").count()
    assert recorded == LockAttempt.objects.count()


def test_a_supplement_is_a_filing_too(
    planned: Assessment, clerk: Any, duty: Duty, conclude: Any, at: Any
) -> None:
    at(BEFORE)
    conclude(clerk, duty)
    at(LOCKED)
    duty.refresh_from_db()
    with pytest.raises(AssessmentLocked):
        supplement(
            actor=clerk,
            duty=duty,
            token=uuid.uuid4(),
            event_on=dt.date(2026, 11, 12),
            text="补充材料",
        )


def test_the_databases_own_wall(
    planned: Assessment, clerk: Any, duty: Duty, conclude: Any, at: Any
) -> None:
    at(BEFORE)
    first = conclude(clerk, duty, is_final=False)
    values = Filing.objects.filter(pk=first.pk).values().get() | {
        "token": uuid.uuid4(),
        "receipt": "X",
        "submitted_at": planned.locks_at,
    }
    values.pop("id")
    with pytest.raises(IntegrityError, match=planned.name), transaction.atomic():
        Filing.objects.create(**values)
    with pytest.raises(IntegrityError), transaction.atomic():
        Filing.objects.bulk_create([Filing(**values)])
    Filing.objects.create(**values | {"submitted_at": planned.unlocks_at})


def test_once_begun_the_lock_can_be_neither_moved_nor_cancelled(
    planned: Assessment, office: Any, at: Any
) -> None:
    at(LOCKED)
    later = dt.date(2026, 12, 20)
    with pytest.raises(ValidationError):
        assessments.replan(actor=office, assessment=planned, check_on=later, ends_on=later)
    with pytest.raises(ValidationError):
        assessments.cancel(actor=office, assessment=planned)
    planned.refresh_from_db()
    assert (planned.status, planned.check_on) == ("planned", dt.date(2026, 11, 16))


def test_before_it_begins_it_is_moved_and_cancelled(
    planned: Assessment, office: Any, units: Any, at: Any
) -> None:
    at(BEFORE)
    day = dt.date(2026, 11, 30)
    assessments.replan(actor=office, assessment=planned, check_on=day, ends_on=day)
    at(LOCKED)
    assert lock_of(units.water.pk) is None
    assessments.cancel(actor=office, assessment=planned)
    at("2026-11-28T00:00:00")
    assert lock_of(units.water.pk) is None


def test_a_lock_cannot_be_planned_over_people(duty: Duty, plan: Any, units: Any, at: Any) -> None:
    at("2026-11-13T00:00:00")
    with pytest.raises(ValidationError):
        plan(units.water, check_on="2026-11-16")
    with pytest.raises(ValidationError):
        plan(units.water, check_on="2026-11-20", ends_on="2026-11-19")
    with pytest.raises(ValidationError):
        plan(check_on="2026-11-20", ends_on="2026-11-20")


def test_reading_goes_on_and_other_units_file(
    planned: Assessment, other_clerk: Any, units: Any, conclude: Any, give_task: Any, at: Any
) -> None:
    foreign = give_task(units.finance)
    at(LOCKED)
    assert conclude(other_clerk, foreign).receipt


@pytest.mark.parametrize("who", ["stranger", "clerk", "head", "leader", "sysadmin", "secadmin"])
def test_others_plan_move_and_cancel_nothing(
    planned: Assessment, who: str, units: Any, request: pytest.FixtureRequest
) -> None:
    actor = request.getfixturevalue(who)
    day = dt.date(2026, 12, 20)
    for act in (
        lambda: assessments.plan(
            actor=actor, name="x", check_on=day, ends_on=day, units=[units.water]
        ),
        lambda: assessments.replan(actor=actor, assessment=planned, check_on=day, ends_on=day),
        lambda: assessments.cancel(actor=actor, assessment=planned),
    ):
        with pytest.raises(PermissionDenied):
            act()


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM accountability_assessment_units WHERE unit_id = %s",
        "UPDATE accountability_assessment_units SET unit_id = {other} WHERE unit_id = %s",
    ],
)
def test_no_unit_slips_out_of_a_lock_that_has_begun(
    planned: Assessment, units: Any, at: Any, statement: str
) -> None:
    at(LOCKED)
    statement = statement.format(other=units.finance.pk)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [units.water.pk])
    assert lock_of(units.water.pk) == planned
