"""One unit's year as a single line of events, as it was known on the day that is shown."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.dates import MONTHS_3

from accountability import chronicle
from accountability.chronicle import ChronicleSource, Event
from accountability.models import Filing
from accountability.selectors.duties import duties_visible_to, light_counts
from supervision import clock
from supervision.history.days import PARAMETER
from supervision.organizations.models import Unit


@dataclass(frozen=True)
class Line:
    """An event with its kind."""

    event: Event
    source: ChronicleSource

    @property
    def day(self) -> dt.date:
        """Return the day in China."""
        return clock.local(self.event.at).date()


@dataclass(frozen=True)
class Choice:
    """One way to narrow the line: a kind or a month, with how much it holds."""

    label: Any
    query: str
    count: int
    is_current: bool
    icon: str = ""
    #: The share of the fullest month, in steps of ten, for the bar.
    tenth: int = 0
    has_red: bool = False


@dataclass(frozen=True)
class Replay:
    """The days between which the control moves."""

    day: dt.date
    number: int
    last: int
    back: str
    on: str


@dataclass(frozen=True)
class YearView:
    """Everything the page shows."""

    year: int
    lines: list[Line]
    total: int
    months: list[Choice]
    kinds: list[Choice]
    counts: dict[str, int]
    filed: int
    late: int
    replay: Replay | None


def _span(year: int) -> tuple[dt.datetime, dt.datetime]:
    return clock.start_of(dt.date(year, 1, 1)), clock.start_of(dt.date(year + 1, 1, 1))


def lines_of(user: Any, unit: Unit, since: dt.datetime, until: dt.datetime) -> list[Line]:
    """Return what every source tells of the unit up to the instant shown, newest first."""
    # The present instant itself has happened: the span is open at its end.
    known = min(until, clock.now() + dt.timedelta(microseconds=1))
    found = [
        Line(event, source)
        for source in chronicle.all_sources()
        if source.in_past or not clock.standing()
        for event in source.events(user, unit, since, known)
        if since <= event.at < known
    ]
    return sorted(found, key=lambda line: (line.event.at, line.source.order), reverse=True)


def year_of(user: Any, unit: Unit, year: int, params: Mapping[str, str]) -> YearView:
    """Return the unit's year, narrowed by `kind` and `month` of the address."""
    lines = lines_of(user, unit, *_span(year))
    kind, month = params.get("kind", ""), params.get("month", "")
    chosen = [
        line
        for line in lines
        if kind in ("", line.source.key) and month in ("", str(line.day.month))
    ]
    duties = duties_visible_to(user).filter(unit=unit, year=year)
    filed = Filing.objects.filter(unit=unit, duty__year=year)
    lateness = Counter(filed.values_list("is_late", flat=True))
    return YearView(
        year=year,
        lines=chosen,
        total=len(lines),
        months=_months(lines, year, kind, month),
        kinds=_kinds(lines, year, kind, month),
        counts=light_counts(duties),
        filed=sum(lateness.values()),
        late=lateness[True],
        replay=_replay(year),
    )


def _query(year: int, **chosen: str) -> str:
    return urlencode({"year": year, **{name: value for name, value in chosen.items() if value}})


def _months(lines: list[Line], year: int, kind: str, month: str) -> list[Choice]:
    rows = [line for line in lines if kind in ("", line.source.key)]
    counts = Counter(line.day.month for line in rows)
    red = {line.day.month for line in rows if line.event.light == "red"}
    most = max(counts.values(), default=1)
    return [
        Choice(
            label=MONTHS_3[number],
            query=_query(year, kind=kind, month="" if month == str(number) else str(number)),
            count=counts[number],
            is_current=month == str(number),
            tenth=-(-counts[number] * 10 // most),
            has_red=number in red,
        )
        for number in range(1, 13)
    ]


def _kinds(lines: list[Line], year: int, kind: str, month: str) -> list[Choice]:
    counts = Counter(line.source.key for line in lines if month in ("", str(line.day.month)))
    return [
        Choice(
            label=source.label,
            query=_query(year, kind="" if kind == source.key else source.key, month=month),
            count=counts[source.key],
            is_current=kind == source.key,
            icon=source.icon,
        )
        for source in chronicle.all_sources()
        if counts[source.key] or kind == source.key
    ]


def _replay(year: int) -> Replay | None:
    """Return the control; None for a year that has not begun."""
    with clock.standing_at(None):
        today = clock.today()
    first, last = dt.date(year, 1, 1), min(dt.date(year, 12, 31), today)
    if last < first:
        return None
    day = min(max(clock.today(), first), last)
    return Replay(
        day=day,
        number=(day - first).days + 1,
        last=(last - first).days + 1,
        back=_as_of(year, day - dt.timedelta(days=1), first, last),
        on=_as_of(year, day + dt.timedelta(days=1), first, last),
    )


def _as_of(year: int, day: dt.date, first: dt.date, last: dt.date) -> str:
    """Return the query that shows the day; "" for one outside the year, no day for the last."""
    if not first <= day <= last:
        return ""
    return urlencode({"year": year, PARAMETER: day.isoformat()})


def day_of(year: int, number: str) -> dt.date | None:
    """Return the day with the number in the year, None for what is no such number."""
    if not number.isdecimal() or len(number) > 3 or not 1 <= int(number) <= 366:
        return None
    return dt.date(year, 1, 1) + dt.timedelta(days=int(number) - 1)
