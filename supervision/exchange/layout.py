"""Find the sheet, the row of headings and the column of every field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from supervision.exchange import rules
from supervision.exchange.cells import Cells
from supervision.exchange.fields import Field, Text, spellings
from supervision.exchange.problems import Notice, Problem, SheetRefused, letter
from supervision.exchange.reading import Book, Grid

HEADER_WITHIN = 15


@dataclass
class Layout:
    """Where the table stands in a workbook."""

    grid: Grid
    header_row: int
    columns: dict[str, int]
    headings: Cells
    notices: list[Notice] = field(default_factory=list)

    @property
    def mapped(self) -> set[int]:
        """Return the sheet columns that are read."""
        return set(self.columns.values())


def locate(
    book: Book, fields: Sequence[Field], *, sheet: Text, aliases: Sequence[str] = ()
) -> Layout:
    """Return the layout; raises SheetRefused naming sheet and column when it does not fit."""
    grid, notices = _choose_sheet(book, fields, sheet, aliases)
    rows = grid.head(HEADER_WITHIN)
    if not any(not rules.is_blank(cell) for cells in rows for cell in cells):
        raise SheetRefused([Problem("empty_sheet", grid.title)])
    header = _header_row(rows, fields)
    if header is None:
        expected = "、".join(str(column.label) for column in fields if column.required)
        params = {"rows": str(HEADER_WITHIN), "columns": expected}
        raise SheetRefused([Problem("no_header", grid.title, params=params)])
    columns, problems = _columns(grid.title, header, rows[header], fields)
    if problems:
        raise SheetRefused(problems)
    if _first_used(rows) < header:
        notices.append(Notice("title_rows", {"row": str(header + 1)}))
    unread = [
        rules.clean(str(cell))
        for index, cell in enumerate(rows[header])
        if index not in columns.values() and not rules.is_blank(cell)
    ]
    if unread:
        notices.append(Notice("unread_columns", {"columns": "、".join(unread)}))
    return Layout(grid, header, columns, rows[header], notices)


def _choose_sheet(
    book: Book, fields: Sequence[Field], sheet: Text, aliases: Sequence[str]
) -> tuple[Grid, list[Notice]]:
    wanted = {rules.header_key(text) for text in spellings(sheet, aliases)}
    for title in book.titles:
        if rules.header_key(title) in wanted:
            return book.grid(title), []
    fitting = [title for title in book.titles if _fits(book.grid(title), fields)]
    if len(fitting) == 1:
        return book.grid(fitting[0]), [Notice("other_sheet", {"sheet": fitting[0]})]
    if len(book.titles) == 1 and (_matches_some(book.grid(book.titles[0]), fields)):
        # One sheet under a name of its own: say which column is missing, not which sheet.
        return book.grid(book.titles[0]), []
    params = {"wanted": str(sheet), "found": "、".join(book.titles)}
    raise SheetRefused([Problem("wrong_sheet", params=params)])


def _fits(grid: Grid, fields: Sequence[Field]) -> bool:
    rows = grid.head(HEADER_WITHIN)
    header = _header_row(rows, fields)
    return header is not None and not _columns(grid.title, header, rows[header], fields)[1]


def _matches_some(grid: Grid, fields: Sequence[Field]) -> bool:
    return _header_row(grid.head(HEADER_WITHIN), fields) is not None


def _header_row(rows: list[Cells], fields: Sequence[Field]) -> int | None:
    """Return the row that holds most headings; of merged ones the lowest, for data follows it."""
    known = [column.headings() for column in fields]
    best, best_score = None, 0
    for number, cells in enumerate(rows):
        keys = {rules.header_key(cell) for cell in cells}
        score = sum(1 for headings in known if headings & keys)
        follows_best = best is not None and number == best + 1 and score == best_score
        if score > best_score or (follows_best and score):
            best, best_score = number, score
    return best if best_score >= min(2, len(fields)) else None


def _columns(
    title: str, header: int, cells: Cells, fields: Sequence[Field]
) -> tuple[dict[str, int], list[Problem]]:
    keys = [rules.header_key(cell) for cell in cells]
    columns: dict[str, int] = {}
    problems: list[Problem] = []
    for column in fields:
        headings = column.headings()
        found = [index for index, key in enumerate(keys) if key in headings]
        if len(found) > 1:
            params = {
                "wanted": str(column.label),
                "first": letter(found[0]),
                "second": letter(found[1]),
            }
            problems.append(
                Problem("double_column", title, header + 1, str(column.label), params=params)
            )
        elif found:
            columns[column.key] = found[0]
    problems += _missing(title, header, cells, fields, columns, problems)
    return columns, problems


def _missing(
    title: str,
    header: int,
    cells: Cells,
    fields: Sequence[Field],
    columns: dict[str, int],
    problems: list[Problem],
) -> list[Problem]:
    twice = {problem.column for problem in problems}
    spare = [
        rules.clean(str(cell))
        for index, cell in enumerate(cells)
        if index not in columns.values() and not rules.is_blank(cell)
    ]
    found = []
    for column in fields:
        label = str(column.label)
        if not column.required or column.key in columns or label in twice:
            continue
        near = _near_heading(column, spare)
        params = {"wanted": label} | ({"near": near} if near else {})
        code = "renamed_column" if near else "missing_column"
        found.append(Problem(code, title, header + 1, label, params=params))
    return found


def _near_heading(column: Field, spare: list[str]) -> str:
    for text in sorted(spellings(column.label, column.aliases)):
        near = rules.nearest(text, spare)
        if near:
            return near
    return ""


def _first_used(rows: list[Cells]) -> int:
    for number, cells in enumerate(rows):
        if any(not rules.is_blank(cell) for cell in cells):
            return number
    return len(rows)


def same_as_header(layout: Layout, cells: Cells) -> bool:
    """Tell whether a row repeats the headings, as printed pages do."""
    return all(
        index < len(cells)
        and rules.header_key(cells[index]) == rules.header_key(layout.headings[index])
        for index in layout.mapped
    )


def cell_at(cells: Cells, index: int | None) -> Any:
    """Return the cell, or None when the row or the sheet has no such column."""
    return cells[index] if index is not None and index < len(cells) else None
