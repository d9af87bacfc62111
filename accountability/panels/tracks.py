"""Panel of the district overview: problems found on the two tracks (P03)."""

from typing import Any

from django.http import HttpRequest

from accountability.selectors.findings import by_track, findings_visible_to


def tracks(user: Any, request: HttpRequest) -> dict[str, Any] | None:
    """Load the two tracks with their equation; None while no problem was found."""
    found = by_track(findings_visible_to(user))
    return {"tracks": found} if found.total else None
