"""The rows behind a figure: a figure names itself in the address, the ledger shows its rows.

A token is the kind of figure, its days, and what else narrows it, with colons between. The
ledger starts from what the reader may open, so that a figure never opens a clue.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import QuerySet

from cases.enums import StepStatus
from cases.models import Clue, Measure, Step
from cases.selectors.figures import blanks, forms
from cases.selectors.figures.periods import Span, read


def token(kind: str, span: Span, more: str = "") -> str:
    """Return how an address names the figure."""
    return ":".join(part for part in (kind, span.token, more) if part)


def behind(rows: QuerySet[Clue], name: str) -> QuerySet[Clue]:
    """Keep the rows that the figure counted; one that is not understood keeps none."""
    kind, _colon, rest = name.partition(":")
    days, _colon, more = rest.partition(":")
    span = read(days)
    if span is None or kind not in _ROWS:
        return rows.none()
    return _ROWS[kind](rows, span, more)


def _filed(rows: QuerySet[Clue], span: Span, more: str) -> QuerySet[Clue]:
    return rows.filter(blanks.filed(span))


def _handled(rows: QuerySet[Clue], span: Span, more: str) -> QuerySet[Clue]:
    return rows.filter(blanks.handled(span))


def _detained(rows: QuerySet[Clue], span: Span, more: str) -> QuerySet[Clue]:
    held = Measure.objects.filter(blanks.detained(span)).order_by()
    return rows.filter(pk__in=held.values("clue"))


def _left(rows: QuerySet[Clue], span: Span, more: str) -> QuerySet[Clue]:
    taken = _taken(span).filter(before=more)
    return rows.filter(pk__in=taken.values("clue"))


def _acted(rows: QuerySet[Clue], span: Span, more: str) -> QuerySet[Clue]:
    wanted = {"act": more} if more else {"act__startswith": "dispose_"}
    return rows.filter(pk__in=_taken(span).filter(**wanted).values("clue"))


def _formed(rows: QuerySet[Clue], span: Span, more: str) -> QuerySet[Clue]:
    return rows.filter(pk__in=forms.clues(span, more))


def _taken(span: Span) -> QuerySet[Step]:
    return Step.objects.filter(
        status=StepStatus.APPROVED, settled_at__gte=span.starts_at, settled_at__lt=span.ends_at
    ).order_by()


_ROWS: dict[str, Callable[[QuerySet[Clue], Span, str], QuerySet[Clue]]] = {
    "filed": _filed,
    "handled": _handled,
    "detained": _detained,
    "left": _left,
    "acted": _acted,
    "form": _formed,
}
