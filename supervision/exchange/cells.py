"""What the readers of both formats hand out: rows of cells, areas, and marks in place of values."""

from __future__ import annotations

from typing import Any

from supervision.exchange.problems import letter

Cells = list[Any]
# Row and column of the first and the last cell, counted from 0.
Area = tuple[int, int, int, int]


class FormulaError:
    """Stands in a cell whose formula shows an error."""

    def __str__(self) -> str:
        return "#"


def address(area: Area) -> str:
    """Return the area as Excel writes it."""
    top, left, bottom, right = area
    return f"{letter(left)}{top + 1}:{letter(right)}{bottom + 1}"


def letter_index(letters: str) -> int:
    """Return the column that the letters name, counted from 0."""
    number = 0
    for char in letters:
        number = number * 26 + ord(char) - 64
    return number - 1
