"""One unit's two lists: main and supervision responsibility, category by category."""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch

from accountability.enums import ResponsibilityKind
from accountability.models import Assignment
from accountability.selectors.checklists import assignments_visible_to, by_category
from accountability.selectors.duties import duties_visible_to, with_light
from supervision.deadlines.enums import Light
from supervision.organizations.models import Unit

#: The order in which the counts of an item stand: what needs a hand first.
_ORDER = (Light.RED, Light.YELLOW, Light.NEUTRAL, Light.PAUSED, Light.GREEN)


def _in_order(counts: Counter[str]) -> list[tuple[str, int]]:
    return [(light.value, counts[light.value]) for light in _ORDER if counts[light.value]]


@dataclass
class Entry:
    """One item of the unit with the state of its duties."""

    assignment: Assignment
    counts: Counter[str] = field(default_factory=Counter)
    #: The open duty that ends first.
    next_duty: Any = None

    @property
    def item(self) -> Any:
        """Return the item."""
        return self.assignment.item

    @property
    def category(self) -> str:
        """Return the item's category."""
        return self.item.category

    @property
    def lights(self) -> list[tuple[str, int]]:
        """Return the lights that occur, with their counts."""
        return _in_order(self.counts)

    @property
    def total(self) -> int:
        """Return how many duties the item has brought."""
        return sum(self.counts.values())


@dataclass
class Tree:
    """One of the two lists as the unit carries it."""

    kind: ResponsibilityKind
    title: str
    entries: list[Entry]

    @property
    def label(self) -> str:
        """Return the responsibility in words."""
        return str(self.kind.label)

    @property
    def groups(self) -> list[tuple[str, list[Entry]]]:
        """Return the entries by category."""
        return by_category(self.entries)

    @property
    def counts(self) -> Counter[str]:
        """Return the counts of the whole list."""
        return sum((entry.counts for entry in self.entries), Counter())

    @property
    def lights(self) -> list[tuple[str, int]]:
        """Return the lights that occur in the list, with their counts."""
        return _in_order(self.counts)

    @property
    def score(self) -> Any:
        """Return the score of the whole list."""
        return sum(entry.item.score for entry in self.entries)


def trees_of(user: Any, unit: Unit, year: int) -> list[Tree]:
    """Return the unit's two lists of the year; a list without items comes out empty."""
    assignments = list(
        assignments_visible_to(user)
        .filter(unit=unit, item__checklist__year=year)
        .select_related("item__counted_rule")
        .prefetch_related(Prefetch("item__evidence"))
        .order_by("item__checklist__kind", "item__position", "pk")
    )
    entries = {assignment.pk: Entry(assignment) for assignment in assignments}
    whole = duties_visible_to(user).filter(assignment__in=assignments, part__isnull=True)
    for duty in with_light(whole):
        entry = entries[duty.assignment_id]
        entry.counts[duty.light] += 1
        if entry.next_duty is None and duty.light != Light.GREEN:
            entry.next_duty = duty
    by_kind: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries.values():
        by_kind[entry.item.checklist.kind].append(entry)
    return [
        Tree(
            kind,
            by_kind[kind.value][0].item.checklist.title if by_kind[kind.value] else "",
            by_kind[kind.value],
        )
        for kind in ResponsibilityKind
    ]


def years_of(user: Any, unit: Unit) -> list[int]:
    """Return the years in which the unit has lists, newest first."""
    rows = assignments_visible_to(user).filter(unit=unit).order_by("-item__checklist__year")
    return list(rows.values_list("item__checklist__year", flat=True).distinct())


def year_shown(years: list[int], asked: str, today: dt.date) -> int:
    """Return the year asked for if there is one, else this year, else the newest."""
    if asked.isdecimal() and len(asked) == 4 and int(asked) in years:
        return int(asked)
    if today.year in years or not years:
        return today.year
    return years[0]
