"""Where clues come from, in a period and in the same days of the year before (C11)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from cases.enums import Source
from cases.models import Clue
from cases.rules.forms import growth
from cases.selectors.figures.periods import Span


@dataclass(frozen=True)
class SourceCount:
    """How many clues came from one source; an empty source is the sum of all."""

    source: str
    now: int
    before: int

    @property
    def label(self) -> str:
        """Return the source in words."""
        return str(Source(self.source).label) if self.source else ""

    @property
    def growth(self) -> float | None:
        """Return the change in per cent, one decimal; None without a base."""
        return growth(self.now, self.before)


def received(span: Span) -> Q:
    """Return the condition that keeps the clues received in these days."""
    return Q(received_at__gte=span.starts_at, received_at__lt=span.ends_at)


def by_source(span: Span, *, office: int | None = None) -> list[SourceCount]:
    """Return every source with its clues now and then, the fullest first, and their sum last."""
    rows = Clue.objects.order_by()
    if office is not None:
        rows = rows.filter(handling_office=office)
    counted = rows.values("source").annotate(
        now=Count("pk", filter=received(span)), then=Count("pk", filter=received(span.before))
    )
    found = {row["source"]: (row["now"], row["then"]) for row in counted}
    lines = [SourceCount(source, *found.get(source, (0, 0))) for source in Source.values]
    lines.sort(key=lambda line: (-line.now, -line.before))
    total = SourceCount("", sum(line.now for line in lines), sum(line.before for line in lines))
    return [*lines, total]
