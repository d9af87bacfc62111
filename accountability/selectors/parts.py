"""A duty and its parts as a tree: what stands below it, and the chain above it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from accountability.models import Duty, DutyPart
from accountability.selectors.duties import duties_visible_to, with_light


@dataclass
class Node:
    """One part of a duty with its own parts; `is_open_to` says that the reader may open it."""

    duty: Any
    part: DutyPart
    is_open_to: bool
    below: list["Node"] = field(default_factory=list)

    @property
    def concluded(self) -> int:
        """Return how many of its own parts are concluded."""
        return sum(node.duty.closed_at is not None for node in self.below)


@dataclass(frozen=True)
class Tree:
    """A duty's parts, those withdrawn, and how far the whole has come."""

    nodes: list[Node]
    gone: list[DutyPart]

    @property
    def concluded(self) -> int:
        """Return how many parts are concluded."""
        return sum(node.duty.closed_at is not None for node in self.nodes)

    @property
    def left(self) -> int:
        """Return how many parts still stand before the conclusion of the whole."""
        return len(self.nodes) - self.concluded


def standing_parts(**of: Any) -> QuerySet[DutyPart]:
    """Return parts that were not withdrawn."""
    return DutyPart.objects.filter(withdrawn_at__isnull=True, **of)


def has_parts() -> Exists:
    """Return the condition that a duty has standing parts."""
    return Exists(standing_parts(parent=OuterRef("pk")))


def open_parts(duty: Duty) -> int:
    """Return how many parts of the duty are neither concluded nor withdrawn."""
    return standing_parts(parent=duty, duty__closed_at__isnull=True).count()


def tree_of(user: Any, duty: Duty) -> Tree:
    """Return the duty's parts in order, each with its light and its own parts."""
    made = list(
        DutyPart.objects.filter(parent=duty)
        .select_related("duty__unit", "withdrawn_by")
        .order_by("pk")
    )
    gone = [part for part in made if part.withdrawn_at is not None]
    rows = _below([duty.pk]) if len(gone) < len(made) else []
    further = _below([row.pk for row in rows])
    keys = [row.pk for row in (*rows, *further)]
    seen = set(duties_visible_to(user).filter(pk__in=keys).values_list("pk", flat=True))
    by_parent: dict[int, list[Node]] = {}
    for row in further:
        by_parent.setdefault(row.part.parent_id, []).append(Node(row, row.part, row.pk in seen))
    nodes = [Node(row, row.part, row.pk in seen, by_parent.get(row.pk, [])) for row in rows]
    return Tree(nodes, gone)


def _below(keys: Iterable[int]) -> list[Any]:
    rows = Duty.objects.filter(part__parent__in=list(keys), part__withdrawn_at__isnull=True)
    return list(with_light(rows.select_related("unit", "part")).order_by("number"))


def chain_of(duty: Duty) -> list[Duty]:
    """Return the duties above a part, the whole first; empty for a whole duty."""
    part = part_of(duty)
    if part is None:
        return []
    above = part_of(part.parent)
    return [above.parent, part.parent] if above is not None else [part.parent]


def part_of(duty: Duty) -> DutyPart | None:
    """Return what makes the duty a part of another, None for a whole duty."""
    return getattr(duty, "part", None)


def parts_visible_to(user: Any) -> QuerySet[DutyPart]:
    """Return the standing parts of the duties the account may see."""
    seen = duties_visible_to(user).order_by()
    rows = standing_parts(parent__in=seen.values("pk"))
    return rows.select_related("duty__unit", "parent__unit").order_by("pk")


def rows_of_tree(user: Any, duty: Duty) -> list[tuple[int, Any, DutyPart | None]]:
    """Return the tree depth first as (level, duty, part), the duty itself on level 1."""
    found: list[tuple[int, Any, DutyPart | None]] = [(1, duty, None)]
    for node in tree_of(user, duty).nodes:
        found.append((2, node.duty, node.part))
        found += [(3, each.duty, each.part) for each in node.below]
    return found
