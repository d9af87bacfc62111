"""A table in Word: as wide as the type area, its head repeated on every page."""

from collections.abc import Iterable

from supervision.documents.drawing import faces, measures
from supervision.documents.drawing.sheet import Grid
from supervision.documents.drawing.word_styles import CELL, TABLE_HEAD, TYPE_WIDTH
from supervision.documents.drawing.word_xml import (
    Element,
    border,
    made,
    paragraph,
    run,
    spacing,
)
from supervision.documents.drawing.word_xml import faces as fonts

#: Height of a line in a cell, in twips.
CELL_LINE = 360
#: A row of more characters may be torn between pages: it would leave half a page empty.
_HELD = 600
_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")


def table_of(grid: Grid, *, styled: bool = True) -> Element:
    """Return the table; not `styled` it carries its own faces, for a file with other styles."""
    widths = [round(TYPE_WIDTH * share) for share in grid.shares]
    padding = [
        made(side, w=wide, type="dxa")
        for side, wide in (("top", 40), ("left", 80), ("bottom", 40), ("right", 80))
    ]
    table = made(
        "tbl",
        made(
            "tblPr",
            made("tblW", w=sum(widths), type="dxa"),
            made("jc", val="center"),
            made("tblBorders", *(border(edge, 0.5) for edge in _EDGES)),
            made("tblLayout", type="fixed"),
            made("tblCellMar", *padding),
        ),
        made("tblGrid", *(made("gridCol", w=width) for width in widths)),
    )
    if any(grid.columns):
        table.append(_row(grid.columns, widths, grid.short, is_head=True, styled=styled))
    least = grid.least or (0,) * len(grid.rows)
    table.extend(
        _row(row, widths, grid.short, is_head=False, styled=styled, least=lines)
        for row, lines in zip(grid.rows, least, strict=True)
    )
    return table


def _row(
    cells: Iterable[str],
    widths: list[int],
    short: tuple[bool, ...],
    *,
    is_head: bool,
    styled: bool,
    least: int = 0,
) -> Element:
    words = _styled if styled else _unstyled
    cells = tuple(cells)
    return made(
        "tr",
        made(
            "trPr",
            made("cantSplit") if sum(map(len, cells)) <= _HELD else None,
            made("trHeight", val=least * CELL_LINE, hRule="atLeast") if least else None,
            made("tblHeader") if is_head else None,
        ),
        *(
            made(
                "tc",
                made("tcPr", made("tcW", w=wide, type="dxa"), made("vAlign", val="center")),
                words(cell, is_head, centred or is_head),
            )
            for cell, wide, centred in zip(cells, widths, short, strict=True)
        ),
    )


def _styled(text: str, is_head: bool, centred: bool) -> Element:
    layout = (made("jc", val="center"),) if centred else ()
    return paragraph(TABLE_HEAD if is_head else CELL, run(text), layout=layout)


def _unstyled(text: str, is_head: bool, centred: bool) -> Element:
    size = round(measures.CELL * 2)
    letters = (
        fonts(faces.HEI if is_head else faces.FANGSONG),
        made("sz", val=size),
        made("szCs", val=size),
    )
    layout = (
        made("snapToGrid", val=0),
        spacing(exactly=CELL_LINE),
        made("ind", firstLineChars=0, firstLine=0),
        made("jc", val="center" if centred else "left"),
    )
    return made("p", made("pPr", *layout), run(text, *letters))
