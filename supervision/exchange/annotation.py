"""Hand a refused workbook back with a comment and a red fill at every bad cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import BinaryIO

from django.utils.translation import gettext as _

from supervision.exchange.layout import Layout
from supervision.exchange.merges import Merges
from supervision.exchange.problems import Problem
from supervision.exchange.reading import FormulaError
from supervision.exchange.rules import is_blank
from supervision.exchange.safe_workbook import HEADER, SafeWorkbook, SheetColumn

BAD = {"bg_color": "#FBE3E1", "font_color": "#9B1C13", "border": 2, "border_color": "#C7372B"}


def annotate(stream: BinaryIO, layout: Layout | None, problems: Sequence[Problem]) -> None:
    """Write the sheet as it was uploaded, marked, and a second sheet that lists the errors.

    Cells keep their places, so that the file can be mended and uploaded again as it is.
    """
    with SafeWorkbook(stream) as book:
        if layout is not None:
            _marked_sheet(book, layout, problems)
        _problem_list(book, problems)


def _marked_sheet(book: SafeWorkbook, layout: Layout, problems: Sequence[Problem]) -> None:
    reasons: dict[tuple[int, int], list[str]] = defaultdict(list)
    first_column = min(layout.mapped)
    for problem in problems:
        if problem.row:
            column = problem.index if problem.index >= 0 else first_column
            reasons[problem.row - 1, column].append(problem.text)
    sheet = book.add(layout.grid.title)
    for index in range(len(layout.headings)):
        longest = len(str(layout.headings[index])) * 2 + 6
        sheet.set_column(index, index, max(10, min(40, longest)))
    sheet.freeze_panes(layout.header_row + 1, 0)
    merges = Merges(layout)
    for number, cells in layout.grid.rows():
        is_header = number == layout.header_row
        if number > layout.header_row:
            merges.fill(number, cells)
        if number in merges.remarks:
            _top, left, _bottom, right = merges.remarks[number]
            sheet.merge_range(number, left, number, right, "", book.style())
        for index, value in enumerate(layout.headings if is_header else cells):
            marked = reasons.get((number, index))
            style = BAD if marked else (HEADER if is_header else {})
            if is_header or marked or not is_blank(value):
                shown = "" if isinstance(value, FormulaError) else value
                book.value(sheet, number, index, shown, **style)
            if marked:
                options = {"x_scale": 2, "author": _("Import check")}
                sheet.write_comment(number, index, "\n".join(marked), options)


def _problem_list(book: SafeWorkbook, problems: Sequence[Problem]) -> None:
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
