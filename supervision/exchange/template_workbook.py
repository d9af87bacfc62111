"""The empty workbook people fill in: headings, one sample row, notes, and the values to choose."""

from __future__ import annotations

from typing import BinaryIO

from django.utils.translation import gettext as _
from xlsxwriter.worksheet import Worksheet

from supervision.exchange.enums import FieldKind
from supervision.exchange.fields import Field
from supervision.exchange.importers import Importer
from supervision.exchange.problems import letter
from supervision.exchange.safe_workbook import HEADER, SafeWorkbook, SheetColumn, plain

_ROWS_WITH_CHOICES = 5000
# All other kinds are formatted as text, which keeps codes and ID numbers as they are typed.
_NUMBER_FORMATS = {
    FieldKind.INTEGER: "General",
    FieldKind.DECIMAL: "General",
    FieldKind.DATE: "yyyy-mm-dd",
}
_SAMPLE = {"italic": True, "font_color": "#6B665C"}


def write_template(importer: Importer, stream: BinaryIO) -> None:
    """Write the template of the importer to the stream."""
    choices = [column for column in importer.fields if column.kind == FieldKind.CHOICE]
    choices_title = _("Values to choose")
    with SafeWorkbook(stream) as book:
        sheet = book.add(importer.sheet)
        _headings(book, sheet, importer)
        for position, column in enumerate(choices):
            _offer(sheet, importer, column, choices_title, position)
        _notes(book, importer)
        if choices:
            _choices(book, choices_title, choices)


def heading(column: Field) -> str:
    """Return the heading of a column; a star marks what must be filled in."""
    return f"{column.label}*" if column.required else str(column.label)


def _headings(book: SafeWorkbook, sheet: Worksheet, importer: Importer) -> None:
    last = len(importer.fields) - 1
    title = _("%(label)s (columns with * must be filled in; type below the sample row)")
    form = {"bold": True, "font_size": 12}
    if last:
        sheet.merge_range(0, 0, 0, last, "", book.style(**form))
    book.text(sheet, 0, 0, title % {"label": importer.label}, **form)
    # Rows go to disk one after another: a row is written whole before the next begins.
    for index, column in enumerate(importer.fields):
        number_format = _NUMBER_FORMATS.get(column.kind, "@")
        sheet.set_column(index, index, column.width, book.style(num_format=number_format))
        book.text(sheet, 1, index, heading(column), **HEADER)
    for index, column in enumerate(importer.fields):
        if column.kind in _NUMBER_FORMATS:
            book.value(sheet, 2, index, column.sample, **_SAMPLE)
        else:
            book.text(sheet, 2, index, column.sample, num_format="@", **_SAMPLE)
    sheet.freeze_panes(2, 0)


def _offer(sheet: Worksheet, importer: Importer, column: Field, title: str, position: int) -> None:
    """Give the cells of the column a list to choose from."""
    index = importer.fields.index(column)
    name = letter(position)
    source = f"='{title}'!${name}$2:${name}${len(column.choices) + 1}"
    options = {"validate": "list", "source": source, "error_type": "warning"}
    sheet.data_validation(2, index, _ROWS_WITH_CHOICES, index, options)


def _notes(book: SafeWorkbook, importer: Importer) -> None:
    table = book.sheet(
        _("How to fill in"),
        [
            SheetColumn(_("Column"), width=18),
            SheetColumn(_("Must be filled in"), width=12),
            SheetColumn(_("Kind"), width=18),
            SheetColumn(_("Explanation"), width=60),
            SheetColumn(_("Sample"), width=24),
        ],
    )
    for column in importer.fields:
        table.write(
            (
                column.label,
                _("yes") if column.required else _("no"),
                column.kind.label,
                _note(column),
                column.sample,
            )
        )


def _note(column: Field) -> str:
    parts = [str(column.help_text)] if column.help_text else []
    if column.kind == FieldKind.DATE:
        parts.append(_("Write dates like 2026-03-05."))
    if column.max_length:
        parts.append(_("At most %(limit)s characters.") % {"limit": column.max_length})
    if column.unique:
        parts.append(_("Each value once only."))
    return " ".join(parts)


def _choices(book: SafeWorkbook, title: str, columns: list[Field]) -> None:
    sheet = book.add(title)
    for index, column in enumerate(columns):
        sheet.set_column(index, index, max(18, column.width))
        book.text(sheet, 0, index, plain(column.label), **HEADER)
    for row in range(max(len(column.choices) for column in columns)):
        for index, column in enumerate(columns):
            if row < len(column.choices):
                book.text(sheet, row + 1, index, column.choices[row][1])
