"""The sheet as the check page shows it: each cell with the reason against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from supervision.exchange import rules
from supervision.exchange.cells import Cells
from supervision.exchange.importers import Importer, Row
from supervision.exchange.layout import Layout, cell_at
from supervision.exchange.problems import Problem, letter

SHOWN = 20


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


class Excerpt:
    """The first rows that have errors, filled up with the first that have none."""

    def __init__(self, importer: Importer) -> None:
        self._importer = importer
        self._bad: dict[int, list[str]] = {}
        self._good: dict[int, list[str]] = {}
        self._columns: list[int] = []
        self._keys: list[str] = []
        self._headings: list[str] = []

    def take_headings(self, layout: Layout) -> None:
        """Note the columns in the order of the sheet."""
        order = sorted(layout.columns.items(), key=lambda pair: pair[1])
        self._keys = [key for key, _index in order]
        self._columns = [index for _key, index in order]
        self._headings = [rules.clean(str(layout.headings[index])) for index in self._columns]

    def take(self, number: int, cells: Cells, *, is_bad: bool) -> None:
        """Keep the row as it stands in the sheet, while there is room."""
        kept = self._bad if is_bad else self._good
        if len(kept) < SHOWN:
            kept[number] = [
                self._shown(key, cell_at(cells, index))
                for key, index in zip(self._keys, self._columns, strict=True)
            ]

    def take_read(self, row: Row) -> None:
        """Keep a row that was found bad after it had been read."""
        if row.number in self._bad or len(self._bad) >= SHOWN:
            return
        texts = [self._shown(key, row[key]) for key in self._keys]
        self._bad[row.number] = self._good.pop(row.number, texts)

    def _shown(self, key: str, value: Any) -> str:
        return self._importer.field(key).shown(value)[:60]

    def stored(self) -> dict[str, Any]:
        """Return the excerpt as JSON, or nothing when no table was found."""
        if not self._columns:
            return {}
        room = SHOWN - len(self._bad)
        rows = self._bad | dict(sorted(self._good.items())[:room])
        return {
            "headings": self._headings,
            "columns": self._columns,
            "rows": [{"number": number, "cells": rows[number]} for number in sorted(rows)],
        }


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
