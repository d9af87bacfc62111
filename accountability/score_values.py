"""Grades, schemes, scores and materials as they are entered, before they are rows."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class GradeData:
    """One grade as the office head enters it."""

    name: str
    points: Decimal
    is_failing: bool = False


@dataclass(frozen=True)
class LineData:
    """One line of a scheme as the office head enters it; the kind says which fields count."""

    source: str
    weight: Decimal | None = None
    empty: str = ""
    points_each: Decimal | None = None
    cap: Decimal | None = None
    ceiling: Decimal | None = None
    basis: str = ""


@dataclass(frozen=True)
class GroupData:
    """A group of units that are ranked together, by their kinds."""

    name: str
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class CategoryData:
    """One category of a round of scores with the most points it gives."""

    name: str
    full: Decimal
    standard: str = ""


@dataclass(frozen=True)
class CategoryPoints:
    """The points given for one category, by its key, and the words they were given for."""

    category_id: int
    points: Decimal
    reason: str


@dataclass(frozen=True)
class MaterialData:
    """A record of the four kinds as it is entered."""

    kind: str
    unit: Any
    held_on: dt.date
    body: str
    title: str
    summary: str
    evaluation: str
    problems: str = ""
