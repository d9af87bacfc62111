"""Create dated duties: of an assigned item for its year, of an event, of a task list."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accountability import rules
from accountability.enums import Period
from accountability.models import Assignment, ChecklistItem, Duty, TaskList
from accountability.services import numbers
from supervision import clock
from supervision.deadlines.models import DeadlineModel
from supervision.deadlines.rules import Calendar
from supervision.deadlines.selectors import current_calendar
from supervision.deadlines.services import fix_deadline, start_deadline
from supervision.organizations.models import Unit

BATCH = 2000
#: What `start_deadline` and `fix_deadline` set, copied from one counted duty to the others.
_DEADLINE = (
    *("term_code", "term_length", "term_unit", "term_rolls", "term_warn", "term_basis"),
    *("started_at", "due_at", "warn_at", "is_provisional"),
)


@dataclass(frozen=True)
class Deadline:
    """One period of an item with its counted deadline, the same for every unit."""

    period_key: str
    fields: dict[str, Any]

    @property
    def due_at(self) -> dt.datetime:
        """Return the exclusive end."""
        return self.fields["due_at"]


def deadlines_of(
    item: ChecklistItem, year: int, calendar: Calendar | None = None
) -> list[Deadline]:
    """Return the deadlines the item brings in the year: 12, 4, 2, 1, or none for events.

    The calendar is read once, here or by whoever counts for many items. A due rule that is a
    term counts from the last day of the period, which starts the clock; every other deadline is
    a set day and its clock starts on the period's first day.
    """
    calendar = calendar or current_calendar()
    if item.period == Period.ONCE:
        day = rules.fixed_day(item.due_rule, year)
        first = dt.date(year, 1, 1)
        return [_fixed(item, f"{year}-ONCE", first, day, calendar)] if day else []
    found = []
    for span in rules.spans(item.period, year):
        if rules.TERM.fullmatch(item.due_rule):
            found.append(_counted(item, span.key, span.last, calendar))
        else:
            last = rules.fixed_day(item.due_rule, year) or span.last
            found.append(_fixed(item, span.key, span.first, last, calendar))
    return found


def _fixed(
    item: ChecklistItem, key: str, first: dt.date, last: dt.date, calendar: Calendar
) -> Deadline:
    counted = Duty()
    started_at = clock.start_of(first)
    fix_deadline(counted, started_at=started_at, last_day=last, basis=item.basis, calendar=calendar)
    return Deadline(key, _fields(counted))


def _counted(item: ChecklistItem, key: str, day: dt.date, calendar: Calendar) -> Deadline:
    counted = Duty()
    start_deadline(
        counted,
        started_at=clock.start_of(day),
        term=item.due_rule,
        basis=item.basis,
        calendar=calendar,
    )
    return Deadline(key, _fields(counted))


def _fields(counted: DeadlineModel) -> dict[str, Any]:
    return {name: getattr(counted, name) for name in _DEADLINE}


def create_duties(
    *,
    assignments: Iterable[Assignment],
    year: int,
    after: dt.datetime | None = None,
    skip: Collection[tuple[int, str]] = (),
) -> dict[int, int]:
    """Create the missing duties of the assignments and return how many each unit got.

    `after` leaves out deadlines that had passed by then: whoever joins a running year owes only
    what is still to come. `skip` names (assignment, period) that need none. The caller holds the
    list's row, so nothing is created twice.
    """
    wanted = _missing(list(assignments), year, after, set(skip))
    given = iter(numbers.take(f"ZR-{year}", len(wanted))) if wanted else iter(())
    Duty.objects.bulk_create(
        (
            Duty(
                number=f"ZR-{year}-{number:06d}",
                unit_id=assignment.unit_id,
                assignment=assignment,
                title=assignment.item.title,
                year=year,
                period_key=deadline.period_key,
                stage_count=max(1, len(assignment.item.stages)),
                **deadline.fields,
            )
            for (assignment, deadline), number in zip(wanted, given, strict=True)
        ),
        batch_size=BATCH,
    )
    created: dict[int, int] = {}
    for assignment, _deadline in wanted:
        created[assignment.unit_id] = created.get(assignment.unit_id, 0) + 1
    return created


def _missing(
    assignments: Sequence[Assignment],
    year: int,
    after: dt.datetime | None,
    there: set[tuple[int, str]],
) -> list[tuple[Assignment, Deadline]]:
    """Pair each assignment with the deadlines it has no duty for yet."""
    there |= set(
        Duty.objects.filter(assignment__in=assignments).values_list("assignment_id", "period_key")
    )
    by_item: dict[int, list[Deadline]] = {}
    calendar = current_calendar()
    wanted = []
    for assignment in assignments:
        if assignment.item_id not in by_item:
            by_item[assignment.item_id] = deadlines_of(assignment.item, year, calendar)
        for deadline in by_item[assignment.item_id]:
            if after is not None and deadline.due_at <= after:
                continue
            if (assignment.pk, deadline.period_key) not in there:
                wanted.append((assignment, deadline))
    return wanted


@transaction.atomic
def create_event_duty(*, assignment: Assignment, event_on: dt.date) -> Duty:
    """Create the duty that an event brings; its term counts from the day of the event.

    Raises ValidationError for an item that is not on event, one that has ended, or a day outside
    the list's year. The caller checks the permission and leaves the audit event.
    """
    held = (
        Assignment.objects.select_for_update(of=("self",))
        .select_related("item__checklist")
        .get(pk=assignment.pk)
    )
    item, year = held.item, held.item.checklist.year
    if item.period != Period.EVENT:
        raise ValidationError(
            _("“%(item)s” falls due by its period, not on an event.") % {"item": item.title}
        )
    if held.ended_at is not None:
        raise ValidationError(
            _("“%(item)s” is no longer on the unit's list.") % {"item": item.title}
        )
    if event_on.year != year:
        raise ValidationError(
            _("The list of %(year)s takes events of %(year)s only.") % {"year": year}
        )
    number = numbers.take(f"ZR-{year}")[0]
    return Duty.objects.create(
        number=f"ZR-{year}-{number:06d}",
        unit_id=held.unit_id,
        assignment=held,
        title=item.title,
        year=year,
        period_key=_event_key(held, event_on),
        stage_count=max(1, len(item.stages)),
        **_counted(item, "", event_on, current_calendar()).fields,
    )


def _event_key(assignment: Assignment, event_on: dt.date) -> str:
    """Return a key no other event of the item and day has; the assignment's row is held."""
    key = f"E-{event_on:%Y%m%d}"
    same_day = Duty.objects.filter(assignment=assignment, period_key__startswith=key).count()
    return f"{key}-{same_day + 1}" if same_day else key


def create_task_duties(*, task: TaskList, units: Sequence[Unit]) -> list[Duty]:
    """Create one duty of the task list for each unit, numbered RW-2026-001-01 and on."""
    counted = Duty()
    if task.term:
        start_deadline(counted, started_at=task.issued_at, term=task.term, basis=task.basis)
    elif task.due_on:
        fix_deadline(counted, started_at=task.issued_at, last_day=task.due_on, basis=task.basis)
    return Duty.objects.bulk_create(
        [
            Duty(
                number=f"{task.number}-{order:02d}",
                unit=unit,
                task_list=task,
                title=task.title,
                year=task.year,
                period_key="task",
                **_fields(counted),
            )
            for order, unit in enumerate(units, start=1)
        ],
        batch_size=BATCH,
    )


def hold(duties: Iterable[Duty]) -> list[Duty]:
    """Return the duties with their rows locked, in one order: nobody files meanwhile."""
    rows = Duty.objects.select_for_update(of=("self",)).select_related("unit")
    return list(rows.filter(pk__in=[duty.pk for duty in duties]).order_by("pk"))
