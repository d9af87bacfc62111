"""No favour without a second person, whatever way is taken to the tables (A12)."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from accountability.models import DeadlineChange, Duty
from accountability.services import changes
from supervision import clock

LATER = dt.timedelta(days=30)


@pytest.fixture
def duty(give_task: Callable[..., Duty], units: Any) -> Duty:
    """A task of the water bureau."""
    return give_task(units.water)


@pytest.fixture
def approved(clerk: Any, office: Any, duty: Duty, ask: Any) -> DeadlineChange:
    """An extension that a second person approved."""
    change = ask(clerk, duty, "2026-11-30")
    changes.decide(actor=office, change=change, approve=True)
    change.refresh_from_db()
    return change


def refused(**fields: Any) -> Any:
    """Expect the database to refuse."""
    return pytest.raises(DatabaseError, **fields)


def test_a_deadline_moves_only_under_an_approved_request(clerk: Any, duty: Duty, ask: Any) -> None:
    rows = Duty.objects.filter(pk=duty.pk)
    ask(clerk, duty, "2026-11-30")
    with refused(match="a second person approved"), transaction.atomic():
        rows.update(extended_to=duty.ends_at + LATER)
    with refused(match="a second person approved"), transaction.atomic():
        rows.update(paused_at=clock.now())


def test_an_approved_extension_pauses_nothing(duty: Duty, approved: DeadlineChange) -> None:
    with refused(match="a second person approved"), transaction.atomic():
        Duty.objects.filter(pk=duty.pk).update(paused_at=clock.now())


def test_a_concluded_duty_is_not_reopened(duty: Duty) -> None:
    rows = Duty.objects.filter(pk=duty.pk)
    rows.update(closed_at=clock.now())
    for value in (None, clock.now() + LATER):
        with refused(match="not reopened"), transaction.atomic():
            rows.update(closed_at=value)


@pytest.mark.parametrize(
    "fields",
    [
        {"reason": "另一个理由，事后补写的。"},
        {"opinion": "改一改意见"},
        {"status": "pending", "decided_by": None, "decided_at": None},
        {"status": "withdrawn"},
        {"decided_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)},
        {"ends_after": dt.datetime(2027, 1, 1, tzinfo=dt.UTC)},
        {"requested_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)},
    ],
)
def test_what_was_asked_and_decided_stays(approved: DeadlineChange, fields: dict[str, Any]) -> None:
    with refused(), transaction.atomic():
        DeadlineChange.objects.filter(pk=approved.pk).update(**fields)


def test_a_pause_ends_once_and_for_good(
    clerk: Any, office: Any, duty: Duty, ask: Any, leader: Any
) -> None:
    change = ask(clerk, duty)
    changes.decide(actor=office, change=change, approve=True)
    changes.resume(actor=office, change=change)
    for fields in ({"resumed_by": leader}, {"ends_after": clock.now() + LATER}):
        with refused(), transaction.atomic():
            DeadlineChange.objects.filter(pk=change.pk).update(**fields)


def test_no_request_disappears(approved: DeadlineChange) -> None:
    with refused(match="never deleted"), transaction.atomic():
        approved.delete()
