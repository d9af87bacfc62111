"""What went wrong or was noticed in a workbook, and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any, Generic, TypeVar

from supervision.exchange.reasons import sentence


@dataclass(frozen=True)
class Problem:
    """One reason against one cell; row 0 speaks of the sheet, index -1 of the row."""

    code: str
    sheet: str = ""
    row: int = 0
    column: str = ""
    index: int = -1
    value: str = ""
    params: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """Return the reason in the language of the reader."""
        return sentence(self.code, self.params)

    @property
    def letter(self) -> str:
        """Return the column's letter as Excel shows it."""
        return letter(self.index) if self.index >= 0 else ""

    @property
    def cell(self) -> str:
        """Return the cell's address, or "" when the problem is not about one cell."""
        return f"{self.letter}{self.row}" if self.row and self.letter else ""

    def stored(self) -> dict[str, Any]:
        """Return the problem as JSON."""
        return asdict(self)


@dataclass(frozen=True)
class Notice:
    """What the reader did on its own and the user should know."""

    code: str
    params: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """Return the notice in the language of the reader."""
        return sentence(self.code, self.params)

    def stored(self) -> dict[str, Any]:
        """Return the notice as JSON."""
        return asdict(self)


Found = TypeVar("Found", Problem, Notice)


class Capped(Generic[Found]):
    """The first so many of what was found, and how many there were: a bad column is all bad."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self.kept: list[Found] = []
        self.count = 0

    def add(self, *found: Found) -> None:
        """Count each, and keep it while there is room."""
        self.extend(found)

    def extend(self, found: Iterable[Found]) -> None:
        """Count each, and keep it while there is room."""
        for one in found:
            self.count += 1
            if len(self.kept) < self._limit:
                self.kept.append(one)

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[Found]:
        return iter(self.kept)


class FileRefused(Exception):
    """A file that cannot be opened as a workbook at all."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    @property
    def text(self) -> str:
        """Return the reason in the language of the reader."""
        return sentence(self.code, self.params)


class SheetRefused(Exception):
    """A workbook whose sheet or columns are not the expected ones."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = problems


class RowRefused(Exception):
    """A row that cannot be written; raised while applying, shown at its cell."""

    def __init__(self, row: int, key: str, code: str, **params: str) -> None:
        super().__init__(code)
        self.row = row
        self.key = key
        self.code = code
        self.params = params


def letter(index: int) -> str:
    """Return the letters of a column counted from 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
