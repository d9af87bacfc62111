"""Read an old .xls workbook; it holds 65,536 rows at most and is laid out in memory."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import olefile
from python_calamine import CalamineWorkbook, SheetVisibleEnum, load_workbook

from supervision.exchange.cells import Area, Cells
from supervision.exchange.problems import FileRefused, letter

MAX_BYTES = 10 * 1024 * 1024
MAX_CELLS = 2_000_000
#: Records of the format that place a value: number, text, formula, truth or error.
_VALUES = frozenset({0x0203, 0x027E, 0x00BD, 0x00FD, 0x0204, 0x0205, 0x0006, 0x00D6})
_NEW_SHEET = 0x0809
_PLACE, _HEAD = struct.Struct("<HH"), struct.Struct("<HH")


class XlsBook:
    """An opened workbook of the old format."""

    def __init__(self, path: Path) -> None:
        """Open the file; raises FileRefused when laying it out would take too much memory."""
        if path.stat().st_size > MAX_BYTES:
            size = f"{path.stat().st_size / 1048576:.1f}"
            raise FileRefused("too_large", size=size, limit=str(MAX_BYTES // 1048576))
        _refuse_far(path)
        self._workbook: CalamineWorkbook = load_workbook(str(path))
        self.titles = [
            sheet.name
            for sheet in self._workbook.sheets_metadata
            if sheet.visible == SheetVisibleEnum.Visible
        ]

    def sheet(self, title: str) -> XlsSheet:
        """Return the sheet."""
        return XlsSheet(self._workbook.get_sheet_by_name(title))

    def close(self) -> None:
        """Give the workbook back."""
        self._workbook.close()


class XlsSheet:
    """One sheet of the old format."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self.height: int = sheet.height
        self.areas: list[Area] = [
            (first[0], first[1], last[0], last[1])
            for first, last in sheet.merged_cell_ranges or []
            if first != last
        ]

    def iter_rows(self) -> Iterator[tuple[int, Cells]]:
        """Yield each row with its number counted from 0."""
        return enumerate(self._sheet.iter_rows())


def _refuse_far(path: Path) -> None:
    """Refuse a stray value far out: the reader lays out every cell up to it."""
    with olefile.OleFileIO(path) as ole:
        name = "Workbook" if ole.exists("Workbook") else "Book"
        data = ole.openstream(name).read()
    place = rows = columns = 0
    while place + _HEAD.size <= len(data):
        kind, length = _HEAD.unpack_from(data, place)
        place += _HEAD.size
        if kind == _NEW_SHEET:
            rows = columns = 0
        elif kind in _VALUES and length >= _PLACE.size and place + length <= len(data):
            row, column = _PLACE.unpack_from(data, place)
            rows, columns = max(rows, row + 1), max(columns, column + 1)
            if rows * columns > MAX_CELLS:
                cell = f"{letter(column)}{row + 1}"
                raise FileRefused("too_many_cells", sheet="", cell=cell)
        place += length
