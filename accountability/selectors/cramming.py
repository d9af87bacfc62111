"""Cramming: how soon units enter what happened, and how much they enter in a rush (A33)."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Aggregate, Count, FloatField, Q, QuerySet
from django.db.models.functions import TruncMonth

from accountability.doubt_enums import DetectorCode
from accountability.models import Assessment, Filing
from accountability.selectors.overview import responsible_units
from accountability.selectors.thresholds import held
from supervision import clock
from supervision.deadlines.enums import Light
from supervision.organizations.models import Unit

#: The days before an assessment closes filing in which a rush is looked for.
LAST_DAYS = 7


class Median(Aggregate):
    """The value in the middle."""

    function = "percentile_cont"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


@dataclass(frozen=True)
class Stretch:
    """The days that are judged: a year, or a quarter of it, and how much of it has passed."""

    year: int
    quarter: int = 0

    @property
    def first(self) -> dt.date:
        """Return the first day."""
        return dt.date(self.year, max(0, self.quarter - 1) * 3 + 1, 1)

    @property
    def last(self) -> dt.date:
        """Return the last day."""
        month = self.quarter * 3 or 12
        after = dt.date(self.year + month // 12, month % 12 + 1, 1)
        return after - dt.timedelta(days=1)

    @property
    def months(self) -> list[dt.date]:
        """Return the first days of the months that have begun."""
        length = 3 if self.quarter else 12
        begun = [dt.date(self.year, self.first.month + place, 1) for place in range(length)]
        return [month for month in begun if month <= clock.today()]

    @property
    def passed(self) -> int:
        """Return how many of its days have passed, today included."""
        return max(0, (min(self.last, clock.today()) - self.first).days + 1)

    def holds(self) -> Q:
        """Return the condition that keeps filings entered in these days."""
        return Q(
            submitted_at__gte=clock.start_of(self.first), submitted_at__lt=clock.end_of(self.last)
        )


@dataclass
class Rush:
    """One unit's entries of a stretch: how soon after the event, and how they crowd."""

    unit: Unit
    stretch: Stretch
    limits: dict[str, Decimal]
    filings: int = 0
    prompt: int = 0
    median: float = 0.0
    before_lock: int = 0
    by_month: dict[dt.date, tuple[int, int]] = field(default_factory=dict)

    @property
    def prompt_share(self) -> float:
        """Return the percentage entered promptly after the event."""
        return 100.0 * self.prompt / self.filings if self.filings else 100.0

    @property
    def late(self) -> int:
        """Return how many entries were not prompt."""
        return self.filings - self.prompt

    @property
    def year_end_from(self) -> dt.date:
        """Return the first day of the months that count as the year's end."""
        return dt.date(self.stretch.year, int(self.limits[DetectorCode.YEAR_END_MONTH]), 1)

    @property
    def year_end(self) -> int:
        """Return how many entries were made at the year's end."""
        return sum(count for day, (count, _p) in self.by_month.items() if day >= self.year_end_from)

    @property
    def year_end_share(self) -> float:
        """Return the percentage of the entries made at the year's end."""
        return 100.0 * self.year_end / self.filings if self.filings else 0.0

    @property
    def year_end_ratio(self) -> float:
        """Return a month's entries at the year's end against the mean of the other months."""
        ending = [day for day in self.stretch.months if day >= self.year_end_from]
        return self._against_mean(ending) if ending else 0.0

    @property
    def busiest(self) -> dt.date | None:
        """Return the month with the most entries."""
        if not self.by_month:
            return None
        return max(self.by_month, key=lambda day: (self.by_month[day][0], day))

    @property
    def busiest_ratio(self) -> float:
        """Return the busiest month's entries against the mean of the other months."""
        return self._against_mean([self.busiest]) if self.busiest else 0.0

    @property
    def busiest_count(self) -> int:
        """Return the entries of the busiest month."""
        return self.by_month[self.busiest][0] if self.busiest else 0

    @property
    def busiest_ends(self) -> dt.date | None:
        """Return the last day of the busiest month."""
        first = self.busiest
        if first is None:
            return None
        after = dt.date(first.year + first.month // 12, first.month % 12 + 1, 1)
        return after - dt.timedelta(days=1)

    @property
    def lock_ratio(self) -> float:
        """Return entries a day in the last week before a lock against the other days."""
        others = self.stretch.passed - LAST_DAYS
        usual = (self.filings - self.before_lock) / others if others > 0 else 0.0
        return self.before_lock / LAST_DAYS / usual if usual else 0.0

    @property
    def spike(self) -> float:
        """Return the greater of the two rushes."""
        return max(self.year_end_ratio, self.lock_ratio)

    @property
    def light(self) -> Light:
        """Return how the unit stands; neutral where it entered too little to be judged."""
        if self.filings < self.limits[DetectorCode.CRAMMING_FILINGS]:
            return Light.NEUTRAL
        for light, share, spike in (
            (Light.RED, DetectorCode.PROMPT_RED, DetectorCode.SPIKE_RED),
            (Light.YELLOW, DetectorCode.PROMPT_YELLOW, DetectorCode.SPIKE_YELLOW),
        ):
            if self.prompt_share < self.limits[share] or self.spike >= self.limits[spike]:
                return light
        return Light.GREEN

    def _against_mean(self, months: list[dt.date]) -> float:
        """Return the mean month of these against the mean of the other months that have begun."""
        others = [day for day in self.stretch.months if day not in months]
        usual = sum(self.by_month.get(day, (0, 0))[0] for day in others)
        count = sum(self.by_month.get(day, (0, 0))[0] for day in months)
        return count * len(others) / (usual * len(months)) if usual else 0.0


@dataclass(frozen=True)
class GroupMean:
    """What the units of one kind come to on the whole."""

    kind: str
    label: str
    units: int
    prompt_share: float
    year_end_share: float
    spike: float


def rushes(user: Any, stretch: Stretch, units: QuerySet[Unit] | None = None) -> list[Rush]:
    """Return every responsible unit of the account's scope, in order, in four grouped reads."""
    chosen = responsible_units(user) if units is None else units
    return rushes_of(list(chosen), stretch)


def rushes_of(units: list[Unit], stretch: Stretch) -> list[Rush]:
    """Return the rush of each of the units."""
    limits = held()
    found = {unit.pk: Rush(unit, stretch, limits) for unit in units}
    rows = Filing.objects.filter(stretch.holds(), unit_id__in=list(found)).order_by()
    is_prompt = Q(gap_days__lte=int(limits[DetectorCode.PROMPT_DAYS]))
    for unit_id, count, prompt, median in rows.values_list("unit_id").annotate(
        Count("pk"), prompt=Count("pk", filter=is_prompt), median=Median("gap_days")
    ):
        rush = found[unit_id]
        rush.filings, rush.prompt, rush.median = count, prompt, median
    month = TruncMonth("submitted_at", tzinfo=clock.CHINA)
    for unit_id, begun, count, prompt in (
        rows.annotate(month=month)
        .values_list("unit_id", "month")
        .annotate(Count("pk"), prompt=Count("pk", filter=is_prompt))
    ):
        found[unit_id].by_month[begun.date()] = (count, prompt)
    _count_before_locks(rows, stretch, found)
    return list(found.values())


def _count_before_locks(rows: QuerySet[Filing], stretch: Stretch, found: dict[int, Rush]) -> None:
    """Count what was entered in the last week before each assessment that closed filing."""
    planned = Assessment.objects.filter(
        status="planned",
        locks_at__gte=clock.start_of(stretch.first),
        locks_at__lt=clock.end_of(stretch.last),
    )
    for lock in planned:
        since = lock.locks_at - dt.timedelta(days=LAST_DAYS)
        near = rows.filter(
            submitted_at__gte=since, submitted_at__lt=lock.locks_at, unit__assessments=lock
        )
        for unit_id, count in near.values_list("unit_id").annotate(Count("pk")):
            found[unit_id].before_lock += count


def means(rows: list[Rush]) -> list[GroupMean]:
    """Return the mean of each kind of unit, over its entries rather than its units."""
    groups: dict[str, list[Rush]] = defaultdict(list)
    for row in rows:
        groups[row.unit.kind].append(row)
    found = []
    for kind, members in groups.items():
        filings = sum(row.filings for row in members) or 1
        found.append(
            GroupMean(
                kind,
                members[0].unit.get_kind_display(),
                len(members),
                100.0 * sum(row.prompt for row in members) / filings,
                100.0 * sum(row.year_end for row in members) / filings,
                sum(row.spike for row in members) / len(members),
            )
        )
    return found


def by_month(rows: list[Rush]) -> list[tuple[dt.date, int, int]]:
    """Return each month that has begun with its prompt and its late entries."""
    if not rows:
        return []
    found = []
    for month in rows[0].stretch.months:
        counts = [row.by_month.get(month, (0, 0)) for row in rows]
        prompt = sum(each for _count, each in counts)
        found.append((month, prompt, sum(count for count, _each in counts) - prompt))
    return found


def stretch_of(year: str, quarter: str) -> Stretch:
    """Return the stretch that was asked for; anything unreadable means the current year."""
    today = clock.today()
    chosen = int(year) if year.isascii() and year.isdigit() and len(year) == 4 else today.year
    within = 2000 <= chosen <= today.year
    part = int(quarter) if quarter in {"1", "2", "3", "4"} else 0
    return Stretch(chosen if within else today.year, part)
