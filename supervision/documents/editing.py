"""Blocks of a paper as people type them: plain text for each, a table one row a line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from supervision.documents.content import Block, Heading, Paragraph, Table

PARAGRAPH, TABLE = "text", "table"
_HEADINGS = {"1": 1, "2": 2, "3": 3, "4": 4}
_CELL = "|"


def typed(blocks: Iterable[Block]) -> list[dict[str, str]]:
    """Return the blocks as the form shows them."""
    return [_typed(block) for block in blocks]


def read(rows: Iterable[dict[str, Any]]) -> tuple[Block, ...]:
    """Return the blocks of the form's rows; empty rows fall out, uneven tables are filled up."""
    return tuple(
        _read(str(row["kind"]), str(row["text"]))
        for row in rows
        if str(row.get("text", "")).strip()
    )


def _typed(block: Block) -> dict[str, str]:
    if isinstance(block, Heading):
        return {"kind": str(block.level), "text": block.text}
    if isinstance(block, Paragraph):
        return {"kind": PARAGRAPH, "text": block.text}
    rows = (block.columns, *block.rows)
    return {
        "kind": TABLE,
        "text": "\n".join(f" {_CELL} ".join(map(_one_cell, row)) for row in rows),
    }


def _one_cell(text: str) -> str:
    """Return the cell without the mark that parts cells; its full-width twin reads the same."""
    return text.replace(_CELL, "｜").replace("\n", " ")


def _read(kind: str, text: str) -> Block:
    if kind in _HEADINGS:
        return Heading(text, _HEADINGS[kind])  # type: ignore[arg-type]
    if kind != TABLE:
        return Paragraph(text)
    rows = [_cells(line) for line in text.splitlines() if line.strip()]
    width = max(len(row) for row in rows)
    filled = [(*row, *[""] * (width - len(row))) for row in rows]
    return Table(filled[0], tuple(filled[1:]))


def _cells(line: str) -> tuple[str, ...]:
    # What is copied from Excel comes with tabs.
    return tuple(cell.strip() for cell in line.replace("\t", _CELL).split(_CELL))
