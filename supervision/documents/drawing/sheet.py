"""What both drawings share: every text of the paper, broken, numbered and measured."""

import datetime as dt
from dataclasses import dataclass

from supervision.documents.content import Block, Heading, Paragraph, Table
from supervision.documents.drawing import measures
from supervision.documents.drawing.measures import width
from supervision.documents.drawing.numerals import numbered
from supervision.documents.drawing.paper import Paper, lines, one_line
from supervision.documents.drawing.titles import broken
from supervision.documents.kinds import Layout

#: Characters of 2号 in a line of the type area.
_TITLE_ROOM = measures.points(measures.TYPE_WIDTH) / measures.TITLE
#: The mark is as large as its line allows, within these; beyond it is squeezed, then broken.
_MARK_LARGEST, _MARK_SMALLEST, _SQUEEZED = 42.0, 26.0, 0.6
#: Characters of 小四 in a line of a table, and those that the margins of a cell take.
_CELL_ROOM, _CELL_MARGINS = measures.points(measures.TYPE_WIDTH) / measures.CELL, 1.6
_SHORT = 9.0
_OPEN_DATE = "　　　　年　　月　　日"


@dataclass(frozen=True)
class Mark:
    """The organ's mark at the head: its lines, size in points, and width in parts of a full one."""

    lines: tuple[str, ...]
    size: float
    stretch: float


@dataclass(frozen=True)
class Grid:
    """A table with rows of equal length, each column's share of the width, and which are short.

    Columns of short words and figures are centred. `least` are the lines a row has room for.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...]
    short: tuple[bool, ...]
    least: tuple[int, ...] = ()

    @property
    def has_head(self) -> bool:
        """Tell whether the columns are named."""
        return any(self.columns)


@dataclass(frozen=True)
class Item:
    """One block as it stands: a heading with its number, a paragraph, or a table."""

    kind: str  # heading, text, table
    text: str = ""
    level: int = 0
    number: str = ""
    grid: Grid | None = None


@dataclass(frozen=True)
class Signature:
    """Who signs and when, each with the blank at its right in characters."""

    organ: str
    organ_right: float
    date: str
    date_right: float
    lines_above: int


@dataclass(frozen=True)
class Sheet:
    """The paper ready to draw; empty texts are left out by whoever draws."""

    is_letter: bool
    mark: Mark
    copy_number: str
    secrecy: str
    urgency: str
    number: str
    title: tuple[str, ...]
    addressee: str
    items: tuple[Item, ...]
    attachments: tuple[str, ...]
    signature: Signature
    #: As in the data, and as they stand in their lines.
    contact: str
    note: str
    copies: str
    copies_line: str
    printed_by: str = ""
    printed_on: str = ""
    #: Without mark, red lines and imprint; and with nobody's name below the text.
    is_bare: bool = False
    is_signed: bool = True

    @property
    def corner(self) -> tuple[str, ...]:
        """Return what stands at the top left, from the top down."""
        return tuple(text for text in (self.copy_number, self.secrecy, self.urgency) if text)


def sheet_of(paper: Paper) -> Sheet:
    """Return everything that stands on the paper."""
    content = paper.content
    is_letter = paper.layout == Layout.LETTER
    is_bare = paper.layout in (Layout.PLAIN, Layout.FORM)
    has_imprint = not is_letter and not is_bare
    organ = one_line(paper.organ)
    addressee = one_line(paper.addressee or content.addressee)
    contact = one_line(content.contact)
    copies = "，".join(one_line(copy).rstrip("。，,") for copy in content.copies if one_line(copy))
    return Sheet(
        is_letter=is_letter,
        mark=mark_of(one_line(paper.organ_mark) or organ),
        copy_number=one_line(paper.copy_number),
        secrecy=one_line(paper.secrecy),
        urgency=one_line(paper.urgency),
        number=one_line(paper.number),
        title=tuple(broken(one_line(content.title), _TITLE_ROOM, (organ, addressee))),
        addressee=f"{addressee.rstrip('：:')}：" if addressee else "",
        items=tuple(_items(content.blocks)),
        attachments=tuple(text for text in map(one_line, content.attachments) if text),
        signature=_signature(organ, paper.signed_on, sealed=paper.sealed),
        contact=contact,
        note=f"（联系人：{contact}）" if contact else "",
        copies=copies,
        copies_line=f"抄送：{copies}。" if copies else "",
        printed_by=(one_line(paper.printed_by) or organ) if has_imprint else "",
        printed_on=f"{date_text(paper.signed_on)}印发" if has_imprint else "",
        is_bare=is_bare,
        is_signed=paper.layout != Layout.FORM,
    )


def date_text(day: dt.date | None) -> str:
    """Return the day with Arabic figures and no leading zeros; blanks to fill in without one."""
    return f"{day.year}年{day.month}月{day.day}日" if day else _OPEN_DATE


def mark_of(text: str) -> Mark:
    """Return the mark in the largest size that fits its line, or squeezed, or broken."""
    room = measures.points(measures.TYPE_WIDTH)
    wide = max(width(text), 1.0)
    size = min(_MARK_LARGEST, room / wide)
    if size >= _MARK_SMALLEST:
        return Mark((text,), round(size * 2) / 2 if size == _MARK_LARGEST else int(size * 2) / 2, 1)
    stretch = room / (_MARK_SMALLEST * wide)
    if stretch >= _SQUEEZED:
        return Mark((text,), _MARK_SMALLEST, int(stretch * 100) / 100)
    cut = broken(text, room / (_MARK_SMALLEST * _SQUEEZED))
    stretch = min(1.0, room / (_MARK_SMALLEST * max(map(width, cut))))
    return Mark(tuple(cut), _MARK_SMALLEST, int(stretch * 100) / 100)


def _items(blocks: tuple[Block, ...]) -> list[Item]:
    items: list[Item] = []
    # A heading without words takes no number either.
    kept = [one for one in blocks if not isinstance(one, Heading) or one_line(one.text)]
    for number, block in numbered(kept):
        if isinstance(block, Heading):
            items.append(Item("heading", one_line(block.text), block.level, number))
        elif isinstance(block, Paragraph):
            items += [Item("text", line) for line in lines(block.text)]
        elif block.columns or any(block.rows):
            items.append(Item("table", grid=grid_of(block)))
    return items


def grid_of(table: Table) -> Grid:
    """Return the table squared, and columns as wide as their words ask, none too narrow."""
    count = max(len(table.columns), *(len(row) for row in table.rows), 1)
    squared = [
        tuple("\n".join(lines(cell)) for cell in row) + ("",) * (count - len(row))
        for row in (table.columns, *table.rows)
    ]
    asked = [
        max(max(map(width, row[at].split("\n"))) for row in squared) + _CELL_MARGINS
        for at in range(count)
    ]
    short = tuple(wide <= _SHORT for wide in asked)
    least = (*table.least, *[0] * (len(table.rows) - len(table.least))) if table.least else ()
    return Grid(squared[0], tuple(squared[1:]), _shares(asked), short, least)


def _shares(asked: list[float]) -> tuple[float, ...]:
    """Give every column what it asks while it asks for less than an even share of what is left."""
    left, open_columns = _CELL_ROOM, sorted(range(len(asked)), key=asked.__getitem__)
    given = [0.0] * len(asked)
    for number, at in enumerate(open_columns):
        given[at] = min(asked[at], left / (len(asked) - number))
        left -= given[at]
    return tuple(each / sum(given) for each in given)


def _signature(organ: str, signed_on: dt.date | None, *, sealed: bool) -> Signature:
    """Place the block as clause 7.3.5 says.

    Under a seal the date stands four characters from the right and the organ is centred on it.
    Without one the organ stands two from the right and the date begins two further in; where the
    date is the longer of the two it is the one that stands two from the right.
    """
    date = date_text(signed_on)
    organ_wide, date_wide = width(organ), width(date)
    if sealed:
        return Signature(organ, max(0.0, 4 + (date_wide - organ_wide) / 2), date, 4.0, 2)
    date_right = organ_wide - date_wide
    if date_right < 2:
        return Signature(organ, 4 + date_wide - organ_wide, date, 2.0, 1)
    if organ_wide + 2 > measures.CHARACTERS:
        return Signature(organ, 0.0, date, 2.0, 1)
    return Signature(organ, 2.0, date, date_right, 1)
