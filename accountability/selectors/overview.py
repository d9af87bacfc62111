"""The district at a glance: every unit with its duties by light, from two grouped reads."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from accountability.models import Duty, DutyTally
from accountability.permissions import READ
from supervision import clock
from supervision.accounts.selectors import unit_scope
from supervision.deadlines.enums import Light
from supervision.organizations.enums import RESPONSIBLE_KINDS
from supervision.organizations.models import Unit


@dataclass
class UnitCounts:
    """One unit and how many of its duties stand at each light."""

    unit: Unit
    counts: dict[str, int] = field(default_factory=dict)
    late: int = 0

    @property
    def total(self) -> int:
        """Return every duty of the unit that counts."""
        return sum(self.counts.values())

    @property
    def due(self) -> int:
        """Return the duties that were to be concluded by now: concluded and overdue."""
        return self.counts["green"] + self.counts["red"]

    @property
    def rate(self) -> float:
        """Return the filing rate in percent: of what was due by now, how much is concluded."""
        return 100.0 * self.counts["green"] / self.due if self.due else 100.0

    @property
    def light(self) -> Light:
        """Return the unit's worst light."""
        for light in (Light.RED, Light.YELLOW):
            if self.counts[light.value]:
                return light
        unfinished = self.counts["neutral"] + self.counts["paused"]
        return Light.GREEN if self.counts["green"] and not unfinished else Light.NEUTRAL


def responsible_units(user: Any) -> QuerySet[Unit]:
    """Return the units that carry the two responsibilities and that the account may see."""
    if not user.can(READ):
        return Unit.objects.none()
    scope = unit_scope(user, "")
    units = Unit.objects.filter(scope, kind__in=RESPONSIBLE_KINDS, is_active=True)
    return units.order_by("position", "id")


def _open_counts(units: QuerySet[Unit], now: dt.datetime) -> dict[int, dict[str, int]]:
    running = Q(paused_at__isnull=True)
    rows = (
        Duty.objects.filter(closed_at__isnull=True, withdrawn_at__isnull=True)
        .filter(unit__in=units.order_by().values("pk"))
        .order_by()
        .values("unit_id")
        .annotate(
            red=Count("unit_id", filter=running & Q(ends_at__lte=now)),
            yellow=Count("unit_id", filter=running & Q(ends_at__gt=now, warn_at__lte=now)),
            neutral=Count("unit_id", filter=running & Q(ends_at__gt=now, warn_at__gt=now)),
            paused=Count("unit_id", filter=Q(paused_at__isnull=False)),
        )
    )
    return {
        row["unit_id"]: {name: row[name] for name in ("red", "yellow", "neutral", "paused")}
        for row in rows
    }


def unit_counts(user: Any) -> list[UnitCounts]:
    """Return every responsible unit of the account's scope with its counts by light.

    Every year counts, as on the lists that the figures open.
    """
    now = clock.now()
    units = responsible_units(user)
    open_counts = _open_counts(units, now)
    tallies = {
        unit_id: (concluded, late)
        for unit_id, concluded, late in DutyTally.objects.order_by()
        .values_list("unit_id")
        .annotate(Sum("concluded"), Sum("late"))
    }
    found = []
    for unit in units:
        opened = open_counts.get(unit.pk, {})
        concluded, late = tallies.get(unit.pk, (0, 0))
        counts = {light.value: opened.get(light.value, 0) for light in Light}
        counts[Light.GREEN.value] = concluded
        found.append(UnitCounts(unit=unit, counts=counts, late=late))
    return found


def totals(rows: list[UnitCounts]) -> dict[str, int]:
    """Return the sum of the units' counts, light by light."""
    total: Counter[str] = Counter()
    for row in rows:
        total.update(row.counts)
    return {light.value: total[light.value] for light in Light}
