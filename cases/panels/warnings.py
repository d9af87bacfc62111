"""The tiles of the home page that lead to the warnings."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import ngettext

from cases.selectors import warnings


def load(user: Any, request: HttpRequest) -> dict[str, Any]:
    """Count the terms that warn, as many as the list behind each tile shows."""
    counts = warnings.counts(warnings.warned_clocks(user))
    page = reverse("cases:warnings")
    clues = counts["red_clues"]
    return {
        "counts": counts,
        "clues": ngettext("on %(n)d clue", "on %(n)d clues", clues) % {"n": clues},
        "red_url": f"{page}?light=red",
        "yellow_url": f"{page}?light=yellow",
    }
