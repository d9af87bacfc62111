"""What the search box finds among patrols and traces, each within the reader's scope."""

from typing import Any

from django.urls import reverse

from accountability.selectors import patrols, traces
from supervision.dashboards.search import Hit, SearchResult, best, holding


def find_patrols(user: Any, text: str, limit: int) -> SearchResult:
    """Find patrols by name or number."""
    rows = patrols.patrols_visible_to(user).filter(holding(text, "name", "number"))
    found, total = best(rows, limit, "-created_at", "-id")
    hits = [
        Hit(row.name, row.number, reverse("accountability:patrol", args=[row.pk])) for row in found
    ]
    return SearchResult(hits, total)


def find_traces(user: Any, text: str, limit: int) -> SearchResult:
    """Find traces by problem, purpose or number."""
    rows = traces.traces_visible_to(user).filter(holding(text, "problem", "purpose", "number"))
    found, total = best(rows, limit, "-traced_at", "-id")
    hits = [
        Hit(
            row.problem,
            row.number,
            reverse("accountability:trace", args=[row.pk]),
            unit=row.unit.short_name,
        )
        for row in found
    ]
    return SearchResult(hits, total)
