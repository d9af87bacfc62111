"""Look into an uploaded file before anything opens it: is it a workbook, and a sane one."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO
from xml.etree import ElementTree

import msoffcrypto
import olefile
from django.utils.translation import gettext as _

from supervision.exchange.problems import FileRefused, letter

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED = 500 * 1024 * 1024
MAX_INDEX = 4 * 1024 * 1024
MAX_CELLS = 8_000_000
EXTENSIONS = (".xlsx", ".xls")

_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK"
_CHUNK, _OVERLAP = 1 << 20, 512
_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})(\d{1,7})"([^>]*)>')
_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

# A member that is absent, cut short, encrypted or packed in an unknown way, and what is no XML.
_DAMAGE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    ElementTree.ParseError,
    LookupError,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
)


@dataclass
class Sighting:
    """What the raw sheet says and the reader would not: cells that show a formula error."""

    errors: dict[str, set[tuple[int, int]]] = field(default_factory=dict)


def inspect(path: Path, name: str) -> Sighting:
    """Refuse what is no readable workbook; return what the raw sheets say."""
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise FileRefused(
            "too_large", size=f"{size / 1048576:.1f}", limit=str(MAX_BYTES // 1048576)
        )
    if not size:
        raise FileRefused("empty_file")
    extension = Path(name).suffix.lower()
    if extension not in EXTENSIONS:
        raise FileRefused("wrong_extension", name=name)
    with path.open("rb") as stream:
        start = stream.read(512)
        if start.startswith(_OLE):
            _inspect_ole(stream, name, extension)
            return Sighting()
        if not start.startswith(_ZIP):
            found = _looks_like(start)
            if found:
                raise FileRefused("extension_disagrees", name=name, found=found)
            raise FileRefused("broken", name=name)
        if extension != ".xlsx":
            raise FileRefused("extension_disagrees", name=name, found=".xlsx")
        return _inspect_zip(stream, name)


def _looks_like(start: bytes) -> str:
    """Return what other kind of file this is, or "" when it is nothing known."""
    head = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<html", b"<!doctype", b"<table", b"<meta")):
        return _("a web page")
    if head.startswith(b"%pdf"):
        return "PDF"
    if head.startswith((b"\xff\xd8\xff", b"\x89png")):
        return _("a picture")
    if head.startswith(b"<?xml"):
        return "XML"
    if head and b"\x00" not in head and (b"," in head or b"\t" in head) and b"\n" in head:
        return _("a text file (CSV)")
    return ""


def _inspect_ole(stream: BinaryIO, name: str, extension: str) -> None:
    try:
        with olefile.OleFileIO(stream) as ole:
            if ole.exists("EncryptedPackage"):
                raise FileRefused("encrypted", name=name)
            is_workbook = ole.exists("Workbook") or ole.exists("Book")
        if is_workbook and msoffcrypto.OfficeFile(stream).is_encrypted():
            raise FileRefused("encrypted", name=name)
    except FileRefused:
        raise
    except Exception:
        # Two parsers of third parties on a damaged file: whatever they raise, it is damaged.
        raise FileRefused("broken", name=name) from None
    if not is_workbook:
        raise FileRefused("extension_disagrees", name=name, found=_("another Office file"))
    if extension != ".xls":
        raise FileRefused("extension_disagrees", name=name, found=".xls")


def _inspect_zip(stream: BinaryIO, name: str) -> Sighting:
    try:
        with zipfile.ZipFile(stream) as archive:
            sizes = {entry.filename: entry.file_size for entry in archive.infolist()}
            if sum(sizes.values()) > MAX_UNPACKED:
                raise FileRefused("too_large", size=">500", limit=str(MAX_BYTES // 1048576))
            if "xl/workbook.xml" not in sizes:
                raise FileRefused(
                    "extension_disagrees", name=name, found=_("another kind of archive")
                )
            sighting = Sighting()
            for title, part in _parts(archive, sizes):
                sighting.errors[title] = _scan(archive, part, title)
            return sighting
    except _DAMAGE:
        raise FileRefused("broken", name=name) from None


def _parts(archive: zipfile.ZipFile, sizes: dict[str, int]) -> Iterator[tuple[str, str]]:
    """Yield the title and the archive member of every sheet."""
    relations = "xl/_rels/workbook.xml.rels"
    if max(sizes["xl/workbook.xml"], sizes[relations]) > MAX_INDEX:
        raise ValueError("oversized workbook index")
    targets = {
        item.get("Id"): item.get("Target", "")
        for item in ElementTree.fromstring(archive.read(relations))
    }
    for item in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
        if item.tag.rpartition("}")[2] == "sheet":
            target = targets.get(item.get(_RELATIONS), "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if part in sizes:
                yield item.get("name", ""), part


def _scan(archive: zipfile.ZipFile, part: str, title: str) -> set[tuple[int, int]]:
    """Return the cells that show a formula error; refuse a sheet that reaches absurdly far.

    One stray value in XFD1048576 would make the reader lay out 17 thousand million cells.
    """
    errors: set[tuple[int, int]] = set()
    last_row = last_column = 0
    tail = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            data = tail + chunk
            for match in _CELL.finditer(data):
                if match[3].endswith(b"/"):
                    continue  # formatted, but holds nothing: whole columns are often formatted
                row, column = int(match[2]), _column(match[1])
                last_row, last_column = max(last_row, row), max(last_column, column)
                if b't="e"' in match[0]:
                    errors.add((row - 1, column - 1))
            tail = data[-_OVERLAP:]
            if last_row * last_column > MAX_CELLS:
                cell = f"{letter(last_column - 1)}{last_row}"
                raise FileRefused("too_many_cells", sheet=title, cell=cell)
    return errors


def _column(letters: bytes) -> int:
    number = 0
    for char in letters:
        number = number * 26 + char - 64
    return number
