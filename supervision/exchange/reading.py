"""Open a workbook and hand out its sheets as grids, merged cells resolved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetVisibleEnum,
    load_workbook,
)

from supervision.exchange.archives import inspect
from supervision.exchange.problems import FileRefused, letter

Cells = list[Any]
# Row and column of the first and the last cell, counted from 0.
Area = tuple[int, int, int, int]

_DAMAGE = (CalamineError, OSError, ValueError)


class FormulaError:
    """Stands in a cell whose formula shows an error."""

    def __str__(self) -> str:
        return "#"


@dataclass
class Grid:
    """One sheet: rows counted from 0 at the sheet's own first row."""

    title: str
    source: Any
    areas: list[Area] = field(default_factory=list)
    errors: set[tuple[int, int]] = field(default_factory=set)

    def rows(self) -> Iterator[tuple[int, Cells]]:
        """Yield each row with its number counted from 0."""
        broken = {row for row, _column in self.errors}
        for number, cells in enumerate(self.source.iter_rows()):
            if number in broken:
                for column in range(len(cells)):
                    if (number, column) in self.errors:
                        cells[column] = FormulaError()
            yield number, cells

    def head(self, count: int) -> list[Cells]:
        """Return the first rows, with vertical merges filled down in their first column."""
        rows = [list(cells) for _number, cells in zip(range(count), self._plain(), strict=False)]
        for top, left, bottom, _right in self.areas:
            if top < len(rows) and left < len(rows[top]):
                for row in range(top + 1, min(bottom + 1, len(rows))):
                    rows[row][left] = rows[top][left]
        return rows

    def _plain(self) -> Iterator[Cells]:
        return (cells for _number, cells in self.rows())


@dataclass
class Book:
    """An opened workbook: the sheets a person sees, in order."""

    name: str
    titles: list[str]
    _workbook: CalamineWorkbook
    _errors: dict[str, set[tuple[int, int]]]
    _grids: dict[str, Grid] = field(default_factory=dict)

    def grid(self, title: str) -> Grid:
        """Return one sheet, read once; raises FileRefused when it is damaged."""
        if title not in self._grids:
            try:
                sheet = self._workbook.get_sheet_by_name(title)
            except _DAMAGE:
                raise FileRefused("broken", name=self.name) from None
            areas = [
                (first[0], first[1], last[0], last[1])
                for first, last in sheet.merged_cell_ranges or []
                if first != last
            ]
            self._grids[title] = Grid(title, sheet, areas, self._errors.get(title, set()))
        return self._grids[title]


def open_book(path: Path, name: str) -> Book:
    """Open the file; raises FileRefused with the reason when it is no readable workbook."""
    sighting = inspect(path, name)
    try:
        workbook = load_workbook(str(path))
        seen = [
            sheet.name
            for sheet in workbook.sheets_metadata
            if sheet.visible == SheetVisibleEnum.Visible
        ]
    except PasswordError:
        raise FileRefused("encrypted", name=name) from None
    except _DAMAGE:
        raise FileRefused("broken", name=name) from None
    return Book(name, seen, workbook, sighting.errors)


def address(area: Area) -> str:
    """Return the area as Excel writes it."""
    top, left, bottom, right = area
    return f"{letter(left)}{top + 1}:{letter(right)}{bottom + 1}"
