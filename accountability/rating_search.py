"""What the search box finds among objections and materials, each within the reader's scope."""

from typing import Any

from django.urls import reverse

from accountability.selectors.material_records import materials_visible_to
from accountability.selectors.ratings import objections_visible_to
from supervision.dashboards.search import Hit, SearchResult, best, holding
from supervision.web import formats


def find_objections(user: Any, text: str, limit: int) -> SearchResult:
    """Find objections by their words, by task or by receipt."""
    rows = objections_visible_to(user).filter(
        holding(text, "reason", "filing__duty__title", "filing__receipt")
    )
    found, total = best(rows, limit, "-id")
    hits = [
        Hit(
            objection.filing.duty.title,
            f"{objection.get_status_display()} · {formats.short_date(objection.raised_at)}",
            reverse("accountability:objection", args=[objection.pk]),
            unit=objection.filing.unit.short_name,
        )
        for objection in found
    ]
    return SearchResult(hits, total)


def find_materials(user: Any, text: str, limit: int) -> SearchResult:
    """Find materials by title or by what was seen."""
    rows = materials_visible_to(user).filter(holding(text, "title", "summary"))
    found, total = best(rows, limit, "-held_on", "-id")
    hits = [
        Hit(
            row.title,
            f"{row.get_kind_display()} · {formats.short_date(row.held_on)}",
            reverse("accountability:material", args=[row.pk]),
            unit=row.unit.short_name,
        )
        for row in found
    ]
    return SearchResult(hits, total)
