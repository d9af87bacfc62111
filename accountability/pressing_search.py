"""What the search box finds of letters, falsified filings and talks, within the reader's reach."""

from typing import Any

from django.urls import reverse

from accountability.selectors import falsifications, letters, summonses
from supervision.dashboards.search import Hit, SearchResult, best, holding
from supervision.web import formats


def find_letters(user: Any, text: str, limit: int) -> SearchResult:
    """Find letters by number or unit."""
    rows = letters.letters_visible_to(user).filter(
        holding(text, "document__number", "unit__name", "unit__short_name")
    )
    found, total = best(rows, limit, "-drafted_at", "-id")
    hits = [
        Hit(
            row.document.number if row.document and row.document.number else row.unit.name,
            f"{row.get_kind_display()} · {letters.state_of(row)}",
            reverse("accountability:letter", args=[row.pk]),
            unit=row.unit.short_name,
        )
        for row in found
    ]
    return SearchResult(hits, total)


def find_falsified(user: Any, text: str, limit: int) -> SearchResult:
    """Find proposals by receipt, task or unit."""
    rows = falsifications.falsifications_visible_to(user).filter(
        holding(text, "filing__receipt", "filing__duty__title", "unit__name")
    )
    found, total = best(rows, limit, "-proposed_at", "-id")
    hits = [
        Hit(
            row.filing.duty.title,
            f"{row.filing.receipt} · {row.get_status_display()}",
            reverse("accountability:falsification", args=[row.pk]),
            unit=row.unit.short_name,
        )
        for row in found
    ]
    return SearchResult(hits, total)


def find_summonses(user: Any, text: str, limit: int) -> SearchResult:
    """Find talks by the person called or the unit."""
    rows = summonses.summonses_visible_to(user).filter(holding(text, "name", "unit__name"))
    found, total = best(rows, limit, "-planned_at", "-id")
    hits = [
        Hit(
            row.name,
            f"{row.get_status_display()} · {formats.short_date(row.planned_at)}",
            reverse("accountability:summons", args=[row.pk]),
            unit=row.unit.short_name,
        )
        for row in found
    ]
    return SearchResult(hits, total)
