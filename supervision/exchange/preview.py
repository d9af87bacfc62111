"""The sheet as the check page shows it: each cell with the reason against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from supervision.exchange.problems import Problem, letter


@dataclass(frozen=True)
class PreviewCell:
    """One cell: its text, and why it is bad."""

    text: str
    reason: str = ""


@dataclass(frozen=True)
class PreviewRow:
    """One row: its number in the sheet, its cells, and what is wrong with it as a whole."""

    number: int
    cells: list[PreviewCell]
    reason: str = ""


@dataclass(frozen=True)
class Preview:
    """The part of a sheet that is shown."""

    letters: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    rows: list[PreviewRow] = field(default_factory=list)


def preview_rows(stored: Mapping[str, Any], problems: Sequence[Problem]) -> Preview:
    """Return the stored preview with the problems at their cells."""
    reasons: dict[tuple[int, int], list[str]] = defaultdict(list)
    for problem in problems:
        reasons[problem.row, problem.index].append(problem.text)
    columns: list[int] = stored.get("columns", [])
    rows = [
        PreviewRow(
            row["number"],
            [
                PreviewCell(text, " ".join(reasons.get((row["number"], index), ())))
                for index, text in zip(columns, row["cells"], strict=True)
            ],
            " ".join(reasons.get((row["number"], -1), ())),
        )
        for row in stored.get("rows", [])
    ]
    return Preview([letter(index) for index in columns], stored.get("headings", []), rows)
