"""Who takes part in the clue, on its page."""

from typing import Any

from cases.models import Clue
from cases.selectors.team import avoidances_of, kinds_named_by, parts_of
from cases.workflow import CONCLUDED


def section(user: Any, clue: Clue) -> dict[str, Any] | None:
    """Return who takes part and whether the account names people; None before the assignment."""
    if clue.handling_office_id is None:
        return None
    return {
        "parts": parts_of(clue),
        "avoidances": avoidances_of(clue),
        "may_name": bool(kinds_named_by(user, clue)),
        "is_over": clue.status in CONCLUDED,
    }
