"""Workbooks that mean harm, built piece by piece; and a process that reads them under limits."""

from __future__ import annotations

import json
import resource
import sys
import time
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.exchange.books import book

#: Address space: code, libraries and a reader that keeps its promise; a bomb would not fit.
LIMIT = 1_200 * 1024 * 1024
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
HEAD = (
    b'<?xml version="1.0" encoding="UTF-8"?><worksheet '
    b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
)
TAIL = b"</sheetData></worksheet>"
TABLE = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


def rebuilt(
    path: Path,
    parts: dict[str, Iterable[bytes]] | None = None,
    more: dict[str, bytes] | None = None,
) -> Path:
    """Write the good workbook with some parts replaced and others added."""
    parts, more = parts or {}, more or {}
    good = path.with_suffix(".good")
    good.write_bytes(book())
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            if name not in parts:
                target.writestr(name, source.read(name))
        for name, pieces in parts.items():
            with target.open(zipfile.ZipInfo(name), "w", force_zip64=True) as stream:
                for piece in pieces:
                    stream.write(piece)
        for name, data in more.items():
            target.writestr(name, data)
    good.unlink()
    return path


def packed(path: Path, name: str, pieces: Iterable[bytes]) -> Path:
    """Write the good workbook with one part replaced, packed as tightly as can be."""
    rebuilt(path)
    inner = path.with_suffix(".inner")
    path.rename(inner)
    with (
        zipfile.ZipFile(inner) as source,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target,
    ):
        for other in source.namelist():
            if other != name:
                target.writestr(other, source.read(other))
        with target.open(name, "w", force_zip64=True) as stream:
            for piece in pieces:
                stream.write(piece)
    inner.unlink()
    return path


def _texts(first: int) -> bytes:
    numbers = range(first, first + 1000)
    return b"".join(b"<si><t>%032d%064x</t></si>" % (n, n * 7919) for n in numbers)


def _row_of(columns: int) -> bytes:
    return b'<row r="1">' + b"<c><v>1</v></c>" * columns + b"</row>"


BUILDERS: dict[str, tuple[str, Callable[[Path], Path]]] = {
    "bomb": (
        "zip_bomb",
        lambda path: packed(path, SHEET, (b" " * (1 << 20) for _n in range(600))),
    ),
    "filled": (
        "zip_bomb",
        lambda path: packed(path, "xl/media/a.bin", (b"\0" * (1 << 20) for _n in range(40))),
    ),
    "wide": (
        "too_many_cells",
        lambda path: packed(path, SHEET, (HEAD, _row_of(100_000), TAIL)),
    ),
    "entities": (
        "xml_entities",
        lambda path: rebuilt(
            path,
            {
                SHEET: (
                    b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>',
                    HEAD.partition(b"?>")[2],
                    b'<row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row>',
                    TAIL,
                )
            },
        ),
    ),
    "outside entity": (
        "xml_entities",
        lambda path: rebuilt(
            path,
            {"xl/workbook.xml": (b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><workbook/>',)},
        ),
    ),
    "external link": (
        "outside_links",
        lambda path: rebuilt(path, more={"xl/externalLinks/externalLink1.xml": b"<x/>"}),
    ),
    "data connection": (
        "outside_links",
        lambda path: rebuilt(path, more={"xl/connections.xml": b"<x/>"}),
    ),
    "embedded object": (
        "outside_links",
        lambda path: rebuilt(path, more={"xl/embeddings/oleObject1.bin": b"\0"}),
    ),
    "macros": ("macros", lambda path: rebuilt(path, more={"xl/vbaProject.bin": b"\0"})),
    "old macros": (
        "macros",
        lambda path: rebuilt(path, more={"xl/macrosheets/sheet1.xml": b"<x/>"}),
    ),
    "upwards": ("unsafe_archive", lambda path: rebuilt(path, more={"../../etc/cron.d/x": b"x"})),
    "absolute": ("unsafe_archive", lambda path: rebuilt(path, more={"/etc/passwd": b"x"})),
    "backwards": ("unsafe_archive", lambda path: rebuilt(path, more={"xl\\..\\x": b"x"})),
    "deep": (
        "nested_too_deep",
        lambda path: packed(path, SHEET, (HEAD, b"<a>" * 200_000, b"</a>" * 200_000, TAIL)),
    ),
    "huge cell": (
        "text_too_long",
        lambda path: packed(
            path,
            SHEET,
            (
                HEAD,
                b'<row r="1"><c r="A1" t="inlineStr"><is><t>',
                *(b"x" * 65_536 for _n in range(32)),
                b"</t></is></c></row>",
                TAIL,
            ),
        ),
    ),
    "huge string": (
        "text_too_long",
        lambda path: packed(
            path,
            STRINGS,
            (TABLE, b"<si><t>", *(b"y" * 65_536 for _n in range(32)), b"</t></si></sst>"),
        ),
    ),
    "many strings": (
        "",
        lambda path: packed(
            path,
            STRINGS,
            (
                TABLE,
                *(
                    b"".join(
                        b"<si><t>%032d%064x</t></si>" % (n, n * 7919) for n in range(f, f + 999)
                    )
                    for f in range(0, 600_000, 999)
                ),
                b"</sst>",
            ),
        ),
    ),
    "merged": (
        "too_many_merged",
        lambda path: packed(
            path,
            SHEET,
            (
                HEAD,
                b'<row r="1"><c r="A1"><v>1</v></c></row></sheetData><mergeCells>',
                *(b'<mergeCell ref="A%d:B1048576"/>' % n for n in range(1, 60_000)),
                b"</mergeCells></worksheet>",
            ),
        ),
    ),
}


def read(path: Path, name: str) -> str:
    """Read every cell of every sheet; return the code of the refusal, or ""."""
    from supervision.exchange.problems import FileRefused  # noqa: PLC0415  after the settings
    from supervision.exchange.reading import open_book  # noqa: PLC0415

    try:
        with open_book(path, name) as opened:
            for title in opened.titles:
                for _number, _cells in opened.grid(title).rows():
                    pass
    except FileRefused as refused:
        return refused.code
    return ""


def _peak() -> float:
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def main(folder: Path) -> None:
    """Read each workbook of the folder under limits and print what it cost."""
    import django  # noqa: PLC0415

    django.setup()
    resource.setrlimit(resource.RLIMIT_AS, (LIMIT, LIMIT))
    base = _peak()
    found = {}
    for path in sorted(folder.glob("*.xlsx")):
        started = time.process_time()
        code = read(path, path.name)
        found[path.stem] = {
            "code": code,
            "seconds": time.process_time() - started,
            "grown": _peak() - base,
        }
    print(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
