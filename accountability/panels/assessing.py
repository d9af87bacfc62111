"""The assessors' part of the home page: their units, and how far each has come."""

from typing import Any

from django.http import HttpRequest

from accountability.selectors import assessing


def units_to_assess(user: Any, request: HttpRequest) -> dict[str, Any] | None:
    """Load the units of the account's own group; None where none is assigned."""
    rows = assessing.progress_of(assessing.sheets_visible_to(user))
    return {"rows": rows} if rows else None
