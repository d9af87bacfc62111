"""A calendar for pure tests, made from the package that seeds the real one."""

from __future__ import annotations

from datetime import date, datetime

from supervision import clock
from supervision.deadlines import package_calendar
from supervision.deadlines.calendars import WorkCalendar

CALENDAR = WorkCalendar(
    days={
        day: mark
        for year in range(2018, 2027)
        for day, mark in package_calendar.marked_days(year).items()
    },
    notices={year: package_calendar.notice(year) for year in range(2018, 2027)},
)


def at(text: str) -> datetime:
    """Read an instant in China."""
    return datetime.fromisoformat(text).replace(tzinfo=clock.CHINA)


def day(text: str) -> date:
    """Read a day."""
    return date.fromisoformat(text)
