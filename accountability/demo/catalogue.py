"""The checklists of 2026: items of the two responsibilities and who carries them.

Every unit's list adds up to 100 points: the common items make 88, the three or four items from
the unit's own powers share 12.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from accountability.demo import source
from accountability.demo.units import facts

YEAR = 2026
CHECKLIST_TITLES = {
    "main": "清江区党委（党组）落实全面从严治党主体责任清单（2026年版）",
    "supervision": "清江区纪检监察机构落实监督责任清单（2026年版）",
}
_SCOPES = {"every": ("department", "township"), "department": ("department",)}


@dataclass(frozen=True)
class Evidence:
    """One material that belongs to a filing."""

    name: str
    is_required: bool


@dataclass(frozen=True)
class Item:
    """One checklist item; `unit_code` is empty for items several units carry.

    `due` is written as the portal reads it: "end" or "5WD" after the end of the period,
    "11-25" for yearly items, "5WD" after the event for items on event.
    """

    number: str
    kind: str
    category: str
    role: str
    period: str
    due: str
    score: int
    title: str
    content: str
    standard: str
    evidence: tuple[Evidence, ...]
    stages: tuple[str, ...]
    basis: str
    kinds: tuple[str, ...]
    unit_code: str
    sample: tuple[str, str]
    finding: str
    #: Measure, whose talks, how many a period, for an item that is done by recording talks.
    counted: tuple[str, str, int] | None = None


@cache
def items() -> tuple[Item, ...]:
    """Return every item: the common ones, then each unit's own in the order of the units."""
    found = [_item(row) for row in source.rows("items_", "item")]
    return tuple(sorted(found, key=lambda item: (item.unit_code, "镇" in item.number)))


@cache
def items_by_number() -> dict[str, Item]:
    """Return the items by their numbers."""
    return {item.number: item for item in items()}


def items_of(unit_code: str) -> list[Item]:
    """Return the 31 or 32 items the unit carries."""
    kind = facts()[unit_code].kind
    return [
        item
        for item in items()
        if item.unit_code == unit_code or (not item.unit_code and kind in item.kinds)
    ]


def assignments() -> list[tuple[Item, str]]:
    """Return the 1,323 pairs of item and unit code."""
    return [(item, code) for code in facts() for item in items_of(code)]


def _counted(row: dict[str, Any]) -> tuple[str, str, int] | None:
    if "counted" not in row:
        return None
    measure, talker, minimum = row["counted"]
    return measure, talker, minimum


def evidence_of(pairs: list[list[Any]]) -> tuple[Evidence, ...]:
    """Return the materials of a data row."""
    return tuple(Evidence(name, required) for name, required in pairs)


def _item(row: dict[str, Any]) -> Item:
    unit_code = row.get("unit", "")
    return Item(
        number=row["number"],
        kind=row["kind"],
        category=row["category"],
        role=row["role"],
        period=row["period"],
        due=row["due"],
        score=row["score"],
        title=row["title"],
        content=row["content"],
        standard=row["standard"],
        evidence=evidence_of(row["evidence"]),
        stages=tuple(row.get("stages", ())),
        basis=row.get("basis") or facts()[unit_code].basis,
        kinds=() if unit_code else _SCOPES.get(row["scope"], (row["scope"],)),
        unit_code=unit_code,
        sample=tuple(row.get("sample", ("", ""))),
        finding=row.get("finding", ""),
        counted=_counted(row),
    )
