"""The home page's part about rectification: how it stands, and what is most urgent."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from accountability.selectors import findings, rectifications

#: So many rows stand on the home page; the rest is one click away.
ROWS = 5


def rectification(user: Any, request: HttpRequest) -> dict[str, Any] | None:
    """Load the figures by light, the two tracks, and the most urgent items; None without any."""
    items = rectifications.rectifications_visible_to(user)
    counts = rectifications.light_counts(items)
    tracks = findings.by_track(findings.findings_visible_to(user))
    if not tracks.total and not any(counts.values()):
        return None
    urgent = rectifications.with_light(items.filter(status__in=rectifications.UNDER_WAY))
    return {
        "counts": counts,
        "url": reverse("accountability:rectifications"),
        "tracks": tracks,
        "findings_url": reverse("accountability:findings"),
        "rows": [(row, rectifications.shown_title(user, row)) for row in urgent[:ROWS]],
    }
