"""The units of the invented district: commission, departments, townships and villages."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from accountability.demo import source

DISTRICT_CODE = "QJ"
COMMISSION_CODE = "QJ-JW"
STYLE_OFFICE_CODE = "QJ-S01"


@dataclass(frozen=True)
class UnitSeed:
    """One unit of the tree; `position` orders it among its siblings of the same kind."""

    code: str
    name: str
    short_name: str
    kind: str
    parent_code: str
    position: int


@dataclass(frozen=True)
class UnitFacts:
    """What texts about a reporting unit are filled with."""

    code: str
    short_name: str
    kind: str
    body: str
    supervisor: str
    group_code: str
    offices: tuple[str, ...]
    projects: tuple[str, ...]
    places: tuple[str, ...]
    villages: tuple[str, ...]
    basis: str


@cache
def reporting_rows() -> tuple[dict[str, Any], ...]:
    """Return the rows of the 42 reporting units in the order of their positions."""
    return tuple(sorted(source.rows("units_", "unit"), key=lambda row: row["position"]))


@cache
def units() -> tuple[UnitSeed, ...]:
    """Return every unit, parents before children."""
    return (
        UnitSeed(DISTRICT_CODE, "清江区", "清江区", "district", "", 1),
        UnitSeed(COMMISSION_CODE, "清江区纪委监委", "区纪委监委", "commission", DISTRICT_CODE, 1),
        *_commission_units("office", "office"),
        *_commission_units("group", "stationed_group"),
        *(_reporting(row) for row in reporting_rows()),
        *(village for row in reporting_rows() for village in _villages(row)),
    )


def departments() -> list[UnitSeed]:
    """Return the 34 departments."""
    return [unit for unit in units() if unit.kind == "department"]


def townships() -> list[UnitSeed]:
    """Return the 8 townships and streets."""
    return [unit for unit in units() if unit.kind == "township"]


def reporting_codes() -> list[str]:
    """Return the codes of the 42 units that file, in order."""
    return [row["code"] for row in reporting_rows()]


@cache
def facts() -> dict[str, UnitFacts]:
    """Return the facts of each reporting unit by its code."""
    return {row["code"]: _facts(row) for row in reporting_rows()}


def _commission_units(key: str, kind: str) -> list[UnitSeed]:
    found = source.table("commission")[key]
    return [
        UnitSeed(
            row["code"],
            row["name"],
            row.get("short_name", row["name"]),
            kind,
            COMMISSION_CODE,
            position,
        )
        for position, row in enumerate(found, start=1)
    ]


def _reporting(row: dict[str, Any]) -> UnitSeed:
    return UnitSeed(
        row["code"], row["name"], row["short_name"], row["kind"], DISTRICT_CODE, row["position"]
    )


def _villages(row: dict[str, Any]) -> list[UnitSeed]:
    return [
        UnitSeed(
            f"{row['code']}{position:02d}",
            f"{row['short_name']}{name}",
            name,
            "village",
            row["code"],
            position,
        )
        for position, name in enumerate(row.get("villages", ()), start=1)
    ]


def _facts(row: dict[str, Any]) -> UnitFacts:
    groups = {group["code"]: group["short_name"] for group in source.table("commission")["group"]}
    own = "街道纪工委" if row["short_name"].endswith("街道") else "镇纪委"
    return UnitFacts(
        code=row["code"],
        short_name=row["short_name"],
        kind=row["kind"],
        body=row["body"],
        supervisor=groups.get(row["group"], own),
        group_code=row["group"],
        offices=tuple(row["offices"]),
        projects=tuple(row["projects"]),
        places=tuple(row["places"]),
        villages=tuple(row.get("villages", ())),
        basis=row["basis"],
    )
