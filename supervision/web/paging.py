"""Pages of long lists: keys first, from the nearer end, from the nearest step of a ladder.

A page is found in two reads. The first walks keys alone, which a covering index answers without
touching a row; the second fetches the rows of the page with all that is drawn of them. Skipping
to page 10,000 costs what lies between it and the nearest known position: the start, the end, or
a step of the list's ladder. Totals are never remembered: they are counted, or kept by the
database itself (a ladder), so that they cannot drift.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import accumulate
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, OrderBy, QuerySet
from django.db.models.functions import Coalesce

#: Up to this many matching rows a page sorts them all. Where few rows match, the planner's guess
#: how soon a walk in order meets the first 25 is the one thing that can go wrong by a factor of
#: a thousand; sorting costs little more than the count that was just made.
SORT_WHOLE = 50_000


@dataclass(frozen=True)
class Ladder:
    """How many rows of an unfiltered list lie at each step of `field`, lowest step first.

    `steps` are (instant at which the step starts, rows in it); counters that triggers keep in
    the transaction of each change give them, so that their sum is the exact total.
    """

    field: str
    steps: Sequence[tuple[datetime, int]]

    @property
    def total(self) -> int:
        """Return how many rows the list has."""
        return sum(count for _start, count in self.steps)


@dataclass(frozen=True)
class Seek:
    """Where to begin: a bound on the ladder's field, the rows to skip, and the direction."""

    bound: dict[str, datetime]
    skip: int
    backwards: bool


class KeyPage(Page):
    """One page whose rows are ready."""


class KeyPaginator(Paginator):
    """Cut a queryset into pages; the same rows on each page as OFFSET would give."""

    def __init__(self, rows: QuerySet[Any], per_page: int, ladder: Ladder | None = None) -> None:
        super().__init__(rows, per_page)
        self.rows = rows
        self.ladder = ladder

    @cached_property
    def count(self) -> int:
        """Return the exact total."""
        return self.ladder.total if self.ladder else self.rows.count()

    def page(self, number: Any) -> KeyPage:
        """Return the page with its rows in order; raises InvalidPage as Django's paginator."""
        number = self.validate_number(number)
        bottom = (number - 1) * self.per_page
        top = min(bottom + self.per_page, self.count)
        return KeyPage(self._between(bottom, top), number, self)

    def _between(self, bottom: int, top: int) -> list[Any]:
        if bottom >= top:
            return []
        if not _is_plain(self.rows):
            return list(self.rows[bottom:top])
        keys = self._keys(bottom, top)
        found = {row.pk: row for row in self.rows.order_by().filter(pk__in=keys)}
        # A row that went between the two reads is left out.
        return [found[key] for key in keys if key in found]

    def _keys(self, bottom: int, top: int) -> list[Any]:
        order = ordering(self.rows)
        seek = nearest(bottom, top, self.count)
        if self.ladder and order and _names(order[0]) == self.ladder.field:
            seek = min(
                [seek, *_from_steps(self.ladder, bottom, top, _is_descending(order[0]))],
                key=lambda each: each.skip,
            )
        rows = self.rows.filter(**seek.bound) if seek.bound else self.rows
        if not self.ladder and self.count <= SORT_WHOLE:
            order = [_unindexed(each) for each in order]
        rows = rows.order_by(*order)
        if seek.backwards:
            rows = rows.reverse()
        keys = list(rows.values_list("pk", flat=True)[seek.skip : seek.skip + top - bottom])
        return keys[::-1] if seek.backwards else keys


def _is_plain(rows: QuerySet[Any]) -> bool:
    """Tell whether a row of the queryset is a row of its table, found again by its key."""
    query = rows.query
    return not (
        query.combinator or query.distinct or query.is_sliced or query.group_by is not None
    ) and bool(ordering(rows))


def ordering(rows: QuerySet[Any]) -> list[Any]:
    """Return the order of a queryset as expressions, its own or its model's."""
    names = rows.query.order_by or rows.model._meta.ordering or ()
    return [_expression(name) for name in names]


def _expression(name: Any) -> Any:
    if isinstance(name, OrderBy):
        return name
    if not isinstance(name, str):
        return name.asc() if hasattr(name, "asc") else name
    return F(name[1:]).desc() if name.startswith("-") else F(name.removeprefix("+")).asc()


def _names(order: Any) -> str:
    """Return the field an order goes by, or "" where it goes by an expression."""
    return getattr(getattr(order, "expression", None), "name", "")


def _is_descending(order: Any) -> bool:
    return bool(getattr(order, "descending", False))


def _unindexed(order: Any) -> Any:
    """Return the same order in a writing that no index serves."""
    if not isinstance(order, OrderBy) or not isinstance(order.expression, F):
        return order
    twice = Coalesce(order.expression, order.expression)
    return OrderBy(
        twice, order.descending, nulls_first=order.nulls_first, nulls_last=order.nulls_last
    )


def nearest(bottom: int, top: int, total: int) -> Seek:
    """Begin at the nearer end of the list."""
    from_end = total - top
    return Seek({}, from_end, True) if from_end < bottom else Seek({}, bottom, False)


def _from_steps(ladder: Ladder, bottom: int, top: int, descending: bool) -> list[Seek]:
    """Return the ways to the rows from the steps around them.

    Counted from the lowest row up, the slice is [low, high): a walk upwards can start at any step
    at or below `low`, a walk downwards below any step at or above `high`.
    """
    total = ladder.total
    low, high = (total - top, total - bottom) if descending else (bottom, top)
    below = [0, *accumulate(count for _start, count in ladder.steps)]
    ways = []
    under = max(n for n in range(len(ladder.steps)) if below[n] <= low)
    ways.append(
        Seek({f"{ladder.field}__gte": ladder.steps[under][0]}, low - below[under], descending)
    )
    over = [n for n in range(1, len(ladder.steps)) if below[n] >= high]
    if over:
        bound = {f"{ladder.field}__lt": ladder.steps[over[0]][0]}
        ways.append(Seek(bound, below[over[0]] - high, not descending))
    return ways
