"""Days and months as people in China count them."""

from __future__ import annotations

import calendar as gregorian
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")
ONE_DAY = timedelta(days=1)


def day_of(instant: datetime) -> date:
    """Return the day in China on which an instant falls."""
    return instant.astimezone(CHINA).date()


def end_of(day: date) -> datetime:
    """Return the exclusive end of a day in China."""
    return datetime.combine(day + ONE_DAY, time.min, tzinfo=CHINA)


def add_months(day: date, months: int) -> date:
    """Return the corresponding day so many months on, or the month's last day if there is none."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    last = gregorian.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def quarter_end(day: date, quarters: int) -> date:
    """Return the last day of the quarter in which the n-th quarter end after the day falls."""
    next_day = day + ONE_DAY
    first = date(next_day.year, (next_day.month - 1) // 3 * 3 + 1, 1)
    return add_months(first, 3 * quarters) - ONE_DAY
