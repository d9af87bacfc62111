"""What an official document says, before any layout: pure values that go to JSON and back."""

from dataclasses import dataclass
from typing import Any, Literal

Level = Literal[1, 2, 3, 4]


@dataclass(frozen=True)
class Heading:
    """A heading without its number; the layout numbers it: 一、 (一) 1. (1)."""

    text: str
    level: Level = 1


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the text."""

    text: str


@dataclass(frozen=True)
class Table:
    """A table with its head; every row has as many cells as there are columns.

    `least` are the lines each row has room for at least, where somebody signs by hand.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    least: tuple[int, ...] = ()


Block = Heading | Paragraph | Table


@dataclass(frozen=True)
class Content:
    """The words of one document; organ, number, date and signature come when it is signed."""

    title: str
    blocks: tuple[Block, ...]
    #: Left empty where the receiving unit's own name is the addressee.
    addressee: str = ""
    attachments: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    #: Who answers questions, and the telephone.
    contact: str = ""


def to_json(content: Content) -> dict[str, Any]:
    """Return the content as JSON keeps it."""
    return {
        "title": content.title,
        "addressee": content.addressee,
        "attachments": list(content.attachments),
        "copies": list(content.copies),
        "contact": content.contact,
        "blocks": [_block_to_json(block) for block in content.blocks],
    }


def from_json(stored: dict[str, Any]) -> Content:
    """Return the content as it was; raises KeyError or ValueError for what is no content."""
    return Content(
        title=stored["title"],
        addressee=stored.get("addressee", ""),
        attachments=tuple(stored.get("attachments", ())),
        copies=tuple(stored.get("copies", ())),
        contact=stored.get("contact", ""),
        blocks=tuple(_block_from_json(block) for block in stored["blocks"]),
    )


def _block_to_json(block: Block) -> dict[str, Any]:
    if isinstance(block, Heading):
        return {"heading": block.text, "level": block.level}
    if isinstance(block, Paragraph):
        return {"paragraph": block.text}
    table: dict[str, Any] = {
        "columns": list(block.columns),
        "rows": [list(row) for row in block.rows],
    }
    return table | ({"least": list(block.least)} if block.least else {})


def _block_from_json(stored: dict[str, Any]) -> Block:
    if "heading" in stored:
        return Heading(stored["heading"], stored.get("level", 1))
    if "paragraph" in stored:
        return Paragraph(stored["paragraph"])
    if "columns" in stored:
        rows = tuple(tuple(row) for row in stored["rows"])
        return Table(tuple(stored["columns"]), rows, tuple(stored.get("least", ())))
    raise ValueError(f"no block of a document: {stored!r}")
