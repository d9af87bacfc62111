"""What the search box finds among doubts."""

from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from accountability.doubt_words import measure_words
from accountability.selectors.doubts import doubts_visible_to
from supervision.dashboards.search import Hit, SearchResult, best, holding


def find_doubts(user: Any, text: str, limit: int) -> SearchResult:
    """Find doubts by the task, the receipt or the unit of the record they are about."""
    rows = doubts_visible_to(user).filter(
        holding(text, "filing__duty__title", "filing__receipt", "unit__short_name")
    )
    found, total = best(rows, limit, "-id")
    hits = [
        Hit(
            str(row.get_kind_display()),
            f"{row.filing.receipt if row.filing else row.detail} · {measure_words(row)}",
            reverse("accountability:doubt", args=[row.pk]),
            unit=row.unit.short_name,
        )
        for row in found
    ]
    return SearchResult(hits, total, f"{reverse('accountability:doubts')}?{urlencode({'q': text})}")
