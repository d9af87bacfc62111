"""The only way the portal writes Excel files.

A text that starts with =, +, - or @ would become a formula on the reader's machine; here every
text stays a text. Control characters that make a workbook unreadable are dropped. Rows go to disk
as they are written, so that a hundred thousand need no more memory than a hundred.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, BinaryIO

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from supervision import clock
from supervision.exchange import staging
from supervision.exchange.enums import ColumnKind
from supervision.exchange.fields import Text
from supervision.web import formats, lights

MAX_TEXT = 32_767
MAX_ROWS = 1_048_576
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# Full-width marks too: some programs make half-width ones of them when a file is opened as text.
_FORMULA_LIKE = re.compile("^[\\s'\"]*[=+\\-@|%\uff1d\uff0b\uff0d\uff20\u2212]|^[\t\r\n]")
_TITLE_ILLEGAL = re.compile(r"[\[\]:*?/\\]")
_SAFE_INTEGER = 10**15
_MARKS = {"neutral": "○", "yellow": "▲", "red": "!", "green": "✓", "paused": "‖"}
_TINTS = {
    "neutral": ("#F3F1EC", "#3D3A34"),
    "yellow": ("#FFF3CD", "#6B4E00"),
    "red": ("#FBE3E1", "#9B1C13"),
    "green": ("#DFF2E3", "#1B5E2F"),
    "paused": ("#ECEEF1", "#48505C"),
}
_DATE, _DATETIME = 'yyyy"-"mm"-"dd', 'yyyy"-"mm"-"dd hh:mm'


@dataclass(frozen=True)
class Stamp:
    """Who took the sheet out, when, under which number, for what: it stands on every page."""

    number: str
    name: str
    unit: str
    at: dt.datetime
    purpose: str

    @property
    def line(self) -> str:
        """Return the line below the heading, repeated on each printed page."""
        return _(
            "Internal material. Exported by %(name)s (%(unit)s), %(time)s. No. %(number)s. "
            "Purpose: %(purpose)s"
        ) % {
            "name": self.name,
            "unit": self.unit or "—",
            "time": formats.full_datetime(self.at),
            "number": self.number,
            "purpose": self.purpose,
        }

    @property
    def short(self) -> str:
        """Return what fits into the header of a page."""
        return f"{self.number}  {self.name}  {self.unit}  {formats.full_datetime(self.at)}"[:120]


@dataclass(frozen=True)
class SheetColumn:
    """Heading, width and kind of one column."""

    label: Text
    kind: ColumnKind = ColumnKind.TEXT
    width: int = 16


def plain(text: Any) -> str:
    """Return the text without characters that a workbook cannot hold, cut at Excel's limit."""
    cleaned = _ILLEGAL.sub("", str(text))
    if "\r" in cleaned:
        cleaned = cleaned.replace("\r\n", "\n").replace("\r", "\n")
    return cleaned if len(cleaned) <= MAX_TEXT else cleaned[: MAX_TEXT - 1] + "…"


class SafeWorkbook:
    """A workbook being written to a stream, one row after another."""

    def __init__(self, stream: BinaryIO) -> None:
        self.book = xlsxwriter.Workbook(
            stream,
            {
                "constant_memory": True,
                "tmpdir": str(staging.work_folder()),
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}

    def __enter__(self) -> SafeWorkbook:
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        self.book.close()

    def sheet(
        self,
        title: Text,
        columns: Sequence[SheetColumn],
        *,
        heading: str = "",
        stamp: Stamp | None = None,
    ) -> SafeSheet:
        """Add a sheet with its headings written; `heading` and the stamp stand above them."""
        return SafeSheet(self, self.add(title), columns, heading, stamp)

    def describe(self, title: str, stamp: Stamp) -> None:
        """Write into the properties of the document whose export it is."""
        self.book.set_properties(
            {
                "title": plain(title),
                "subject": stamp.number,
                "author": plain(stamp.name),
                "company": plain(stamp.unit),
                "keywords": stamp.number,
                "comments": plain(stamp.line),
                "created": clock.local(stamp.at).replace(tzinfo=None),
            }
        )
        self.book.set_custom_property("ExportNumber", stamp.number)

    def add(self, title: Text) -> Worksheet:
        """Add an empty sheet."""
        name = _TITLE_ILLEGAL.sub(" ", plain(title)).strip("' ")[:31]
        return self.book.add_worksheet(name or None)

    def style(self, **properties: Any) -> Format:
        """Return the format with these properties, made once."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            base = {"valign": "vcenter", "font_name": "宋体", "font_size": 11}
            self._formats[key] = self.book.add_format(base | properties)
        return self._formats[key]

    def text(self, sheet: Worksheet, row: int, column: int, value: Any, **style: Any) -> None:
        """Write a value as text, whatever it looks like."""
        cleaned = plain(value)
        if _FORMULA_LIKE.match(cleaned):
            style["quote_prefix"] = True
        sheet.write_string(row, column, cleaned, self.style(**style))

    def value(self, sheet: Worksheet, row: int, column: int, value: Any, **style: Any) -> None:
        """Write a value by its own type: number, date, instant in China, or text."""
        if value is None or value == "":
            sheet.write_blank(row, column, None, self.style(**style))
        elif isinstance(value, bool):
            self.text(sheet, row, column, "是" if value else "否", **style)
        elif isinstance(value, int | float | Decimal) and -_SAFE_INTEGER < value < _SAFE_INTEGER:
            sheet.write_number(row, column, value, self.style(**style))
        elif isinstance(value, dt.datetime):
            naive = clock.local(value).replace(tzinfo=None) if value.tzinfo else value
            sheet.write_datetime(row, column, naive, self.style(num_format=_DATETIME, **style))
        elif isinstance(value, dt.date):
            sheet.write_datetime(row, column, value, self.style(num_format=_DATE, **style))
        else:
            self.text(sheet, row, column, value, **style)


class SafeSheet:
    """One table: heading, column titles, rows, a closing line."""

    def __init__(
        self,
        workbook: SafeWorkbook,
        sheet: Worksheet,
        columns: Sequence[SheetColumn],
        heading: str,
        stamp: Stamp | None = None,
    ) -> None:
        self.workbook = workbook
        self.sheet = sheet
        self.columns = columns
        self.row = 0
        self._body = workbook.style(**BODY)
        self._quoted = workbook.style(**BODY, quote_prefix=True)
        self._kinds = [column.kind for column in columns]
        self._last = len(columns) - 1
        for index, column in enumerate(columns):
            sheet.set_column(index, index, column.width)
        if heading:
            self._across(heading, bold=True, font_size=15, align="center")
            sheet.set_row(0, 30)
        if stamp is not None:
            self._across(stamp.line, font_size=9, font_color="#9B1C13", align="left")
            sheet.set_header("&C&9" + stamp.short.replace("&", "&&"))
        self.header_row = self.row
        for index, column in enumerate(columns):
            workbook.text(sheet, self.row, index, column.label, **HEADER)
        self.row += 1
        sheet.freeze_panes(self.row, 0)
        sheet.repeat_rows(0, self.header_row)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)

    def write(self, values: Iterable[Any]) -> None:
        """Write one row, each value by the kind of its column."""
        if self.row >= MAX_ROWS - 1:
            raise OverflowError("a worksheet holds no more rows")
        for index, (kind, value) in enumerate(zip(self._kinds, values, strict=True)):
            self._cell(index, kind, value)
        self.row += 1

    def finish(self, note: str) -> None:
        """Close the table: filter arrows, and a line that says who exported what and when."""
        self.sheet.autofilter(self.header_row, 0, max(self.row - 1, self.header_row), self._last)
        self._across(note, font_size=9, font_color="#6B665C", align="left", text_wrap=True)
        # Excel takes 255 characters of footer, in which & begins a code.
        self.sheet.set_footer("&L&9" + note[:100].replace("&", "&&") + "&R&9&P / &N")

    def _across(self, text: str, **style: Any) -> None:
        cleaned = plain(text)
        if self._last:
            form = self.workbook.style(**style)
            self.sheet.merge_range(self.row, 0, self.row, self._last, "", form)
        self.workbook.text(self.sheet, self.row, 0, cleaned, **style)
        self.row += 1

    def _cell(self, index: int, kind: ColumnKind, value: Any) -> None:
        if kind is ColumnKind.TEXT:
            text = "" if value is None else plain(value)
            style = self._quoted if _FORMULA_LIKE.match(text) else self._body
            self.sheet.write_string(self.row, index, text, style)
        elif kind is ColumnKind.LIGHT and value:
            code = str(getattr(value, "value", value))
            fill, ink = _TINTS[code]
            words = f"{_MARKS[code]} {lights.LOOKS[code].word}"
            colours = {"bg_color": fill, "font_color": ink}
            self.workbook.text(self.sheet, self.row, index, words, **BODY | colours)
        else:
            self.workbook.value(self.sheet, self.row, index, value, **BODY)


BODY: dict[str, Any] = {"border": 1, "border_color": "#D8D2C6", "text_wrap": True}
HEADER: dict[str, Any] = {
    "bold": True,
    "bg_color": "#F1E9E4",
    "font_color": "#5C1A14",
    "border": 1,
    "border_color": "#C9BFB2",
    "align": "center",
    "text_wrap": True,
}
