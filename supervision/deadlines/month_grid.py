"""A year laid out in weeks for the calendar page."""

from __future__ import annotations

import calendar as gregorian
from dataclasses import dataclass
from datetime import date

from supervision import clock
from supervision.deadlines.calendars import WorkCalendar
from supervision.deadlines.enums import StepKind


@dataclass(frozen=True)
class GridDay:
    """One square of a month; days of the neighbouring months are empty squares."""

    date: date | None
    css: str = ""
    reason: str = ""
    makes_up: bool = False


@dataclass(frozen=True)
class GridMonth:
    """One month in weeks that begin on Monday."""

    first: date
    weeks: list[list[GridDay]]


def months_of(year: int, calendar: WorkCalendar) -> list[GridMonth]:
    """Return the twelve months of a year."""
    weeks = gregorian.Calendar(firstweekday=0)
    return [
        GridMonth(
            first=date(year, month, 1),
            weeks=[
                [_square(day, month, calendar) for day in week]
                for week in weeks.monthdatescalendar(year, month)
            ],
        )
        for month in range(1, 13)
    ]


def _square(day: date, month: int, calendar: WorkCalendar) -> GridDay:
    if day.month != month:
        return GridDay(None, "is-out")
    kind = calendar.step_kind(day)
    names = ["is-rest"] if kind in (StepKind.REST, StepKind.HOLIDAY) else []
    if day == clock.today():
        names.append("is-today")
    # A plain weekend says nothing; only what a notice or the law arranges is named.
    plain = kind is StepKind.REST and day not in calendar.days
    reason = "" if plain else calendar.reason(day)
    return GridDay(day, " ".join(names), reason, kind is StepKind.MAKE_UP)
