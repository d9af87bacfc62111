"""Where nothing happened, body by body: nought told from not known (A36)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from cases.enums import MeasureKind, MeasureStatus
from cases.models import Clue, Measure
from cases.selectors.bodies import handling_bodies, spells, took_part
from cases.selectors.figures.periods import Span, quarters
from supervision.organizations.models import Unit

#: What a matrix can ask for, in the order of the page.
SUBJECTS = ("filed", "detained", "handled")


@dataclass(frozen=True)
class Cell:
    """One body in one quarter; `count` is None where the body took no part in it."""

    part: str
    span: Span
    count: int | None

    @property
    def is_blank(self) -> bool:
        """Tell whether the body took part and nothing happened."""
        return self.count == 0


@dataclass(frozen=True)
class Line:
    """One body with its quarters."""

    body: Unit
    cells: list[Cell]

    @property
    def total(self) -> int | None:
        """Return the sum of the quarters in which the body took part; None without any."""
        known = [cell.count for cell in self.cells if cell.count is not None]
        return sum(known) if known else None

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing happened in the whole year."""
        return self.total == 0


@dataclass(frozen=True)
class Group:
    """The bodies of one kind: offices of the commission, stationed groups, townships."""

    kind: str
    lines: list[Line]

    @property
    def blanks(self) -> int:
        """Return how many of the bodies have nothing in the whole year."""
        return sum(line.is_blank for line in self.lines)


@dataclass(frozen=True)
class Matrix:
    """Every body by quarter of one year."""

    subject: str
    year: int
    parts: list[tuple[str, Span]]
    groups: list[Group]


def matrix(subject: str, year: int) -> Matrix:
    """Return how often it happened in each body and quarter of the year."""
    subject = subject if subject in SUBJECTS else SUBJECTS[0]
    parts = quarters(year)
    counted = {part: Counter(_COUNT[subject](span)) for part, span in parts}
    stretches = spells()
    groups: dict[str, list[Line]] = defaultdict(list)
    for body in handling_bodies():
        known = stretches.get(body.pk, [])
        cells = [
            Cell(
                part,
                span,
                counted[part][body.pk]
                if counted[part][body.pk] or took_part(known, span.since, span.until)
                else None,
            )
            for part, span in parts
        ]
        groups[body.kind].append(Line(body, cells))
    return Matrix(subject, year, parts, [Group(kind, lines) for kind, lines in groups.items()])


def filed(span: Span) -> Q:
    """Return the condition that keeps the cases filed in these days."""
    return Q(filed_on__gte=span.since, filed_on__lt=span.until)


def detained(span: Span) -> Q:
    """Return the condition that keeps the measures of detention begun in these days."""
    return Q(
        kind=MeasureKind.DETENTION,
        status__in=(MeasureStatus.RUNNING, MeasureStatus.ENDED),
        started_at__gte=span.starts_at,
        started_at__lt=span.ends_at,
    )


def handled(span: Span) -> Q:
    """Return the condition that keeps the clues received in these days."""
    return Q(received_at__gte=span.starts_at, received_at__lt=span.ends_at)


def _grouped(rows: QuerySet, office: str) -> dict[int, int]:
    counted = rows.order_by().values(body=F(office)).annotate(n=Count("pk"))
    return {row["body"]: row["n"] for row in counted if row["body"] is not None}


_COUNT: dict[str, Callable[[Span], dict[int, int]]] = {
    "filed": lambda span: _grouped(Clue.objects.filter(filed(span)), "handling_office"),
    "handled": lambda span: _grouped(Clue.objects.filter(handled(span)), "handling_office"),
    "detained": lambda span: _grouped(
        Measure.objects.filter(detained(span)), "clue__handling_office"
    ),
}
