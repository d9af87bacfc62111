"""The sweep warns once of everything, whenever and however often it runs."""

from collections import Counter
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from supervision.audit.models import AuditEvent
from supervision.deadlines.models import DeadlineWarning
from supervision.notifications import selectors
from supervision.notifications.models import Notice
from supervision.notifications.services import SweepResult, acknowledge, sweep, withdraw
from tests.notifications.scene import DAY, NOW, SECOND, Cast, Errand, make


def standing(kind: str = "") -> list[tuple[str, str, int]]:
    """Return the notices that stand: kind, title, recipient."""
    rows = Notice.objects.filter(withdrawn_at__isnull=True)
    if kind:
        rows = rows.filter(kind=f"deadlines.{kind}")
    return sorted(rows.values_list("kind", "title", "recipient_id"))


def warnings() -> list[tuple[Any, ...]]:
    """Return every recorded warning."""
    return sorted(DeadlineWarning.objects.values_list("object_id", "kind", "ends_at"))


def test_each_stage_is_told_once_and_to_the_right_people(errands: Any, people: Cast) -> None:
    item = make("report", NOW + 2 * DAY)
    assert sweep(NOW) == SweepResult(due_soon=1, notices=2)
    assert {pk for _k, _t, pk in standing()} == {people.clerk.pk, people.deputy.pk}

    assert sweep(item.ends_at) == SweepResult(overdue=1, notices=2, withdrawn=2)
    assert [kind for kind, _t, _r in standing()] == ["deadlines.overdue"] * 2

    assert sweep(item.ends_at + 3 * DAY) == SweepResult(escalated=1, notices=1)
    assert [recipient for _k, _t, recipient in standing("escalated")] == [people.head.pk]


def test_a_stranger_is_told_nothing(errands: Any, people: Cast) -> None:
    make("report", NOW - 10 * DAY)
    sweep(NOW)
    assert selectors.shell(people.stranger) == selectors.Shell(0, [])
    assert not selectors.inbox(people.stranger).exists()


def test_red_comes_in_the_second_in_which_the_term_ends(errands: Any, people: Cast) -> None:
    item = make("report", NOW)
    assert sweep(item.ends_at - SECOND).overdue == 0
    assert sweep(item.ends_at).overdue == 1


def test_escalation_waits_for_the_set_number_of_days(
    errands: Any, people: Cast, settings: Any
) -> None:
    settings.ESCALATE_AFTER_DAYS = 5
    item = make("report", NOW)
    assert sweep(item.ends_at + 5 * DAY - SECOND).escalated == 0
    assert sweep(item.ends_at + 5 * DAY).escalated == 1


def test_a_second_sweep_in_the_same_minute_writes_nothing(errands: Any, people: Cast) -> None:
    for number in range(7):
        make(f"item {number}", NOW + (number - 4) * DAY)
    assert not sweep(NOW).is_empty
    before = AuditEvent.objects.count()
    with CaptureQueriesContext(connection) as queries:
        again = sweep(NOW + 30 * SECOND)
    assert again.is_empty
    assert AuditEvent.objects.count() == before
    writes = [q["sql"] for q in queries if q["sql"].lstrip().startswith("INSERT")]
    assert writes == []


def test_three_missed_nights_end_as_three_nightly_sweeps(errands: Any, people: Cast) -> None:
    offsets = [-9, -6, -4, -3, -2, -1, 0, 1, 3, 6, 9]
    for offset in offsets:
        make(f"nightly {offset:+}", NOW + offset * DAY)
    for night in range(4):
        sweep(NOW + night * DAY)
    nightly = (standing(), warnings())
    Notice.objects.all().delete()
    DeadlineWarning.objects.all().delete()
    sweep(NOW)
    sweep(NOW + 3 * DAY)
    assert (standing(), warnings()) == nightly
    Notice.objects.all().delete()
    DeadlineWarning.objects.all().delete()
    sweep(NOW + 3 * DAY)
    assert (standing(), warnings()) == nightly


def test_an_item_that_jumped_to_overdue_is_not_also_told_as_due_soon(
    errands: Any, people: Cast
) -> None:
    make("report", NOW - DAY)
    assert sweep(NOW) == SweepResult(overdue=1, notices=2)
    assert {kind for _o, kind, _e in warnings()} == {"due_soon", "overdue"}
    assert standing("due_soon") == []


def test_what_was_acknowledged_stays_when_the_item_turns_red(errands: Any, people: Cast) -> None:
    item = make("report", NOW + DAY)
    sweep(NOW)
    mine = Notice.objects.get(recipient=people.clerk)
    acknowledge(actor=people.clerk, notice_ids=[mine.pk])
    assert sweep(item.ends_at).withdrawn == 1
    mine.refresh_from_db()
    assert mine.withdrawn_at is None


@pytest.mark.parametrize("field", ["closed_at", "paused_at"])
def test_concluded_and_paused_items_are_left_alone(errands: Any, people: Cast, field: str) -> None:
    make("done", NOW - DAY, **{field: NOW - 2 * DAY})
    assert sweep(NOW).is_empty


@pytest.mark.parametrize("field", ["closed_at", "paused_at"])
def test_a_waiting_warning_goes_with_its_reason(errands: Any, people: Cast, field: str) -> None:
    item = make("report", NOW - DAY)
    sweep(NOW)
    Errand.objects.filter(pk=item.pk).update(**{field: NOW})
    assert sweep(NOW + SECOND) == SweepResult(withdrawn=2)
    assert standing() == []


def test_an_extended_item_is_warned_about_anew(errands: Any, people: Cast) -> None:
    item = make("report", NOW - DAY)
    sweep(NOW)
    later = NOW + 10 * DAY
    Errand.objects.filter(pk=item.pk).update(extended_to=later, warn_at=later - 5 * DAY)
    assert sweep(NOW) == SweepResult(withdrawn=2)
    assert sweep(later - 4 * DAY) == SweepResult(due_soon=1, notices=2)
    assert sweep(later) == SweepResult(overdue=1, notices=2, withdrawn=2)


def test_withdraw_takes_back_at_once(errands: Any, people: Cast) -> None:
    item = make("report", NOW - DAY)
    sweep(NOW)
    assert withdraw(item) == 2
    assert withdraw(item) == 0
    assert standing() == []


def test_an_item_with_nobody_to_tell_waits_for_somebody(errands: Any, people: Cast) -> None:
    item = make("orphan", NOW - DAY)
    people.told[item.pk] = []
    assert sweep(NOW).is_empty
    del people.told[item.pk]
    assert sweep(NOW) == SweepResult(overdue=1, notices=2)
    assert sweep(NOW).is_empty


def test_queries_do_not_grow_with_the_items(errands: Any, people: Cast) -> None:
    make("first", NOW - DAY)
    with CaptureQueriesContext(connection) as few:
        sweep(NOW)
    for number in range(30):
        make(f"item {number}", NOW - DAY)
    with CaptureQueriesContext(connection) as many:
        assert sweep(NOW).overdue == 30
    assert len(many) <= len(few)


def test_the_command_sweeps_as_of_an_instant(errands: Any, people: Cast) -> None:
    make("report", NOW)
    out = StringIO()
    call_command("sweep_deadlines", "--at", "2026-11-23T09:00:00", stdout=out)
    assert Counter(out.getvalue().split()) == Counter(
        "due_soon: 0 overdue: 1 escalated: 0 notices: 2 withdrawn: 0".split()
    )
