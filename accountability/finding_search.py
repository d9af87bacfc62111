"""What the search box finds among problems, rectifications and plans."""

from typing import Any

from django.db.models import Q
from django.urls import reverse

from accountability.selectors import findings, plans, rectifications
from supervision.dashboards.search import Hit, SearchResult, best, holding


def find_findings(user: Any, text: str, limit: int) -> SearchResult:
    """Find problems by number or words; whoever is not shown names finds none by them."""
    condition = holding(text, "number", "title")
    if findings.may_see_names(user):
        condition |= holding(text, "holder_name")
    else:
        condition &= Q(holder_name="") | holding(text, "number")
    found, total = best(
        findings.findings_visible_to(user).filter(condition), limit, "-found_on", "-id"
    )
    hits = [
        Hit(
            findings.shown_title(user, row),
            f"{row.number} · {row.get_status_display()}",
            reverse("accountability:finding", args=[row.pk]),
            unit=row.unit.short_name,
        )
        for row in found
    ]
    return SearchResult(hits, total)


def find_rectifications(user: Any, text: str, limit: int) -> SearchResult:
    """Find rectifications by number or words, within what the reader is shown."""
    condition = holding(text, "number", "title", "requirement")
    if not findings.may_see_names(user):
        unnamed = Q(finding__isnull=True) | Q(finding__holder_name="")
        condition &= unnamed | holding(text, "number")
    rows = rectifications.standing(rectifications.rectifications_visible_to(user))
    found, total = best(rectifications.with_light(rows.filter(condition)), limit, "ends_at", "id")
    hits = [
        Hit(
            rectifications.shown_title(user, row),
            f"{row.number} · {row.owner_name}",
            reverse("accountability:rectification", args=[row.pk]),
            light=row.light,  # type: ignore[attr-defined]
            unit=row.unit.short_name,
        )
        for row in found
    ]
    return SearchResult(hits, total)


def find_plans(user: Any, text: str, limit: int) -> SearchResult:
    """Find plans by number or title."""
    rows = plans.plans_visible_to(user).filter(holding(text, "number", "title"))
    found, total = best(rows, limit, "-id")
    hits = [
        Hit(
            row.title,
            f"{row.number} · {row.get_status_display()}",
            reverse("accountability:plan", args=[row.pk]),
            unit=row.unit.short_name,
        )
        for row in found
    ]
    return SearchResult(hits, total)
