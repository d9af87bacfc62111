"""Draw a paper for printing, by typst; the words go in as data and are never read as markup."""

import dataclasses
import functools
import json
import threading
from pathlib import Path
from typing import Any, cast

import typst

from supervision.documents.drawing import faces, measures
from supervision.documents.drawing.faces import Machine
from supervision.documents.drawing.faces import refusal as pdf_refusal
from supervision.documents.drawing.paper import Paper
from supervision.documents.drawing.sheet import Item, Sheet, sheet_of

__all__ = ["pdf_of", "pdf_refusal", "png_of"]

_TEMPLATE = Path(__file__).with_name("gb9704.typ")
#: A closing paragraph longer than this need not be held by the signature as a whole.
_HELD = 300
#: A compiler keeps what it has set and serves one thread at a time.
_turn = threading.Lock()


def pdf_of(paper: Paper) -> bytes:
    """Return the paper as PDF; raises NoChineseFont where the machine has no Chinese face."""
    return _drawn(paper, format="pdf")[0]


def png_of(paper: Paper, *, ppi: int = 96) -> list[bytes]:
    """Return the pages of the paper as pictures; raises NoChineseFont as `pdf_of` does."""
    return _drawn(paper, format="png", ppi=ppi)


def _drawn(paper: Paper, **options: Any) -> list[bytes]:
    machine = faces.machine()
    data = json.dumps(_data(sheet_of(paper), paper, machine), ensure_ascii=False)
    with _turn:
        compiler = _compiler(id(machine.catalogue), machine.catalogue)
        drawn = compiler.compile(_template(), sys_inputs={"data": data}, **options)
    return drawn if isinstance(drawn, list) else [cast(bytes, drawn)]


@functools.lru_cache(maxsize=2)
def _compiler(_key: int, catalogue: Any) -> typst.Compiler:
    return typst.Compiler(font_paths=catalogue, ignore_system_fonts=True)


@functools.cache
def _template() -> bytes:
    return _TEMPLATE.read_bytes()


def _data(sheet: Sheet, paper: Paper, machine: Machine) -> dict[str, Any]:
    last = _held(sheet)
    return {
        "faces": machine.families,
        "letter": sheet.is_letter,
        "bare": sheet.is_bare,
        "signed": sheet.is_signed,
        "sealed": paper.sealed,
        "thick": measures.THICK,
        "thin": measures.THIN,
        "gap": measures.GAP,
        "redline": measures.RED_LINE,
        "rules": {"outer": measures.RULE_OUTER, "inner": measures.RULE_INNER},
        "mark": dataclasses.asdict(sheet.mark),
        "corner": sheet.corner,
        "number": sheet.number,
        "title": sheet.title,
        "addressee": sheet.addressee,
        "items": [_item(item, last=item is last) for item in sheet.items],
        "attachments": sheet.attachments,
        "signature": {
            "organ": sheet.signature.organ,
            "organ_right": sheet.signature.organ_right,
            "date": sheet.signature.date,
            "date_right": sheet.signature.date_right,
            "above": sheet.signature.lines_above,
        },
        "note": sheet.note,
        "copies": sheet.copies_line,
        "printed_by": sheet.printed_by,
        "printed_on": sheet.printed_on,
        "author": sheet.signature.organ,
    }


def _held(sheet: Sheet) -> Item | None:
    """Return the closing paragraph, which goes to the signature's page."""
    last = sheet.items[-1] if sheet.items and not sheet.attachments else None
    return last if last is not None and last.kind == "text" and len(last.text) < _HELD else None


def _item(item: Item, *, last: bool) -> dict[str, Any]:
    grid = dataclasses.asdict(item.grid) if item.grid is not None else None
    return {
        "kind": item.kind,
        "text": item.text,
        "level": item.level,
        "number": item.number,
        "grid": grid,
        "last": last,
    }
