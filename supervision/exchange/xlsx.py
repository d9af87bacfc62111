"""Read an .xlsx workbook row by row, in memory that does not grow with the sheet."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

from supervision.exchange.cells import Area, Cells, FormulaError, letter_index
from supervision.exchange.problems import FileRefused, letter
from supervision.exchange.shared_strings import SharedStrings, TextCollector
from supervision.exchange.xml_reading import CHUNK, Handler, consume, feed

MAX_INDEX = 8 * 1024 * 1024
MAX_SHEETS = 200
MAX_COLUMNS = 1000
MAX_ROWS = 1_048_576
MAX_CELLS = 8_000_000
#: Rows that merged areas span, all together.
MAX_MERGED = 300_000
_MERGE = re.compile(
    rb'<(?:\w+:)?mergeCell\s[^>]*?\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"'
)
_OVERLAP = 256
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


@dataclass
class _Index(Handler):
    """What `workbook.xml`, its relations and its styles say."""

    depth: int = 0
    sheets: list[tuple[str, str]] = field(default_factory=list)
    targets: dict[str, str] = field(default_factory=dict)
    formats: dict[int, str] = field(default_factory=dict)
    styles: list[int] = field(default_factory=list)
    since_1904: bool = False
    in_cell_styles: bool = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Note sheets, where they lie, and how numbers are shown."""
        if tag == "sheet" and attributes.get("state", "visible") == "visible":
            relation = next((v for k, v in attributes.items() if k.endswith(":id")), "")
            self.sheets.append((attributes.get("name", ""), relation))
        elif tag == "workbookPr":
            self.since_1904 = attributes.get("date1904") in ("1", "true")
        elif tag == "Relationship":
            self.targets[attributes.get("Id", "")] = attributes.get("Target", "")
        elif tag == "numFmt":
            self.formats[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
        elif tag == "cellXfs":
            self.in_cell_styles = True
        elif tag == "xf" and self.in_cell_styles:
            self.styles.append(int(attributes.get("numFmtId", "0")))

    def end(self, tag: str) -> None:
        """Leave the list of cell styles."""
        if tag == "cellXfs":
            self.in_cell_styles = False


class XlsxBook:
    """An opened workbook: the titles a person sees, and the sheets behind them."""

    def __init__(self, path: Path) -> None:
        """Open the archive and read its index; raises FileRefused or an archive's own errors."""
        self._archive = zipfile.ZipFile(path)
        self._names = set(self._archive.namelist())
        self._index = _Index()
        for part in ("xl/_rels/workbook.xml.rels", "xl/workbook.xml", "xl/styles.xml"):
            if part in self._names or part != "xl/styles.xml":
                self._read_index(part)
        self.strings = SharedStrings()
        if "xl/sharedStrings.xml" in self._names:
            with self._archive.open("xl/sharedStrings.xml") as stream:
                self.strings.load(stream)
        self._parts = {title: self._part(relation) for title, relation in self._index.sheets}
        self.titles = [title for title, part in self._parts.items() if part in self._names]
        if len(self._index.sheets) > MAX_SHEETS:
            raise FileRefused("too_many_sheets", limit=str(MAX_SHEETS))

    def sheet(self, title: str) -> XlsxSheet:
        """Return the sheet with its merged areas and number of rows."""
        return XlsxSheet(self._archive, self._parts[title], title, self.strings, self.kinds)

    @property
    def kinds(self) -> _NumberKinds:
        """How numbers are to be read under each style."""
        return _NumberKinds(self._index)

    def close(self) -> None:
        """Give archive and texts back."""
        self._archive.close()
        self.strings.close()

    def _read_index(self, part: str) -> None:
        if self._archive.getinfo(part).file_size > MAX_INDEX:
            raise ValueError("oversized workbook index")
        with self._archive.open(part) as stream:
            consume(stream, self._index)

    def _part(self, relation: str) -> str:
        target = self._index.targets.get(relation, "")
        return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


class _NumberKinds:
    """Which styles make a day or a span of time of a number."""

    def __init__(self, index: _Index) -> None:
        formats = {**BUILTIN_FORMATS, **index.formats}
        shown = [formats.get(number, "General") for number in index.styles]
        self._spans = {str(place) for place, code in enumerate(shown) if is_timedelta_format(code)}
        self.dates = {str(place) for place, code in enumerate(shown) if is_date_format(code)}
        self.dates |= self._spans
        self._epoch = MAC_EPOCH if index.since_1904 else WINDOWS_EPOCH

    def moment(self, number: float, style: str) -> Any:
        """Return the day, instant, time or span that the number stands for."""
        try:
            found = from_excel(number, self._epoch, timedelta=style in self._spans)
        except (ValueError, OverflowError):
            return number
        return found


class XlsxSheet:
    """One sheet: its merged areas, about how many rows, and the rows one after another."""

    def __init__(
        self,
        archive: zipfile.ZipFile,
        part: str,
        title: str,
        strings: SharedStrings,
        kinds: _NumberKinds,
    ) -> None:
        self._archive = archive
        self._part = part
        self._title = title
        self._strings = strings
        self._kinds = kinds
        self.areas: list[Area] = []
        self.height = 0
        self._look_over()

    def iter_rows(self) -> Iterator[tuple[int, Cells]]:
        """Yield the rows that hold something, with their numbers counted from 0."""
        reader = _Rows(self._title, self._strings, self._kinds)
        with self._archive.open(self._part) as stream:
            for _piece in feed(stream, reader):
                yield from reader.ready
                reader.ready.clear()

    def _look_over(self) -> None:
        """Count rows and find merged areas, which stand behind the rows they concern."""
        spanned = 0
        tail = b""
        with self._archive.open(self._part) as stream:
            while chunk := stream.read(CHUNK):
                self.height += chunk.count(b"<row ") + chunk.count(b":row ")
                data = tail + chunk
                tail = data[-_OVERLAP:] if b"mergeCell" in data else data[-16:]
                for match in _MERGE.finditer(data):
                    area = _area(match)
                    if not self.areas or self.areas[-1] != area:
                        self.areas.append(area)
                        spanned += area[2] - area[0] + 1
                    tail = data[max(match.end(), len(data) - _OVERLAP) :]
                if spanned > MAX_MERGED:
                    raise FileRefused("too_many_merged", sheet=self._title)


def _area(match: re.Match[bytes]) -> Area:
    left, right = letter_index(match[1].decode()), letter_index(match[3].decode())
    return int(match[2]) - 1, left, int(match[4]) - 1, right


class _Rows(TextCollector):
    """Makes rows of the elements of a sheet."""

    def __init__(self, title: str, strings: SharedStrings, kinds: _NumberKinds) -> None:
        super().__init__()
        self.ready: list[tuple[int, Cells]] = []
        self._title = title
        self._strings = strings
        self._kinds = kinds
        self._columns: dict[str, int] = {}
        self._row = -1
        self._column = -1
        self._last_column = 0
        self._cells: Cells = []
        self._type = ""
        self._style = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin a row or a cell; listen to its value."""
        if tag == "c":
            place = attributes.get("r")
            self._column = self._index(place) if place else self._column + 1
            self._type = attributes.get("t", "n")
            self._style = attributes.get("s", "")
        elif tag == "v":
            self._listening = True
        elif tag == "row":
            number = attributes.get("r")
            self._row = int(number) - 1 if number else self._row + 1
            self._column = -1
            self._cells = []
        else:
            super().start(tag, attributes)

    def end(self, tag: str) -> None:
        """Finish a value, a cell or a row."""
        if tag == "v":
            self._listening = False
        elif tag == "c":
            if self.parts:
                self._place(self._value(self.take()))
        elif tag == "row":
            if self._cells:
                self.ready.append((self._row, self._cells))
        else:
            super().end(tag)

    def _place(self, value: Any) -> None:
        column, cells = self._column, self._cells
        if column >= self._last_column or self._row >= MAX_ROWS:
            self._refuse_far(column)
        if column < len(cells):
            cells[column] = value
            return
        if column > len(cells):
            cells.extend([""] * (column - len(cells)))
        cells.append(value)

    def _refuse_far(self, column: int) -> None:
        """Refuse a sheet that reaches absurdly far; one stray value is enough."""
        self._last_column = max(self._last_column, column + 1)
        far = (self._row + 1) * self._last_column > MAX_CELLS
        if column >= MAX_COLUMNS or self._row >= MAX_ROWS or far:
            cell = f"{letter(column)}{self._row + 1}"
            raise FileRefused("too_many_cells", sheet=self._title, cell=cell)

    def _index(self, place: str) -> int:
        letters = place.rstrip("0123456789")
        index = self._columns.get(letters)
        if index is None:
            if not _PLACE.fullmatch(place):
                raise ValueError(f"no cell {place[:20]!r}")
            index = self._columns[letters] = letter_index(letters)
        return index

    def _value(self, text: str) -> Any:
        kind = self._type
        if kind == "s":
            return _unescaped(self._strings[int(text)])
        if kind == "n":
            number = float(text)
            if self._style in self._kinds.dates:
                return self._kinds.moment(number, self._style)
            return number
        if kind in ("str", "inlineStr"):
            return _unescaped(text)
        if kind == "b":
            return text.strip() in ("1", "true")
        if kind == "d":
            return dt.datetime.fromisoformat(text)
        return FormulaError()


def _unescaped(text: str) -> str:
    """Return the text with the characters that XML cannot hold in their places."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
