"""Which days of reading are unusual, by a rule that stands in full on the page."""

import datetime as dt
import statistics
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

#: Days that are judged, and the days before them that they are compared with.
WINDOW = 7
HISTORY = 28
#: A day counts as busy from so many reads on, and from so many times the usual number.
BUSY = 20
TIMES = 3
#: Office hours, by the hour in China; Saturday and Sunday lie outside as a whole.
OPENS = 7
CLOSES = 20
#: So many reads outside office hours are unusual on one day.
OFF_HOURS = 5
#: From so many reads about other units on, they are compared with the reader's own usual number.
OUTSIDE = 10


@dataclass(frozen=True)
class Day:
    """What one person read on one day."""

    reader: int
    name: str
    date: dt.date
    reads: int
    off_hours: int
    outside: int


@dataclass(frozen=True)
class Unusual:
    """A day that stands out, with the numbers behind it."""

    day: Day
    #: The reader's own mean of reads on a day with reads, in the days before.
    usual: float
    #: The median of that day's other readers, 0 where there are none.
    peers: float
    is_busy: bool
    is_off_hours: bool
    is_outside: bool


def unusual_days(days: Iterable[Day], today: dt.date) -> list[Unusual]:
    """Return the days of the window that stand out, newest and busiest first."""
    begins = today - dt.timedelta(days=WINDOW - 1)
    before: dict[int, list[Day]] = defaultdict(list)
    judged: list[Day] = []
    readers: dict[dt.date, list[Day]] = defaultdict(list)
    for day in days:
        if day.date < begins:
            before[day.reader].append(day)
        else:
            judged.append(day)
            readers[day.date].append(day)
    found = [_judge(day, before[day.reader], readers[day.date]) for day in judged]
    kept = [one for one in found if one.is_busy or one.is_off_hours or one.is_outside]
    return sorted(kept, key=lambda one: (one.day.date, one.day.reads), reverse=True)


def _judge(day: Day, before: list[Day], readers: list[Day]) -> Unusual:
    others = [one.reads for one in readers if one.reader != day.reader]
    peers = statistics.median(others) if others else 0.0
    usual = statistics.mean(one.reads for one in before) if before else 0.0
    elsewhere = statistics.mean(one.outside for one in before) if before else 0.0
    return Unusual(
        day=day,
        usual=usual,
        peers=peers,
        is_busy=day.reads >= BUSY and day.reads >= TIMES * usual and day.reads >= TIMES * peers,
        is_off_hours=day.off_hours >= OFF_HOURS,
        is_outside=day.outside >= OUTSIDE and day.outside >= TIMES * elsewhere,
    )
