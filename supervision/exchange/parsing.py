"""Read a workbook for an importer: rows that are right, and a reason for each cell that is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from supervision.exchange import rules
from supervision.exchange.fields import FieldReader
from supervision.exchange.importers import Finding, Importer, Row
from supervision.exchange.layout import Layout, cell_at, locate, same_as_header
from supervision.exchange.merges import Merges
from supervision.exchange.problems import Notice, Problem, SheetRefused
from supervision.exchange.reading import Cells, FormulaError, open_book
from supervision.exchange.rules import BadValue


@dataclass
class Parsed:
    """What was read."""

    layout: Layout | None = None
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    row_count: int = 0


def parse(importer: Importer, path: Path, name: str, *, user: Any) -> Parsed:
    """Return rows and problems; raises FileRefused when the file is no workbook."""
    book = open_book(path, name)
    try:
        layout = locate(book, importer.fields, sheet=importer.sheet, aliases=importer.sheet_aliases)
    except SheetRefused as refused:
        return Parsed(problems=refused.problems)
    parsed = Parsed(layout=layout, notices=list(layout.notices))
    reader = _RowReader(importer, layout, user)
    for number, cells in _body(importer, layout, parsed):
        parsed.row_count += 1
        if parsed.row_count <= importer.max_rows:
            row, problems = reader.read(number, cells)
            parsed.problems += problems
            if row is not None:
                parsed.rows.append(row)
    title = layout.grid.title
    if not parsed.row_count:
        parsed.problems.append(Problem("empty_sheet", title))
    elif parsed.row_count > importer.max_rows:
        params = {"rows": str(parsed.row_count), "limit": str(importer.max_rows)}
        parsed.problems.append(Problem("too_many_rows", title, params=params))
    else:
        parsed.problems += _across_rows(importer, layout, parsed.rows, user)
    parsed.problems.sort(key=lambda problem: (problem.row, problem.index))
    return parsed


def _body(importer: Importer, layout: Layout, parsed: Parsed) -> Iterator[tuple[int, Cells]]:
    """Yield the rows of data, merged cells filled down, remarks and blank rows left out."""
    merges = Merges(layout)
    sample = {
        column.key: rules.squash(str(column.sample))
        for column in importer.fields
        if column.key in layout.columns
    }
    for number, cells in layout.grid.rows():
        if number <= layout.header_row:
            continue
        merges.fill(number, cells)
        if all(rules.is_blank(cell_at(cells, index)) for index in layout.mapped):
            continue
        params = {"row": str(number + 1)}
        if merges.is_remark(number):
            parsed.notices.append(Notice("remark_row", params))
        elif same_as_header(layout, cells):
            parsed.notices.append(Notice("header_again", params))
        elif _is_sample(layout, cells, sample):
            parsed.notices.append(Notice("sample_row", params))
        else:
            yield number, cells
    parsed.notices += merges.notices


def _is_sample(layout: Layout, cells: Cells, sample: dict[str, str]) -> bool:
    return all(
        rules.squash(_shown(cell_at(cells, layout.columns[key]))) == text
        for key, text in sample.items()
    )


def _shown(value: Any) -> str:
    """Return the cell as a person sees it, for messages and the preview."""
    if value is None:
        return ""
    if isinstance(value, float) and value == int(value) and abs(value) < rules.SAFE_DIGITS:
        return str(int(value))
    return rules.clean(str(value))


class _RowReader:
    """Reads the cells of one row after another."""

    def __init__(self, importer: Importer, layout: Layout, user: Any) -> None:
        self._layout = layout
        lookups = importer.lookups(user)
        self._readers: list[tuple[FieldReader, int | None]] = [
            (column.reader(lookups), layout.columns.get(column.key)) for column in importer.fields
        ]
        self._places = {column.key: place for place, column in enumerate(importer.fields)}
        self._across = Merges(layout).covered()

    def read(self, number: int, cells: Cells) -> tuple[Row | None, list[Problem]]:
        """Return the row, or None and what is wrong with it."""
        values: list[Any] = []
        problems: list[Problem] = []
        for reader, index in self._readers:
            value = cell_at(cells, index)
            try:
                values.append(self._value(reader, value, number, index))
            except BadValue as bad:
                problems.append(self._problem(reader, value, number, index, bad))
        row = None if problems else Row(number + 1, self._places, tuple(values))
        return row, problems

    def _value(self, reader: FieldReader, value: Any, number: int, index: int | None) -> Any:
        if isinstance(value, FormulaError):
            raise BadValue("formula_error")
        if (number, index) in self._across:
            raise BadValue("merged_across")
        return reader.read(value)

    def _problem(
        self, reader: FieldReader, value: Any, number: int, index: int | None, bad: BadValue
    ) -> Problem:
        return Problem(
            bad.code,
            self._layout.grid.title,
            number + 1,
            str(reader.column.label),
            -1 if index is None else index,
            _shown(value)[:80],
            bad.params,
        )


def _across_rows(
    importer: Importer, layout: Layout, rows: list[Row], user: Any
) -> Iterator[Problem]:
    found = [*_duplicates(importer, rows), *importer.check_rows(rows, user=user)]
    wanted = {finding.row for finding in found}
    by_number = {row.number: row for row in rows if row.number in wanted}
    for finding in found:
        yield located(importer, layout, finding, by_number.get(finding.row))


def _duplicates(importer: Importer, rows: list[Row]) -> Iterator[Finding]:
    singles = tuple((column.key,) for column in importer.fields if column.unique)
    for keys in singles + importer.unique_together:
        labels = "、".join(str(importer.field(key).label) for key in keys)
        first: dict[tuple[Any, ...], int] = {}
        for row in rows:
            values = tuple(row[key] for key in keys)
            if all(value in ("", None) for value in values):
                continue
            earlier = first.setdefault(values, row.number)
            if earlier != row.number:
                params = {"first": str(earlier), "second": str(row.number), "columns": labels}
                yield Finding(row.number, keys[0], "duplicate", params)


def located(
    importer: Importer, layout: Layout, finding: Finding, row: Row | None = None
) -> Problem:
    """Return the finding with its sheet, column, cell and what stands there."""
    label = str(importer.field(finding.key).label) if finding.key else ""
    index = layout.columns.get(finding.key, -1)
    read = row[finding.key] if row is not None and finding.key else None
    value = _shown(read)[:80]
    params = {name: str(value) for name, value in finding.params.items()}
    return Problem(finding.code, layout.grid.title, finding.row, label, index, value, params)


def preview(parsed: Parsed, limit: int = 20) -> dict[str, Any]:
    """Return the first rows that have errors, filled up with the first that have none."""
    layout = parsed.layout
    if layout is None:
        return {}
    order = sorted(layout.columns.items(), key=lambda pair: pair[1])
    bad = sorted({problem.row for problem in parsed.problems if problem.row})[:limit]
    wanted = set(bad)
    shown = []
    room = limit - len(bad)
    for number, cells in _body_again(layout):
        if number + 1 not in wanted:
            if room <= 0:
                continue
            room -= 1
        texts = [_shown(cell_at(cells, index))[:60] for _key, index in order]
        shown.append({"number": number + 1, "cells": texts})
        if room <= 0 and number + 1 >= max(wanted, default=0):
            break
    headings = [rules.clean(str(layout.headings[index])) for _key, index in order]
    return {"headings": headings, "columns": [index for _key, index in order], "rows": shown}


def _body_again(layout: Layout) -> Iterator[tuple[int, Cells]]:
    merges = Merges(layout)
    for number, cells in layout.grid.rows():
        if number <= layout.header_row:
            continue
        merges.fill(number, cells)
        if any(not rules.is_blank(cell_at(cells, index)) for index in layout.mapped):
            yield number, cells
