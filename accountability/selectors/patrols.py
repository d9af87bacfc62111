"""Patrols: which there are, how far they have come, and what waits for an officer."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accountability.enums import Verdict
from accountability.models import (
    Filing,
    PatrolEntry,
    PatrolReading,
    PatrolRound,
    PatrolSample,
    SpotCheck,
)
from accountability.permissions import OVERSEE, PATROL
from accountability.selectors.avoidance import avoided_units
from accountability.selectors.newest import filings_visible_to
from supervision import clock
from supervision.organizations.models import Unit

#: So long a filing stays on an officer's desk before the next one may take it.
CLAIM = dt.timedelta(minutes=30)
#: More than this is no patrol any more: whoever opens it is asked to narrow it.
MOST = 5000


def patrols_visible_to(user: Any) -> QuerySet[PatrolRound]:
    """Return the patrols with their progress, newest first; units find none here."""
    if not (user.can(PATROL) or user.can(OVERSEE)):
        return PatrolRound.objects.none()
    entries = PatrolEntry.objects.filter(round=OuterRef("pk"))
    readings = _current(PatrolReading.objects.filter(entry__round=OuterRef("pk")))
    return (
        PatrolRound.objects.annotate(
            entry_count=_count(entries, "round"),
            read_count=_count(entries.filter(is_read=True), "round"),
            problem_count=_count(readings.filter(verdict=Verdict.PROBLEM), "entry__round"),
            check_count=_count(SpotCheck.objects.filter(round=OuterRef("pk")), "round"),
        )
        .select_related("created_by", "finished_by")
        .order_by("-created_at", "-id")
    )


def _current(readings: QuerySet[PatrolReading]) -> QuerySet[PatrolReading]:
    return readings.filter(corrected_by__isnull=True)


def _count(rows: QuerySet[Any], key: str) -> Coalesce:
    counted = rows.order_by().values(key).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def population(
    user: Any,
    *,
    units: list[Unit],
    category: str,
    since: dt.date,
    until: dt.date,
    skips_read: bool,
) -> QuerySet[Filing]:
    """Return the filings a patrol of this scope reads, unit by unit in the order of filing."""
    rows = filings_visible_to(user).filter(
        submitted_at__gte=clock.start_of(since), submitted_at__lt=clock.end_of(until)
    )
    if units:
        rows = rows.filter(unit__in=units)
    if category:
        rows = rows.filter(duty__assignment__item__category=category)
    if skips_read:
        rows = rows.exclude(patrol_entries__is_read=True)
    return rows.order_by("unit__position", "unit_id", "submitted_at", "id")


def waiting(patrol: PatrolRound, user: Any) -> QuerySet[PatrolEntry]:
    """Return what this officer may take up now: unread, on nobody else's desk, none to avoid."""
    rows = PatrolEntry.objects.filter(_free_for(user), round=patrol, is_read=False)
    return rows.exclude(unit__in=avoided_units(user))


def _free_for(user: Any) -> Q:
    """Return the condition that a filing lies on nobody else's desk."""
    free = Q(claimed_by__isnull=True) | Q(claimed_by_id=user.pk)
    return free | Q(claimed_at__lte=clock.now() - CLAIM)


def entries_visible_to(user: Any) -> QuerySet[PatrolEntry]:
    """Return the filings on patrol for those who patrol or oversee."""
    if not (user.can(PATROL) or user.can(OVERSEE)):
        return PatrolEntry.objects.none()
    return PatrolEntry.objects.select_related(
        "round", "unit", "claimed_by", "filing__submitted_by", "filing__duty__task_list"
    ).select_related("filing__duty__assignment__item__checklist")


def readings_visible_to(user: Any) -> QuerySet[PatrolReading]:
    """Return the words in force of every patrol, newest first."""
    if not (user.can(PATROL) or user.can(OVERSEE)):
        return PatrolReading.objects.none()
    rows = PatrolReading.objects.select_related(
        "entry__round", "entry__unit", "entry__filing__duty", "reader"
    )
    return _current(rows).order_by("-at", "-id")


def readings_of(filing: Filing) -> QuerySet[PatrolReading]:
    """Return the words in force about one filing, oldest first."""
    rows = PatrolReading.objects.filter(entry__filing=filing).select_related(
        "entry__round", "reader"
    )
    return _current(rows).order_by("id")


def history_of(entry: PatrolEntry) -> QuerySet[PatrolReading]:
    """Return everything said of the filing on this patrol, corrections last."""
    return entry.readings.select_related("reader").order_by("id")


@dataclass(frozen=True)
class UnitProgress:
    """How far the patrol has come in one unit."""

    unit_id: int
    name: str
    total: int
    read: int
    problems: int
    checks: int

    @property
    def left(self) -> int:
        """Return how many filings are not read yet."""
        return self.total - self.read

    @property
    def percent(self) -> int:
        """Return the share read, in whole percent."""
        return self.read * 100 // self.total


def progress_of(patrol: PatrolRound) -> list[UnitProgress]:
    """Return the progress unit by unit, in one query."""
    words = Q(readings__corrected_by__isnull=True)
    rows = (
        PatrolEntry.objects.filter(round=patrol)
        .order_by("unit__position", "unit_id")
        .values("unit_id", name=F("unit__short_name"))
        .annotate(
            total=Count("pk", distinct=True),
            read=Count("pk", filter=Q(is_read=True), distinct=True),
            problems=Count(
                "readings", filter=words & Q(readings__verdict=Verdict.PROBLEM), distinct=True
            ),
            checks=Count(
                "readings", filter=words & Q(readings__verdict=Verdict.FIELD_CHECK), distinct=True
            ),
        )
        .values_list("unit_id", "name", "total", "read", "problems", "checks")
    )
    return [UnitProgress(*row) for row in rows]


def desks_of(patrol: PatrolRound) -> QuerySet[PatrolEntry]:
    """Return which filings lie on somebody's desk now."""
    return (
        PatrolEntry.objects.filter(round=patrol, is_read=False, claimed_at__gt=clock.now() - CLAIM)
        .select_related("claimed_by", "unit")
        .order_by("position")
    )


def _waiting_for(user: Any) -> QuerySet[PatrolEntry]:
    """Return what waits for this officer in any open patrol."""
    if not user.can(PATROL):
        return PatrolEntry.objects.none()
    rows = PatrolEntry.objects.filter(_free_for(user), round__finished_at__isnull=True)
    return rows.filter(is_read=False).exclude(unit__in=avoided_units(user))


def open_to(user: Any) -> list[tuple[PatrolRound, int]]:
    """Return the open patrols in which something waits for this officer, and how much."""
    rows = _waiting_for(user).order_by().values("round").annotate(left=Count("pk"))
    left = dict(rows.values_list("round", "left"))
    patrols = PatrolRound.objects.filter(pk__in=left).order_by("created_at", "id")
    return [(patrol, left[patrol.pk]) for patrol in patrols]


def open_rounds(user: Any) -> QuerySet[PatrolRound]:
    """Return the patrols that wait for this officer."""
    return PatrolRound.objects.filter(pk__in=_waiting_for(user).order_by().values("round"))


def samples_of(patrol: PatrolRound) -> QuerySet[PatrolSample]:
    """Return every draw of the patrol, the first one first."""
    return patrol.samples.select_related("drawn_by").order_by("draw_number")
