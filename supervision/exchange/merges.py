"""Resolve merged cells below the headings: filled down, skipped as remarks, or refused."""

from __future__ import annotations

from typing import Any

from supervision.exchange.cells import Area, Cells, address
from supervision.exchange.layout import Layout
from supervision.exchange.problems import Notice


class Merges:
    """The merged areas of a table's body.

    An area across most of the columns is a remark (a heading in between, a note at the end). One
    within a single read column is filled down. One that hides a read column is refused there.
    """

    def __init__(self, layout: Layout) -> None:
        self._mapped = layout.mapped
        body = [area for area in layout.grid.areas if area[2] > layout.header_row]
        self.remarks: dict[int, Area] = {
            row: area for area in body if self._is_wide(area) for row in range(area[0], area[2] + 1)
        }
        self._plain = sorted(area for area in body if not self._is_wide(area))
        self._starts: dict[int, list[Area]] = {}
        for area in self._plain:
            self._starts.setdefault(area[0], []).append(area)
        self._open: list[tuple[Area, Any]] = []
        self.notices: list[Notice] = []

    def fill(self, number: int, cells: Cells) -> None:
        """Give the row the values of the areas that reach down to it; rows come in order."""
        self._open = [entry for entry in self._open if entry[0][2] >= number]
        for area, value in self._open:
            cells.extend([""] * (area[1] + 1 - len(cells)))
            cells[area[1]] = value
        for area in self._starts.get(number, ()):
            top, left, bottom, _right = area
            if bottom > top and left in self._mapped and left < len(cells):
                self._open.append((area, cells[left]))
                self.notices.append(Notice("filled_down", {"range": address(area)}))

    def is_remark(self, number: int) -> bool:
        """Tell whether the row is one merged remark across the table."""
        return number in self.remarks

    def covered(self) -> set[tuple[int, int]]:
        """Return the read cells that a merge across columns hides."""
        return {
            (row, column)
            for top, left, bottom, right in self._plain
            for column in self._mapped
            if left < column <= right
            for row in range(top, bottom + 1)
        }

    def _is_wide(self, area: Area) -> bool:
        hidden = [column for column in self._mapped if area[1] <= column <= area[3]]
        return len(hidden) > max(1, len(self._mapped) // 2)
