"""Change the working-day calendar, and move every open item that a change touches."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from supervision import clock
from supervision.audit.services import Actor, record
from supervision.deadlines import package_calendar, selectors, sources
from supervision.deadlines.calendars import MarkedDay, WorkCalendar
from supervision.deadlines.enums import DayKind
from supervision.deadlines.models import CalendarDay, CalendarYear
from supervision.deadlines.sources import DeadlineSource, Move
from supervision.deadlines.verbs import CALENDAR_DAY_SAVED, CALENDAR_YEAR_LOADED

EDIT = "deadlines.edit_calendar"
Marks = Mapping[date, MarkedDay | None]


def preview_calendar_day(
    *, actor: Actor | None, day: date, kind: str, name: str = "", source: str = ""
) -> list[Move]:
    """Return the open items whose end a change of one day would move; nothing is saved."""
    _require(actor)
    mark = _mark(day, kind, name, source) if kind else None
    return _visible(_moves(selectors.current_calendar().with_days({day: mark})))


def preview_calendar_year(*, actor: Actor | None, year: int, rows: Marks) -> list[Move]:
    """Return the open items whose end loading a year would move; nothing is saved."""
    _require(actor)
    calendar = _with_year(selectors.current_calendar(), year, rows, str(year))
    return _visible(_moves(calendar))


@transaction.atomic
def save_calendar_day(
    *, actor: Actor | None, day: date, kind: str, name: str, source: str
) -> list[Move]:
    """Mark a day as holiday, rest day or working day; move and return the open items it moves.

    Raises PermissionDenied without `deadlines.edit_calendar`, and ValidationError when the name
    or the notice is missing.
    """
    _require(actor)
    mark = _mark(day, kind, name, source)
    selectors.hold_calendar()
    before = CalendarDay.objects.filter(date=day).first()
    CalendarDay.objects.update_or_create(
        date=day, defaults={"kind": mark.kind.value, "name": mark.name, "source": mark.source}
    )
    return _day_changed(actor, day, before, mark)


@transaction.atomic
def clear_calendar_day(*, actor: Actor | None, day: date) -> list[Move]:
    """Make a day plain again, its weekday alone deciding; move and return the open items."""
    _require(actor)
    selectors.hold_calendar()
    before = CalendarDay.objects.filter(date=day).first()
    if before is None:
        return []
    CalendarDay.objects.filter(pk=before.pk).delete()
    return _day_changed(actor, day, before, None)


@transaction.atomic
def load_calendar_year(
    *, actor: Actor | None, year: int, rows: Marks | None = None, source: str = ""
) -> list[Move]:
    """Replace the marked days of a year by its notice; move and return the open items it moves.

    Without rows the days come from the installed holiday package. Raises ValidationError for a
    year that the package does not know, for an empty year and for days of another year.
    """
    _require(actor)
    if rows is None:
        rows, source = _packaged(year), source or package_calendar.notice(year)
    _check_year(year, rows, source)
    selectors.hold_calendar()
    CalendarDay.objects.filter(date__year=year).delete()
    CalendarDay.objects.bulk_create(
        CalendarDay(date=day, kind=mark.kind.value, name=mark.name, source=mark.source)
        for day, mark in sorted(rows.items())
        if mark is not None
    )
    loaded, _created = CalendarYear.objects.update_or_create(
        year=year,
        defaults={
            "source_notice": source,
            "loaded_at": clock.now(),
            "is_complete": True,
            "revision": uuid.uuid4(),
        },
    )
    moves = _move_items(selectors.current_calendar(), _reason(source))
    details = {"year": year, "days": len(rows), "notice": source, "moved": len(moves)}
    record(verb=CALENDAR_YEAR_LOADED, actor=actor, target=loaded, details=details)
    return moves


def _require(actor: Actor | None) -> None:
    """Let the system itself and holders of the permission pass."""
    if actor is not None and not actor.can(EDIT):
        raise PermissionDenied(_("Only the system administrator changes the calendar."))


def _mark(day: date, kind: str, name: str, source: str) -> MarkedDay:
    errors = {}
    if kind not in DayKind.values:
        errors["kind"] = _("Choose holiday, rest day or working day.")
    if not name.strip():
        errors["name"] = _("Name the holiday this day belongs to.")
    if not source.strip():
        errors["source"] = _("Cite the notice that arranges this day.")
    if not 2000 <= day.year <= 2100:
        errors["date"] = _("Choose a year between 2000 and 2100.")
    if errors:
        raise ValidationError(errors)
    return MarkedDay(DayKind(kind), name.strip(), source.strip())


def _packaged(year: int) -> dict[date, MarkedDay]:
    try:
        return package_calendar.marked_days(year)
    except LookupError:
        raise ValidationError(
            _("The holiday package knows no days of %(year)s; load them from a workbook.")
            % {"year": year}
        ) from None


def _check_year(year: int, rows: Marks, source: str) -> None:
    if not rows:
        raise ValidationError(_("There is no day to load."))
    if not source.strip():
        raise ValidationError(_("Cite the notice that arranges this year."))
    strays = sorted(day.isoformat() for day in rows if day.year != year)
    if strays:
        raise ValidationError(
            _("These days are not in %(year)s: %(days)s.")
            % {"year": year, "days": ", ".join(strays)}
        )


def _with_year(calendar: WorkCalendar, year: int, rows: Marks, notice: str) -> WorkCalendar:
    cleared = {day: None for day in calendar.days if day.year == year}
    return calendar.with_days({**cleared, **rows}, {year: notice})


def _day_changed(
    actor: Actor | None, day: date, before: CalendarDay | None, after: MarkedDay | None
) -> list[Move]:
    """Bump the year, move the items, and leave the audit event of one changed day."""
    source = after.source if after else (before.source if before else "")
    year, created = CalendarYear.objects.get_or_create(
        year=day.year,
        defaults={"source_notice": source, "loaded_at": clock.now(), "is_complete": False},
    )
    if not created:
        CalendarYear.objects.filter(pk=year.pk).update(revision=uuid.uuid4())
    moves = _move_items(selectors.current_calendar(), _reason(source))
    details = {
        "date": day.isoformat(),
        "before": {"kind": before.kind, "name": before.name} if before else None,
        "after": {"kind": after.kind.value, "name": after.name} if after else None,
        "notice": source,
        "moved": len(moves),
    }
    label = f"{day.isoformat()} {after.name if after else ''}".strip()
    record(verb=CALENDAR_DAY_SAVED, actor=actor, target=year, label=label, details=details)
    return moves


def _reason(source: str) -> str:
    return _("The working-day calendar changed: %(notice)s") % {"notice": source}


def _moves(calendar: WorkCalendar) -> dict[str, list[Move]]:
    return {source.key: source.recompute(calendar) for source in sources.everything()}


def _visible(moves: Mapping[str, list[Move]]) -> list[Move]:
    return [move for found in moves.values() for move in found if move.is_visible]


def _move_items(calendar: WorkCalendar, reason: str) -> list[Move]:
    """Save the new ends of all open items, tell their holders, and return what moved."""
    moves = _moves(calendar)
    for key, found in moves.items():
        source = sources.get(key)
        save_moves(source, found)
        seen = [move for move in found if move.is_visible]
        if seen:
            source.notify_moved(seen, reason)
    return _visible(moves)


def save_moves(source: DeadlineSource, moves: list[Move]) -> None:
    """Write what the moves change, in one statement for each set of columns."""
    by_fields: dict[tuple[str, ...], list[Any]] = defaultdict(list)
    for move in moves:
        for name, value in move.changes.items():
            setattr(move.object, name, value)
        by_fields[tuple(sorted(move.changes))].append(move.object)
    for fields, items in by_fields.items():
        source.model._base_manager.bulk_update(items, fields, batch_size=500)
