"""What the search box finds among talks: records by number and place, never persons."""

from typing import Any

from django.urls import reverse

from accountability.selectors.talks import talks_visible_to
from supervision.dashboards.search import Hit, SearchResult, best, holding
from supervision.web import formats


def find_talks(user: Any, text: str, limit: int) -> SearchResult:
    """Find records of talks by number or place."""
    rows = talks_visible_to(user).filter(holding(text, "number", "place"))
    found, total = best(rows, limit, "-talked_on", "-id")
    hits = [
        Hit(
            talk.number,
            f"{talk.get_measure_display()} · {formats.full_date(talk.talked_on)}",
            reverse("accountability:talk", args=[talk.pk]),
            unit=talk.unit.short_name,
        )
        for talk in found
    ]
    return SearchResult(hits, total)
