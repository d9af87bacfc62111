"""Panel of a unit's home page: how many talks its counted tasks still need."""

from typing import Any

from django.http import HttpRequest

from accountability.permissions import RECORD_TALK
from accountability.selectors import talk_page


def own_talks(user: Any, request: HttpRequest) -> dict[str, Any] | None:
    """Load the counted tasks that still lack talks; None where none does."""
    rows = talk_page.own_counts(user)
    if not rows:
        return None
    return {"rows": rows, "may_record": user.can(RECORD_TALK)}
