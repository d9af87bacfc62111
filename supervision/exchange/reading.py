"""Open a workbook of either format and hand out its sheets as grids."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from python_calamine import CalamineError, PasswordError

from supervision.exchange.archives import DAMAGE, Container, inspect
from supervision.exchange.cells import Area, Cells, FormulaError, address
from supervision.exchange.problems import FileRefused
from supervision.exchange.xls import XlsBook
from supervision.exchange.xlsx import XlsxBook

__all__ = ["Area", "Book", "Cells", "FormulaError", "Grid", "address", "open_book"]

_DAMAGE = (CalamineError, *DAMAGE)


class Sheet(Protocol):
    """A sheet as a format's reader hands it out."""

    areas: list[Area]
    height: int

    def iter_rows(self) -> Iterator[tuple[int, Cells]]:
        """Yield rows with their numbers counted from 0."""
        ...


@dataclass
class Grid:
    """One sheet: rows counted from 0 at the sheet's own first row."""

    title: str
    name: str
    sheet: Sheet

    @property
    def areas(self) -> list[Area]:
        """Return the merged areas."""
        return self.sheet.areas

    @property
    def height(self) -> int:
        """Return about how many rows there are, for the progress bar."""
        return self.sheet.height

    def rows(self) -> Iterator[tuple[int, Cells]]:
        """Yield each row with its number counted from 0; raises FileRefused on damage."""
        with refusing_damage(self.name):
            yield from self.sheet.iter_rows()

    def head(self, count: int) -> list[Cells]:
        """Return the first rows, with vertical merges filled down in their first column."""
        rows: list[Cells] = []
        for number, cells in self.rows():
            if number >= count:
                break
            rows += [[] for _missing in range(number - len(rows))]
            rows.append(list(cells))
        for top, left, bottom, _right in self.areas:
            if top < len(rows) and left < len(rows[top]):
                for row in range(top + 1, min(bottom + 1, len(rows))):
                    rows[row] += [""] * (left + 1 - len(rows[row]))
                    rows[row][left] = rows[top][left]
        return rows


@dataclass
class Book:
    """An opened workbook: the sheets a person sees, in order."""

    name: str
    titles: list[str]
    _workbook: XlsxBook | XlsBook
    _grids: dict[str, Grid] = field(default_factory=dict)

    def grid(self, title: str) -> Grid:
        """Return one sheet; raises FileRefused when it is damaged."""
        if title not in self._grids:
            with refusing_damage(self.name):
                self._grids[title] = Grid(title, self.name, self._workbook.sheet(title))
        return self._grids[title]


@contextmanager
def open_book(path: Path, name: str) -> Iterator[Book]:
    """Open the file; raises FileRefused with the reason when it is no readable workbook."""
    container = inspect(path, name)
    with refusing_damage(name):
        workbook = XlsxBook(path) if container == Container.ZIP else XlsBook(path)
    try:
        yield Book(name, workbook.titles, workbook)
    finally:
        workbook.close()


@contextmanager
def refusing_damage(name: str) -> Iterator[None]:
    """Turn what readers raise on a damaged file into a reason."""
    try:
        yield
    except PasswordError:
        raise FileRefused("encrypted", name=name) from None
    except _DAMAGE as damage:
        if isinstance(damage, OSError) and damage.errno == errno.ENOSPC:
            raise  # no fault of the file: there is no room to unpack it
        raise FileRefused("broken", name=name) from None
