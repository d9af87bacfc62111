"""What the shell of a page knows of the past it shows."""

from typing import Any

from django.http import HttpRequest


def past(request: HttpRequest) -> dict[str, Any]:
    """Return the day shown, and whether the page can be asked for one."""
    return {
        "as_of": getattr(request, "as_of", None),
        "knows_past": getattr(request, "knows_past", False),
    }
