"""Every unit as a cell of one picture, coloured by its worst light, in groups."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from accountability.selectors import overview
from accountability.selectors.overview import UnitCounts
from supervision.organizations.enums import RESPONSIBLE_KINDS, UnitKind
from supervision.organizations.models import Unit
from supervision.web.lights import URGENCY

#: The ways to sort the cells of a group.
ORDERS = ("units", "worst", "most")
#: Large cells write their figures out; beyond this many units the picture starts small.
LARGE_UNTIL = 300


@dataclass(frozen=True)
class Group:
    """Units that belong together: of one kind, or below one parent."""

    label: str
    rows: list[UnitCounts]

    @property
    def red(self) -> int:
        """Return how many units of the group have overdue duties."""
        return sum(1 for row in self.rows if row.counts["red"])


@dataclass(frozen=True)
class Picture:
    """The whole picture as one reader asked for it.

    `by_light` and `totals` speak of every unit in reach, whatever is filtered.
    """

    groups: list[Group]
    shown: int
    by_light: dict[str, int]
    totals: dict[str, int]
    stamp: str


def picture(user: Any, *, kind: str = "", light: str = "", order: str = "units") -> Picture:
    """Return the units in reach, narrowed to a kind and a worst light."""
    rows = overview.unit_counts(user)
    worst = Counter(row.light.value for row in rows)
    shown = [row for row in rows if kind in ("", row.unit.kind) and light in ("", row.light.value)]
    return Picture(
        groups=_groups(shown, order),
        shown=len(shown),
        by_light={name: worst[name] for name in URGENCY if name != "paused"},
        totals=overview.totals(rows),
        stamp=_stamp(rows),
    )


def kinds() -> list[tuple[str, str]]:
    """Return the kinds of unit that the picture shows."""
    return [(kind.value, str(kind.label)) for kind in RESPONSIBLE_KINDS]


def _groups(rows: list[UnitCounts], order: str) -> list[Group]:
    """Group by parent where there are several, then by kind."""
    found: dict[tuple[str, str], list[UnitCounts]] = {}
    for row in rows:
        parent = row.unit.path[: -Unit.steplen]
        found.setdefault((parent, row.unit.kind), []).append(row)
    names = _names({parent for parent, _kind in found})
    return [
        Group(_label(names, parent, kind), _sorted(members, order))
        for (parent, kind), members in sorted(found.items(), key=_place)
    ]


def _place(group: tuple[tuple[str, str], list[UnitCounts]]) -> tuple[str, int]:
    (parent, kind), _members = group
    return parent, list(UnitKind.values).index(kind)


def _names(parents: set[str]) -> dict[str, str]:
    """Return the short names of the parents; none where all units have the same one."""
    if len(parents) < 2:
        return {}
    return dict(Unit.objects.filter(path__in=parents).values_list("path", "short_name"))


def _label(names: dict[str, str], parent: str, kind: str) -> str:
    word = str(UnitKind(kind).label)
    return f"{names[parent]} · {word}" if parent in names else word


def _sorted(rows: list[UnitCounts], order: str) -> list[UnitCounts]:
    if order == "worst":
        return sorted(rows, key=lambda row: (-row.counts["red"], -row.counts["yellow"]))
    if order == "most":
        return sorted(rows, key=lambda row: -row.total)
    return rows


def _stamp(rows: Iterable[UnitCounts]) -> str:
    """Return a mark that changes with any figure: a page that shows it already needs no other."""
    digest = hashlib.blake2s(digest_size=8)
    for row in rows:
        digest.update(f"{row.unit.pk}:{sorted(row.counts.items())};".encode())
    return digest.hexdigest()
