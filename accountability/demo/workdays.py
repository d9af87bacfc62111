"""Working days and working hours of 2026, for moments at which people act.

Deadlines are counted by the portal's own calendar; this only keeps invented filings off the days
on which nobody is in the office.
"""

import datetime as dt
import random
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")
_OFF = (
    ((1, 1), (1, 3)),
    ((2, 15), (2, 23)),
    ((4, 4), (4, 6)),
    ((5, 1), (5, 5)),
    ((6, 19), (6, 21)),
    ((9, 25), (9, 27)),
    ((10, 1), (10, 7)),
)
_MAKE_UP = {(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)}
_DAY = dt.timedelta(days=1)


def is_workday(day: dt.date) -> bool:
    """Tell whether offices are open on the day; outside 2026 only weekends are off."""
    if day.year == 2026:
        monthday = (day.month, day.day)
        if monthday in _MAKE_UP:
            return True
        if any(first <= monthday <= last for first, last in _OFF):
            return False
    return day.weekday() < 5


def on_or_before(day: dt.date) -> dt.date:
    """Return the day itself or the last working day before it."""
    while not is_workday(day):
        day -= _DAY
    return day


def on_or_after(day: dt.date) -> dt.date:
    """Return the day itself or the first working day after it."""
    while not is_workday(day):
        day += _DAY
    return day


def shifted(day: dt.date, count: int) -> dt.date:
    """Return the day so many working days later, or earlier when the count is negative."""
    step = _DAY if count > 0 else -_DAY
    for _number in range(abs(count)):
        day += step
        while not is_workday(day):
            day += step
    return day


def office_hour(day: dt.date, draw: random.Random) -> dt.datetime:
    """Return a moment in working hours of the day, later hours being likelier."""
    hour = draw.choice((8, 9, 9, 10, 10, 11, 14, 15, 15, 16, 16, 17))
    first = 35 if hour == 8 else 0
    minute = draw.randint(first, 59)
    return dt.datetime(
        day.year, day.month, day.day, hour, minute, draw.randint(0, 59), tzinfo=CHINA
    )
