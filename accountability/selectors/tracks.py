"""Two tracks, persons and matters: one count of the problems found, broken down three ways (P03).

What concerns both a person and a matter stands on either track and is counted once in the total:
total = persons + matters - both.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth

from accountability.enums import FindingSource, Track
from accountability.models import Finding
from accountability.selectors.findings import Tracks, findings_visible_to, standing
from supervision import clock
from supervision.organizations.models import Unit
from supervision.web.formats import month_name

#: The list of problems can be narrowed to a month so far back.
MONTHS = 24


@dataclass(frozen=True)
class TrackRow:
    """One line of a breakdown; `query` narrows the list to its rows, "" where none can."""

    label: str
    tracks: Tracks
    query: str


@dataclass(frozen=True)
class TrackPage:
    """The whole, and the same problems by source, by unit and by month."""

    whole: Tracks
    by_source: list[TrackRow]
    by_unit: list[TrackRow]
    by_month: list[TrackRow]


def _counted(findings: QuerySet[Finding], field: str) -> dict[Any, Tracks]:
    """Return the tracks for each value of the field, in one grouped read."""
    rows = findings.order_by().values_list(field, "track").annotate(n=Count("pk"))
    found: dict[Any, dict[str, int]] = {}
    for value, track, count in rows:
        found.setdefault(value, {})[track] = count
    return {value: _tracks(counts) for value, counts in found.items()}


def _tracks(counts: dict[str, int]) -> Tracks:
    return Tracks(
        person=counts.get(Track.PERSON, 0),
        matter=counts.get(Track.MATTER, 0),
        both=counts.get(Track.BOTH, 0),
    )


def together(rows: Iterable[Tracks]) -> Tracks:
    """Add up what several lines count."""
    parts = list(rows)
    return Tracks(
        person=sum(one.person for one in parts),
        matter=sum(one.matter for one in parts),
        both=sum(one.both for one in parts),
    )


def track_page(user: Any) -> TrackPage:
    """Count the problems the account may see, without those withdrawn."""
    findings = standing(findings_visible_to(user))
    sources = _counted(findings, "source")
    labels = dict(FindingSource.choices)
    names = dict(
        Unit.objects.filter(findings__in=findings.order_by().values("pk"))
        .order_by("position", "pk")
        .values_list("pk", "short_name")
    )
    units = _counted(findings, "unit")
    months = _counted(findings.annotate(month=TruncMonth("found_on")), "month")
    return TrackPage(
        whole=together(sources.values()),
        by_source=_rows(sources, labels, lambda value: str(labels[value]), "source"),
        by_unit=_rows(units, names, lambda value: names[value], "unit"),
        by_month=_by_month(months),
    )


def _rows(
    counted: dict[Any, Tracks], order: Iterable[Any], label: Callable[[Any], str], parameter: str
) -> list[TrackRow]:
    return [
        TrackRow(label(value), counted[value], f"{parameter}={value}")
        for value in order
        if value in counted
    ]


def _by_month(months: dict[dt.date, Tracks]) -> list[TrackRow]:
    today = clock.today()
    first = today.year * 12 + today.month - MONTHS
    return [
        TrackRow(
            month_name(month),
            months[month],
            f"month={month:%Y-%m}" if month.year * 12 + month.month > first else "",
        )
        for month in sorted(months, reverse=True)
    ]
