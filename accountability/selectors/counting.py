"""How many talks of its period a counted duty has, and what is still missing (A27)."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import (
    Count,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce

from accountability import rules
from accountability.enums import CountedMeasure, Talker
from accountability.models import CountedRule, Duty, TalkCount, TalkRecord, TalkStrike
from accountability.scoring import Units
from accountability.selectors.duties import duties_visible_to, with_light
from supervision import clock
from supervision.organizations.models import Unit
from supervision.web.formats import due_day


def rule_of(duty: Duty) -> CountedRule | None:
    """Return the counted rule of the duty's item, None where it is filed by hand."""
    return getattr(duty.assignment.item, "counted_rule", None) if duty.assignment else None


def counting(duty: Duty) -> int:
    """Return how many talks count for the duty now: not replaced, not struck off."""
    return _standing(TalkCount.objects.filter(duty=duty)).count()


def _standing(counts: QuerySet[TalkCount]) -> QuerySet[TalkCount]:
    return counts.filter(talk__replaced_by__isnull=True, talk__strike__isnull=True)


def with_progress(duties: QuerySet[Any]) -> QuerySet[Any]:
    """Add `counted` and `minimum` to counted duties."""
    rows = _standing(TalkCount.objects.filter(duty=OuterRef("pk"))).order_by()
    counted = rows.values("duty").annotate(n=Count("pk")).values("n")
    return duties.annotate(
        counted=Coalesce(Subquery(counted, output_field=IntegerField()), 0),
        minimum=F("assignment__item__counted_rule__minimum"),
    )


def counted_duties(user: Any) -> QuerySet[Any]:
    """Return the visible duties that are done by recording talks, with light and progress."""
    rows = duties_visible_to(user).filter(
        assignment__item__counted_rule__isnull=False, part__isnull=True
    )
    return with_progress(with_light(rows)).select_related(
        "unit", "assignment__item__checklist", "assignment__item__counted_rule"
    )


def fits(rule: CountedRule, talk: TalkRecord) -> bool:
    """Tell whether the rule counts a talk like this."""
    if rule.measure not in (CountedMeasure.FIRST_FORM, talk.measure):
        return False
    return rule.talker == Talker.LEADER or talk.role == Talker.PRINCIPAL


def duties_counting(talk: TalkRecord) -> list[Duty]:
    """Return the unit's duties in whose period the talk lies and whose rule counts it."""
    rows = Duty.objects.filter(
        unit_id=talk.unit_id,
        withdrawn_at__isnull=True,
        part__isnull=True,
        assignment__item__counted_rule__isnull=False,
        period_key__in=_keys(talk.talked_on),
    ).select_related("unit", "assignment__item__counted_rule")
    return [duty for duty in rows.order_by("pk") if _counts(duty, talk)]


def _counts(duty: Duty, talk: TalkRecord) -> bool:
    rule = rule_of(duty)
    return rule is not None and fits(rule, talk)


def _keys(day: dt.date) -> list[str]:
    """Return the keys of every period the day lies in: month, quarter, half-year, year."""
    found = (rules.span_of(period, day) for period in rules.PERIODS)
    return [span.key for span in found if span is not None]


@dataclass(frozen=True)
class Cell:
    """One unit's count in one period: the duty says how it stands."""

    duty: Any

    @property
    def is_short(self) -> bool:
        """Tell whether the talks no longer bear out a concluded duty."""
        return self.duty.closed_at is not None and self.duty.counted < self.duty.minimum


@dataclass(frozen=True)
class GridRow:
    """One unit under one rule, period by period; None where the unit has no such duty."""

    unit: Unit
    cells: list[Cell | None]


@dataclass(frozen=True)
class Grid:
    """One item's counted rule in one year: every unit, every period."""

    year: int
    rule: CountedRule
    keys: list[str]
    rows: list[GridRow]

    @property
    def unmet(self) -> int:
        """Return how many periods are overdue."""
        return sum(
            cell is not None and cell.duty.light == "red" for row in self.rows for cell in row.cells
        )

    @property
    def unmet_query(self) -> str:
        """Return the filters under which the list of duties shows the overdue periods."""
        return urlencode({"counted": self.rule.item.number, "year": self.year, "light": "red"})


def grids(user: Any, year: int, unit: Unit | None = None) -> list[Grid]:
    """Return a grid for each counted item of the year, for the visible units or for one."""
    rows = counted_duties(user).filter(year=year)
    if unit is not None:
        rows = rows.filter(unit=unit)
    by_item: dict[str, list[Any]] = {}
    for duty in rows.order_by("assignment__item__position", "unit__position", "unit_id", "pk"):
        by_item.setdefault(duty.assignment.item.number, []).append(duty)
    return [_grid(duties, year) for duties in by_item.values()]


def _grid(duties: list[Any], year: int) -> Grid:
    item = duties[-1].assignment.item
    keys = [span.key for span in rules.spans(item.period, year)]
    found: dict[int, dict[str, Cell]] = {}
    units: dict[int, Unit] = {}
    for duty in duties:
        units[duty.unit_id] = duty.unit
        found.setdefault(duty.unit_id, {})[duty.period_key] = Cell(duty)
    rows = [GridRow(units[pk], [cells.get(key) for key in keys]) for pk, cells in found.items()]
    return Grid(year, item.counted_rule, keys, rows)


def short_duties(user: Any) -> QuerySet[Any]:
    """Return concluded duties that the talks left no longer bear out: the office looks at them.

    Only a record struck off or corrected takes a talk away, so the search begins there: every
    page asks for the number.
    """
    gone = Q(talk__in=TalkStrike.objects.values("talk")) | Q(
        talk__in=TalkRecord.objects.filter(replaces__isnull=False).values("replaces")
    )
    touched = TalkCount.objects.filter(gone).values("duty")
    return counted_duties(user).filter(
        pk__in=touched, closed_at__isnull=False, counted__lt=F("minimum")
    )


def lacking(user: Any, unit: Unit) -> list[Any]:
    """Return the unit's begun duties that still lack talks, the earliest end first."""
    rows = counted_duties(user).filter(unit=unit, closed_at__isnull=True)
    day = clock.today()
    return [
        duty
        for duty in rows.order_by("ends_at", "pk")
        if duty.period_key in _keys(day) or duty.ends_at <= clock.now()
    ]


def unmet(units: Units, since: dt.date, until: dt.date) -> list[Any]:
    """Return the units' duties that ended in the span, both days included, with too few talks.

    What was made up for late was too few when it counted.
    """
    now = clock.now()
    rows = Duty.objects.filter(
        Q(is_late=True) | Q(closed_at__isnull=True, ends_at__lte=now),
        unit__in=units,
        withdrawn_at__isnull=True,
        part__isnull=True,
        assignment__item__counted_rule__isnull=False,
        ends_at__gt=clock.start_of(since),
        ends_at__lte=clock.end_of(until),
    )
    return list(rows.order_by("ends_at", "pk"))


def last_day(duty: Duty) -> dt.date:
    """Return the last day on which a talk could still be counted in time."""
    return due_day(duty.ends_at)
