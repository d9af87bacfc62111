"""Read a workbook for an importer: rows that are right, and a reason for each cell that is not.

Nothing here grows with the sheet but what is capped: rows go to disk, problems are counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from supervision.exchange import rules
from supervision.exchange.cells import Cells, FormulaError
from supervision.exchange.fields import FieldReader
from supervision.exchange.importers import Finding, Importer, Row
from supervision.exchange.layout import Layout, cell_at, locate, same_as_header
from supervision.exchange.merges import Merges
from supervision.exchange.preview import Excerpt
from supervision.exchange.problems import Capped, Notice, Problem, SheetRefused
from supervision.exchange.progress import Tick, no_tick
from supervision.exchange.reading import open_book
from supervision.exchange.rules import BadValue
from supervision.exchange.spill import Spill

MAX_PROBLEMS = 5000
MAX_NOTICES = 30


@dataclass
class Parsed:
    """What was read."""

    rows: Spill
    excerpt: Excerpt
    layout: Layout | None = None
    problems: Capped[Problem] = field(default_factory=lambda: Capped[Problem](MAX_PROBLEMS))
    notices: Capped[Notice] = field(default_factory=lambda: Capped[Notice](MAX_NOTICES))
    row_count: int = 0

    @property
    def ordered_problems(self) -> list[Problem]:
        """Return the problems kept, by row and column."""
        return sorted(self.problems, key=lambda problem: (problem.row, problem.index))


@contextmanager
def parse(
    importer: Importer, path: Path, name: str, *, user: Any, tick: Tick = no_tick
) -> Iterator[Parsed]:
    """Read every cell; the rows stay at hand inside the block.

    Raises FileRefused when the file is no workbook that can be read.
    """
    places = {column.key: place for place, column in enumerate(importer.fields)}
    parsed = Parsed(Spill(places), Excerpt(importer))
    try:
        with open_book(path, name) as book:
            try:
                parsed.layout = locate(
                    book, importer.fields, sheet=importer.sheet, aliases=importer.sheet_aliases
                )
            except SheetRefused as refused:
                parsed.problems.extend(refused.problems)
            else:
                _read(importer, parsed, user, tick)
            yield parsed
    finally:
        parsed.rows.close()


def check_rows(importer: Importer, parsed: Parsed, *, user: Any, tick: Tick = no_tick) -> None:
    """Let the importer look across the rows, portion by portion; add what it finds."""
    assert parsed.layout is not None
    done = 0
    for portion in parsed.rows.portions(importer.portion_size):
        found = list(importer.check_rows(portion, user=user))
        parsed.problems.extend(_located(importer, parsed, found, portion))
        done += len(portion)
        tick(done, len(parsed.rows))


def _read(importer: Importer, parsed: Parsed, user: Any, tick: Tick) -> None:
    layout = parsed.layout
    assert layout is not None
    parsed.notices.extend(layout.notices)
    parsed.excerpt.take_headings(layout)
    reader = _RowReader(importer, layout, user)
    uniques = _Uniques(importer)
    height = layout.grid.height
    for number, cells in _body(importer, layout, parsed):
        parsed.row_count += 1
        if parsed.row_count > importer.max_rows:
            continue
        row, problems = reader.read(number, cells)
        if row is not None:
            parsed.rows.add(row)
            found = list(uniques.findings(row))
            problems = list(_located(importer, parsed, found, [row])) if found else problems
        parsed.excerpt.take(number + 1, cells, is_bad=bool(problems))
        parsed.problems.extend(problems)
        tick(parsed.row_count, height)
    _judge_size(importer, parsed)


def _judge_size(importer: Importer, parsed: Parsed) -> None:
    assert parsed.layout is not None
    title = parsed.layout.grid.title
    if not parsed.row_count:
        parsed.problems.add(Problem("empty_sheet", title))
    elif parsed.row_count > importer.max_rows:
        params = {"rows": str(parsed.row_count), "limit": str(importer.max_rows)}
        parsed.problems.add(Problem("too_many_rows", title, params=params))


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
            parsed.notices.add(Notice("remark_row", params))
        elif same_as_header(layout, cells):
            parsed.notices.add(Notice("header_again", params))
        elif _is_sample(layout, cells, sample):
            parsed.notices.add(Notice("sample_row", params))
        else:
            yield number, cells
    parsed.notices.extend(merges.notices)


def _is_sample(layout: Layout, cells: Cells, sample: dict[str, str]) -> bool:
    return all(
        rules.squash(rules.shown(cell_at(cells, layout.columns[key]))) == text
        for key, text in sample.items()
    )


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
        if self._across and (number, index) in self._across:
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
            reader.column.shown(value)[:80],
            bad.params,
        )


class _Uniques:
    """Watches for the same values in two rows, however far apart."""

    def __init__(self, importer: Importer) -> None:
        singles = tuple((column.key,) for column in importer.fields if column.unique)
        self._watched: list[tuple[tuple[str, ...], str, dict[tuple[Any, ...], int]]] = [
            (keys, "、".join(str(importer.field(key).label) for key in keys), {})
            for keys in singles + importer.unique_together
        ]

    def findings(self, row: Row) -> Iterator[Finding]:
        """Yield a reason for each key that an earlier row holds too."""
        for keys, labels, first in self._watched:
            values = tuple(row[key] for key in keys)
            if all(value in ("", None) for value in values):
                continue
            earlier = first.setdefault(values, row.number)
            if earlier != row.number:
                params = {"first": str(earlier), "second": str(row.number), "columns": labels}
                yield Finding(row.number, keys[0], "duplicate", params)


def _located(
    importer: Importer, parsed: Parsed, found: Sequence[Finding], rows: Sequence[Row]
) -> Iterator[Problem]:
    """Yield the findings as problems, and show their rows in the excerpt."""
    wanted = {finding.row for finding in found}
    by_number = {row.number: row for row in rows if row.number in wanted}
    for finding in found:
        row = by_number.get(finding.row)
        if row is not None:
            parsed.excerpt.take_read(row)
        yield located(importer, parsed, finding, row)


def located(
    importer: Importer, parsed: Parsed, finding: Finding, row: Row | None = None
) -> Problem:
    """Return the finding with its sheet, column, cell and what stands there."""
    layout = parsed.layout
    assert layout is not None
    column = importer.field(finding.key) if finding.key else None
    label = str(column.label) if column else ""
    index = layout.columns.get(finding.key, -1)
    value = column.shown(row[finding.key])[:80] if row is not None and column else ""
    params = {name: str(value) for name, value in finding.params.items()}
    return Problem(finding.code, layout.grid.title, finding.row, label, index, value, params)
