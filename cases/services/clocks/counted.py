"""Count a clock anew from its start, its pauses and its extensions."""

import datetime as dt
from typing import Any

from cases.models import Clock
from cases.rules.counting import Counted, Granted, count
from cases.selectors.clock_rows import extensions_of, granted, pauses_of
from supervision.deadlines import selectors as deadlines
from supervision.deadlines.rules import Calendar, Pause, Term, warn_at

_FIELDS = ("due_at", "extended_to", "warn_at", "is_provisional")


def counted(clock: Clock, *, more: Granted | None = None) -> Counted:
    """Return where the clock ends by the calendar in force, with one more extension if given."""
    grants = [granted(row) for row in extensions_of([clock.pk])[clock.pk]]
    return count(
        clock.term,
        clock.started_at,
        deadlines.current_calendar(),
        pauses=pauses_of([clock.pk])[clock.pk],
        grants=[*grants, *([more] if more else [])],
    )


def fields_of(
    term: Term, started_at: dt.datetime, found: Counted, calendar: Calendar
) -> dict[str, Any]:
    """Return the columns of a clock that follow from a count."""
    return {
        "due_at": found.due.due_at,
        "extended_to": found.extended_to,
        "warn_at": warn_at(term, started_at, found.ends_at, calendar),
        "is_provisional": found.provisional,
    }


def recount(clock: Clock, *, more: Granted | None = None) -> Counted:
    """Set the ends of the clock and save them, with what else the caller has changed of it."""
    found = counted(clock, more=more)
    fields = fields_of(clock.term, clock.started_at, found, deadlines.current_calendar())
    for name, value in fields.items():
        setattr(clock, name, value)
    clock.save(update_fields=[*_FIELDS, "paused_at", "extension_count"])
    # The database computes it.
    clock.refresh_from_db(fields=["ends_at"])
    return found


def changes_of(
    clock: Clock,
    calendar: Calendar,
    pauses: list[Pause],
    grants: list[Granted],
    term: Term | None = None,
) -> dict[str, Any]:
    """Return the columns that a calendar, or another term, would change; nothing is saved."""
    wanted = term or clock.term
    found = count(wanted, clock.started_at, calendar, pauses=pauses, grants=grants)
    fields = fields_of(wanted, clock.started_at, found, calendar)
    return {name: value for name, value in fields.items() if getattr(clock, name) != value}
