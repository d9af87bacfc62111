"""The end of a clock with all its pauses and extensions, always counted anew from the start.

An extension runs from the last day of what was granted before; its own first day is not counted,
and its end moves off rest days only where that of the term does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from supervision.deadlines import rules
from supervision.deadlines.enums import TermUnit
from supervision.deadlines.rules import Calendar, Due, Pause, Term, day_of

_MOMENT = dt.timedelta(microseconds=1)


@dataclass(frozen=True)
class Granted:
    """One extension as it was granted.

    `from_start` counts the term from the start of the clock; `to_set_day` holds that the length is
    the way to a day that was set, which rest days do not move.
    """

    term: Term
    from_start: bool = False
    to_set_day: bool = False


@dataclass(frozen=True)
class Counted:
    """Where the term itself ends and why, and where each extension ends."""

    due: Due
    ends: tuple[dt.datetime, ...]
    provisional: bool

    @property
    def ends_at(self) -> dt.datetime:
        """Return the exclusive end after everything that was granted."""
        return max((self.due.due_at, *self.ends))

    @property
    def extended_to(self) -> dt.datetime | None:
        """Return the end of the extensions; None where they reach no further than the term."""
        return self.ends_at if self.ends_at > self.due.due_at else None


def count(
    term: Term,
    started_at: dt.datetime,
    calendar: Calendar,
    *,
    pauses: Sequence[Pause] = (),
    grants: Sequence[Granted] = (),
) -> Counted:
    """Count a term and its extensions; raises TermError past the end of the calendar."""
    due = rules.due(term, started_at, calendar, pauses=pauses)
    ends: list[dt.datetime] = []
    provisional = due.provisional
    current = due.due_at
    for grant in grants:
        more = replace(grant.term, rolls=term.rolls and not grant.to_set_day)
        origin = started_at if grant.from_start else _origin(more, current)
        found = rules.due(more, origin, calendar, pauses=pauses)
        current = max(current, found.due_at)
        provisional = provisional or found.provisional
        ends.append(current)
    return Counted(due, tuple(ends), provisional)


def _origin(more: Term, current: dt.datetime) -> dt.datetime:
    """Return from when an extension counts: the last day of the present end, or its very minute."""
    return current if more.is_exact else current - _MOMENT


def days_to(last_day: dt.date, current: dt.datetime) -> Term:
    """Return the way from the present last day to a set one as calendar days.

    Raises ValueError where the set day is not later.
    """
    days = (last_day - day_of(current - _MOMENT)).days
    if days < 1:
        raise ValueError("the set day is not later than the present one")
    return Term(days, TermUnit.CALENDAR_DAY, rolls=False)
