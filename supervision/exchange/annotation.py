"""Hand a refused workbook back with a comment and a red fill at every bad cell."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from supervision.exchange import staging
from supervision.exchange.cells import FormulaError
from supervision.exchange.layout import Layout
from supervision.exchange.merges import Merges
from supervision.exchange.parsing import Parsed
from supervision.exchange.problems import Problem
from supervision.exchange.rules import is_blank
from supervision.exchange.safe_workbook import HEADER, SafeSheet, SafeWorkbook, SheetColumn

BAD = {"bg_color": "#FBE3E1", "font_color": "#9B1C13", "border": 2, "border_color": "#C7372B"}


def mark(target: Path, parsed: Parsed) -> None:
    """Write the marked workbook to its place; it appears there whole or not at all."""
    part = staging.part_of(target)
    with part.open("wb") as stream:
        annotate(stream, parsed)
    part.replace(target)


def annotate(stream: BinaryIO, parsed: Parsed) -> None:
    """Write the sheet as it was uploaded, marked, and a second sheet that lists the errors.

    Cells keep their places, so that the file can be mended and uploaded again as it is. Of very
    many errors the first thousands are marked, and the list says so: comments stay in memory.
    """
    problems = parsed.ordered_problems
    with SafeWorkbook(stream) as book:
        if parsed.layout is not None:
            _MarkedSheet(book, parsed.layout, problems).write()
        table = _problem_list(book, problems)
        if len(parsed.problems) > len(problems):
            table.finish(
                _("The first %(kept)s of %(count)s errors are marked. Mend these first.")
                % {"kept": f"{len(problems):,}", "count": f"{len(parsed.problems):,}"}
            )


class _MarkedSheet:
    """The uploaded sheet being written again."""

    def __init__(self, book: SafeWorkbook, layout: Layout, problems: list[Problem]) -> None:
        self._book = book
        self._layout = layout
        self._reasons: dict[int, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
        first_column = min(layout.mapped)
        for problem in problems:
            if problem.row:
                column = problem.index if problem.index >= 0 else first_column
                self._reasons[problem.row - 1][column].append(problem.text)
        self._sheet = book.add(layout.grid.title)
        self._plain = book.style()

    def write(self) -> None:
        """Write every row in order."""
        layout = self._layout
        for index, heading in enumerate(layout.headings):
            self._sheet.set_column(index, index, max(10, min(40, len(str(heading)) * 2 + 6)))
        self._sheet.freeze_panes(layout.header_row + 1, 0)
        merges = Merges(layout)
        for number, cells in layout.grid.rows():
            if number > layout.header_row:
                merges.fill(number, cells)
            if number in merges.remarks:
                _top, left, _bottom, right = merges.remarks[number]
                self._sheet.merge_range(number, left, number, right, "", self._plain)
            self._row(number, layout.headings if number == layout.header_row else cells)

    def _row(self, number: int, cells: list[object]) -> None:
        is_header = number == self._layout.header_row
        marked = self._reasons.get(number)
        width = max(len(cells), max(marked, default=-1) + 1) if marked else len(cells)
        for index in range(width):
            value = cells[index] if index < len(cells) else ""
            if marked and index in marked:
                self._bad(number, index, value, marked[index])
            elif is_header:
                self._book.value(self._sheet, number, index, value, **HEADER)
            elif not is_blank(value):
                self._good(number, index, value)

    def _good(self, number: int, index: int, value: object) -> None:
        if isinstance(value, FormulaError):
            value = ""
        self._book.value(self._sheet, number, index, value)

    def _bad(self, number: int, index: int, value: object, reasons: list[str]) -> None:
        shown = "" if isinstance(value, FormulaError) else value
        self._book.value(self._sheet, number, index, shown, **BAD)
        options = {"x_scale": 2, "author": _("Import check")}
        self._sheet.write_comment(number, index, "\n".join(reasons), options)


def _problem_list(book: SafeWorkbook, problems: list[Problem]) -> SafeSheet:
    table = book.sheet(
        _("Errors found"),
        [
            SheetColumn(_("Sheet"), width=18),
            SheetColumn(_("Row"), width=8),
            SheetColumn(_("Column"), width=18),
            SheetColumn(_("Cell"), width=10),
            SheetColumn(_("Value"), width=28),
            SheetColumn(_("Reason"), width=60),
        ],
    )
    for problem in problems:
        table.write(
            (
                problem.sheet,
                problem.row or "",
                problem.column,
                problem.cell,
                problem.value,
                problem.text,
            )
        )
    return table
