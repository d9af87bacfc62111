"""The head of a paper in Word: mark, number, red lines, and what stands in the corner."""

from supervision.documents.drawing import measures, word_styles
from supervision.documents.drawing.measures import twips
from supervision.documents.drawing.sheet import Sheet
from supervision.documents.drawing.word_styles import LINE, RED, TYPE_WIDTH
from supervision.documents.drawing.word_xml import (
    Element,
    border,
    made,
    no_padding,
    paragraph,
    run,
    spacing,
    tab_right,
)

_LINE_OVER_SIZE = 1.2  # an exact line lower than this cuts strokes off


def general_top(sheet: Sheet) -> list[Element]:
    """Return 份号, 密级, 紧急程度, the mark 35 mm below the edge, the number and the red line."""
    flow = [paragraph(word_styles.CORNER, run(text)) for text in sheet.corner]
    gap = twips(measures.MARK_BELOW_TOP) - LINE * len(sheet.corner) - overhang(sheet)
    flow.append(paragraph(word_styles.BLANK, layout=(spacing(exactly=max(gap, 20)),)))
    flow += _mark(sheet)
    line = made(
        "pBdr",
        border(
            "bottom",
            measures.RED_LINE,
            colour=RED,
            space=round(measures.points(measures.LINE_BELOW)),
        ),
    )
    flow.append(
        paragraph(
            word_styles.NUMBER,
            run(sheet.number),
            layout=(line, spacing(before=2 * LINE, exactly=LINE)),
        )
    )
    return flow


def letter_top(sheet: Sheet) -> list[Element]:
    """Return the number flush right, and on the left, from the same line down, what is secret."""
    corner = sheet.corner or ("",)
    flow = [
        paragraph(
            word_styles.ADDRESSEE,
            run(corner[0], word_styles.fonts(word_styles.faces.HEI)),
            made("r", made("tab")),
            run(sheet.number),
            layout=(tab_right(TYPE_WIDTH), spacing(before=280, exactly=LINE)),
        )
    ]
    return flow + [paragraph(word_styles.CORNER, run(text)) for text in corner[1:]]


def overhang(sheet: Sheet) -> int:
    """Return how far the mark's line begins above its characters, in twips."""
    return round(sheet.mark.size * (_LINE_OVER_SIZE - 1) / 2 * 20)


def _mark(sheet: Sheet) -> list[Element]:
    mark = sheet.mark
    height = round(mark.size * _LINE_OVER_SIZE * 20)
    return [
        paragraph(
            word_styles.MARK,
            run(
                line,
                made("w", val=round(mark.stretch * 100)),
                made("sz", val=round(mark.size * 2)),
                made("szCs", val=round(mark.size * 2)),
            ),
            layout=(spacing(exactly=height),),
        )
        for line in mark.lines
    ]


def letter_head(sheet: Sheet) -> list[Element]:
    """Return the organ's full name and the red double line below it, thick above thin."""
    gap = twips(measures.LINE_BELOW) - overhang(sheet)
    space = paragraph(word_styles.BLANK, layout=(spacing(exactly=gap),))
    line = _double_line(measures.THICK, measures.THIN)
    return [*_mark(sheet), space, line, paragraph(word_styles.BLANK)]


def letter_foot() -> list[Element]:
    """Return the second red double line, thin above thick."""
    return [_double_line(measures.THIN, measures.THICK), paragraph(word_styles.BLANK)]


def _double_line(upper: float, lower: float) -> Element:
    """Return a table row without words between two red edges: no program can turn it around."""
    wide = twips(measures.LETTER_LINE_WIDTH)
    beyond = twips((measures.LETTER_LINE_WIDTH - measures.PAGE_WIDTH) / 2 + measures.LEFT)
    height = round(measures.GAP * 20)
    return made(
        "tbl",
        made(
            "tblPr",
            made("tblW", w=wide, type="dxa"),
            made("tblInd", w=-beyond, type="dxa"),
            made(
                "tblBorders",
                border("top", upper, colour=RED),
                border("bottom", lower, colour=RED),
            ),
            made("tblLayout", type="fixed"),
            no_padding(),
        ),
        made("tblGrid", made("gridCol", w=wide)),
        made(
            "tr",
            made("trPr", made("trHeight", val=height, hRule="exact")),
            made(
                "tc",
                made("tcPr", made("tcW", w=wide, type="dxa")),
                paragraph(word_styles.BLANK),
            ),
        ),
    )
