"""The safety incidents of a case, for its page."""

from typing import Any

from cases.enums.case_acts import CaseAct
from cases.models import Clue
from cases.selectors.outcomes_section import Line, button
from cases.workflow import CONCLUDED

#: Before somebody has the clue in hand nobody is met who could come to harm.
_NOT_BEGUN = frozenset({"registered", "assigned", "held"})


def section(user: Any, clue: Clue) -> dict[str, Any] | None:
    """Return the incidents with what the account may record; None where there is nothing."""
    rows = clue.incidents.select_related("clock", "recorded_by", "reported_by").order_by("-pk")
    lines = []
    for row in rows:
        report = None
        if row.reported_at is None:
            report = button(user, clue, CaseAct.INCIDENT_REPORT, row)
        lines.append(Line(row, [report] if report else [], row.clock.light_now()))
    waits = any(line.row.reported_at is None for line in lines)
    is_met = clue.status not in CONCLUDED | _NOT_BEGUN and not waits
    add = button(user, clue, CaseAct.INCIDENT_RECORD) if is_met else None
    if not lines and add is None:
        return None
    return {"lines": lines, "add": [add] if add else []}
