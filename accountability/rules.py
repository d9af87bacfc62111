"""Pure rules of the checklist calendar: which duties a year brings, and when they end."""

import calendar
import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

#: Filing closes this many days before the day of the assessment (A13).
LOCK_DAYS = 3

_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
#: The periods that divide a year.
PERIODS = tuple(_MONTHS)
_KEY = {"month": "M{:02d}", "quarter": "Q{}", "half_year": "H{}", "year": "Y"}
_FIXED = re.compile(r"(\d{2})-(\d{2})")
#: A term as lists and task lists may name it: working days, calendar days, months, hours.
TERM = re.compile(r"([1-9]\d{0,2})(WD|CD|CM|H)")
#: The due rule of an item that is due on the last day of its period.
PERIOD_END = "end"


@dataclass(frozen=True)
class Span:
    """One period of a year: its key (2026-Q1) and its first and last day."""

    key: str
    first: dt.date
    last: dt.date


def spans(period: str, year: int) -> list[Span]:
    """Return the periods of the year: 12, 4, 2 or 1; on-event and one-off items have none."""
    length = _MONTHS.get(period)
    if length is None:
        return []
    found = []
    for number, first_month in enumerate(range(1, 13, length), start=1):
        last_month = first_month + length - 1
        last_day = calendar.monthrange(year, last_month)[1]
        key = f"{year}-{_KEY[period].format(number)}"
        found.append(Span(key, dt.date(year, first_month, 1), dt.date(year, last_month, last_day)))
    return found


def span_of(period: str, day: dt.date) -> Span | None:
    """Return the period the day falls in."""
    return next((span for span in spans(period, day.year) if span.first <= day <= span.last), None)


def month_and_day(due_rule: str) -> tuple[int, int] | None:
    """Return month and day of a rule like 12-20, None for other rules."""
    match = _FIXED.fullmatch(due_rule)
    return (int(match[1]), int(match[2])) if match else None


def fixed_day(due_rule: str, year: int) -> dt.date | None:
    """Return the day of a rule like 12-20 in the year, None for other rules."""
    found = month_and_day(due_rule)
    return dt.date(year, *found) if found else None


def due_rule_fault(period: str, due_rule: str, year: int) -> str:
    """Return what is wrong with a due rule beside its period, "" when it can be counted.

    A period item is due on its last day or a term after it, a yearly one also on a day of the
    year, a one-off on a day of the year, an event item a term after the event.
    """
    term = TERM.fullmatch(due_rule)
    if term is not None:
        if term[2] == "H":
            return "hours"
        return "once_needs_day" if period == "once" else ""
    if due_rule == PERIOD_END:
        return {"once": "once_needs_day", "event": "event_needs_term"}.get(period, "")
    try:
        day = fixed_day(due_rule, year)
    except ValueError:
        return "no_such_day"
    if day is None:
        return "unreadable"
    if period == "event":
        return "event_needs_term"
    return "" if period in ("year", "once") else "day_needs_year"


def lock_start(check_on: dt.date) -> dt.date:
    """Return the first day on which nothing can be filed any more before the assessment."""
    return check_on - dt.timedelta(days=LOCK_DAYS)


def entry_gap(event_on: dt.date, entered_on: dt.date) -> int:
    """Return how many days lie between the event and its entry; never negative."""
    return max(0, (entered_on - event_on).days)


#: An entry later than this after its event is flagged as entered afterwards (A24).
GAP_FLAG_DAYS = 7

#: A whole duty, its parts, and the parts of these: further down nobody finds the way back (A20).
DEEPEST_LEVEL = 3


def shares_fault(shares: Sequence[int | None]) -> str:
    """Return "some" where only some parts have a share, "sum" where they do not make 100."""
    given = [share for share in shares if share is not None]
    if not given:
        return ""
    if len(given) < len(shares):
        return "some"
    return "" if sum(given) == 100 else "sum"
