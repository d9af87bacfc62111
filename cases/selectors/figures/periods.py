"""The stretches of time that figures speak of, each beside the same days of the year before."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from supervision import clock

#: The earliest year a page offers.
FIRST_YEAR = 2024
#: Quarters and halves by their first and last month.
_PARTS = {
    "year": (1, 12),
    "h1": (1, 6),
    "h2": (7, 12),
    "q1": (1, 3),
    "q2": (4, 6),
    "q3": (7, 9),
    "q4": (10, 12),
    **{f"m{month:02}": (month, month) for month in range(1, 13)},
}


@dataclass(frozen=True)
class Span:
    """Days from `since` to the day before `until`."""

    since: dt.date
    until: dt.date

    @property
    def last(self) -> dt.date:
        """Return the last day."""
        return self.until - dt.timedelta(days=1)

    @property
    def starts_at(self) -> dt.datetime:
        """Return the instant at which the first day begins."""
        return _midnight(self.since)

    @property
    def ends_at(self) -> dt.datetime:
        """Return the instant at which the last day is over, exclusive."""
        return _midnight(self.until)

    @property
    def before(self) -> Span:
        """Return the same days of the year before (同期)."""
        return Span(_year_earlier(self.since), _year_earlier(self.last) + dt.timedelta(days=1))

    @property
    def token(self) -> str:
        """Return the days as an address carries them."""
        return f"{self.since:%Y%m%d}-{self.last:%Y%m%d}"


@dataclass(frozen=True)
class Asked:
    """A year and a part of it as a page was asked for, and the days they mean."""

    year: int
    part: str
    span: Span

    @property
    def is_cut(self) -> bool:
        """Tell whether the part is not over yet, so that it ends today."""
        return self.span.until < _end(self.year, self.part)


def asked_for(year: str, part: str) -> Asked:
    """Return the part of the year; what is not understood means this year to date.

    A part that is not over yet ends today, so that it is compared with as many days.
    """
    today = clock.today()
    chosen = int(year) if year.isdecimal() and FIRST_YEAR <= int(year[:5]) <= today.year else 0
    chosen = chosen or today.year
    part = part if part in _PARTS else "year"
    since = dt.date(chosen, _PARTS[part][0], 1)
    until = min(_end(chosen, part), today + dt.timedelta(days=1))
    return Asked(chosen, part, Span(since, max(until, since + dt.timedelta(days=1))))


def years() -> list[int]:
    """Return the years a page offers, the newest first."""
    return list(range(clock.today().year, FIRST_YEAR - 1, -1))


def parts() -> list[tuple[str, str]]:
    """Return the parts of a year with their names, the whole year first."""
    named = {
        "year": _("whole year"),
        "h1": _("first half"),
        "h2": _("second half"),
        "q1": _("first quarter"),
        "q2": _("second quarter"),
        "q3": _("third quarter"),
        "q4": _("fourth quarter"),
    }
    months = [(f"m{month:02}", _("month %(n)d") % {"n": month}) for month in range(1, 13)]
    return [*named.items(), *months]


def quarters(year: int) -> list[tuple[str, Span]]:
    """Return the quarters of a year, those that have not begun left out."""
    tomorrow = clock.today() + dt.timedelta(days=1)
    found = []
    for part in ("q1", "q2", "q3", "q4"):
        since = dt.date(year, _PARTS[part][0], 1)
        if since < tomorrow:
            found.append((part, Span(since, min(_end(year, part), tomorrow))))
    return found


def read(token: str) -> Span | None:
    """Return the days an address carries, or None."""
    try:
        since, last = (dt.datetime.strptime(one, "%Y%m%d").date() for one in token.split("-"))
    except ValueError:
        return None
    return Span(since, last + dt.timedelta(days=1)) if since <= last else None


def _end(year: int, part: str) -> dt.date:
    month = _PARTS[part][1]
    return dt.date(year, month, calendar.monthrange(year, month)[1]) + dt.timedelta(days=1)


def _year_earlier(day: dt.date) -> dt.date:
    """Return the day a year earlier; 29 February has 28 February."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.min, tzinfo=clock.CHINA)
