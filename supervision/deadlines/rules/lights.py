"""When a light turns yellow and red, and what it shows at an instant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from supervision.deadlines.enums import Light, TermUnit
from supervision.deadlines.rules.dates import ONE_DAY, day_of, end_of
from supervision.deadlines.rules.terms import Calendar, Term


def default_warning(term: Term) -> Term | None:
    """Return the usual lead of the yellow light; None for hours, which take a quarter."""
    length = term.length
    match term.unit:
        case TermUnit.HOUR:
            return None
        case TermUnit.WORKING_DAY if length <= 15:
            return Term(3 if length > 3 else 1, TermUnit.WORKING_DAY)
        case TermUnit.CALENDAR_DAY if length < 30:
            return Term(3 if length > 3 else 1, TermUnit.CALENDAR_DAY)
        case TermUnit.CALENDAR_DAY if length >= 60:
            return Term(15, TermUnit.CALENDAR_DAY)
        case TermUnit.MONTH if length >= 2:
            return Term(15, TermUnit.CALENDAR_DAY)
        case TermUnit.YEAR | TermUnit.QUARTER:
            return Term(15, TermUnit.CALENDAR_DAY)
    return Term(7, TermUnit.CALENDAR_DAY)


def warn_at(term: Term, start: datetime, ends_at: datetime, calendar: Calendar) -> datetime:
    """Return when the light turns yellow, never before the start nor after the end."""
    lead = term.warn or default_warning(term)
    if lead is None:
        instant = ends_at - (ends_at - start) / 4
    elif lead.is_exact:
        instant = ends_at - timedelta(hours=lead.length)
    else:
        instant = end_of(_days_before(day_of(ends_at - timedelta(microseconds=1)), lead, calendar))
        instant -= ONE_DAY
    return min(max(instant, start), ends_at)


def _days_before(day: date, lead: Term, calendar: Calendar) -> date:
    if lead.unit is not TermUnit.WORKING_DAY:
        return day - ONE_DAY * lead.length
    left = lead.length
    while left:
        day -= ONE_DAY
        left -= calendar.is_workday(day)
    return day


def light(
    *,
    now: datetime,
    ends_at: datetime,
    warn_at: datetime,
    paused_at: datetime | None = None,
    closed_at: datetime | None = None,
) -> Light:
    """Return the light at an instant; sql.light_annotation computes the same in the database."""
    if closed_at is not None:
        return Light.GREEN
    if paused_at is not None:
        return Light.PAUSED
    if now >= ends_at:
        return Light.RED
    return Light.YELLOW if now >= warn_at else Light.NEUTRAL


def is_late(*, closed_at: datetime | None, ends_at: datetime, now: datetime) -> bool:
    """Tell whether the end passed before the item was concluded; what was late stays late."""
    return (closed_at or now) >= ends_at


def coming_year_is_missing(today: date, has_year: Callable[[int], bool]) -> bool:
    """Tell whether it is December and the next year's notice has still not been loaded."""
    return today.month == 12 and not has_year(today.year + 1)
