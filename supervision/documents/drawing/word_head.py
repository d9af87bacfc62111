"""The head of a paper in Word: mark, number, red lines, and what stands in the corner."""

from supervision.documents.drawing import measures, word_styles
from supervision.documents.drawing.measures import twips
from supervision.documents.drawing.sheet import Sheet
from supervision.documents.drawing.word_styles import LINE, RED, TYPE_WIDTH
from supervision.documents.drawing.word_xml import (
    Element,
    border,
    made,
    paragraph,
    run,
    spacing,
    tab_right,
)

_LINE_OVER_SIZE = 1.2  # an exact line lower than this cuts strokes off
_HAIR = 20  # the lowest line there is
#: 7/8 of a character between the red line and the number, less what the number's line brings.
_NUMBER_BELOW = round(measures.BODY * 20 * 7 / 8 - (LINE - measures.BODY * 20) / 2)


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
            layout=(tab_right(TYPE_WIDTH), spacing(before=_NUMBER_BELOW, exactly=LINE)),
        )
    ]
    return flow + [paragraph(word_styles.CORNER, run(text)) for text in corner[1:]]


def bare_top(sheet: Sheet) -> list[Element]:
    """Return what is secret on the left and the number on the right, with nothing red."""
    if not sheet.corner and not sheet.number:
        return []
    corner = sheet.corner or ("",)
    flow = [
        paragraph(
            word_styles.ADDRESSEE,
            run(corner[0], word_styles.fonts(word_styles.faces.HEI)),
            made("r", made("tab")),
            run(sheet.number),
            layout=(tab_right(TYPE_WIDTH), spacing(exactly=LINE)),
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
    return [*_mark(sheet), *_double_line(gap, measures.THICK, measures.THIN)]


def letter_foot() -> list[Element]:
    """Return the second red double line, thin above thick."""
    return _double_line(_HAIR, measures.THIN, measures.THICK)


def _double_line(above: int, upper: float, lower: float) -> list[Element]:
    """Return two empty lines with a red edge each: no program can turn them around."""
    return [_red_line(above, upper), _red_line(round(measures.GAP * 20), lower)]


def _red_line(above: int, thickness: float) -> Element:
    beyond = (measures.LETTER_LINE_WIDTH - measures.PAGE_WIDTH) / 2
    return paragraph(
        word_styles.BLANK,
        layout=(
            made("pBdr", border("bottom", thickness, colour=RED)),
            spacing(exactly=above),
            made(
                "ind",
                left=-twips(beyond + measures.LEFT),
                right=-twips(beyond + measures.RIGHT),
            ),
        ),
    )
