"""What the kernel itself puts on the home page: official documents."""

from typing import Any

from django.http import HttpRequest

from supervision import clock
from supervision.documents import kinds
from supervision.documents.selectors import deliveries, papers

#: Papers named on the home page of a unit.
SHOWN = 5


def papers_of_year(user: Any, request: HttpRequest) -> dict[str, Any] | None:
    """Load the papers issued this year by kind, and what is still waited for."""
    figures = papers.figures_of_year(user, clock.today().year)
    if not figures.total and not figures.receipt and not figures.reply:
        return None
    by_kind = [
        (kind.label, kind.code, figures.by_kind[kind.code])
        for kind in kinds.everything()
        if figures.by_kind.get(kind.code)
    ]
    return {"figures": figures, "by_kind": by_kind, "to_sign": papers.to_sign(user).count()}


def papers_received(user: Any, request: HttpRequest) -> dict[str, Any] | None:
    """Load what the account's units have still to receive or to reply to."""
    rows = deliveries.with_light(deliveries.to_answer(user))
    total = rows.count()
    return {"rows": rows[:SHOWN], "total": total} if total else None
