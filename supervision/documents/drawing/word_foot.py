"""The end of a paper in Word: attachments, signature, and the imprint on the last page."""

from supervision.documents.drawing import measures, word_styles
from supervision.documents.drawing.measures import twips
from supervision.documents.drawing.sheet import Sheet
from supervision.documents.drawing.word_styles import LINE, TYPE_WIDTH
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

#: A blank of one 4号 character, and the rules of the imprint in points.
_SIDE = round(measures.SMALL * 20)
_OUTER, _INNER = measures.points(measures.RULE_OUTER), measures.points(measures.RULE_INNER)


def attachments(names: tuple[str, ...]) -> list[Element]:
    """Return 附件：1.… with names that hang below the first character of the first one."""
    single = len(names) == 1
    hanging = 3 if single else 4
    found = []
    for number, name in enumerate(names, 1):
        label = "附件：" if number == 1 else ""
        text = f"{label}{'' if single else f'{number}.'}{name}"
        first = hanging if number == 1 else 1
        layout = (
            made("keepNext"),
            spacing(before=LINE if number == 1 else 0, exactly=LINE),
            _hang(2 + hanging, first),
        )
        found.append(paragraph(word_styles.ATTACHMENT, run(text), layout=layout))
    return found


def _hang(left: float, hanging: float) -> Element:
    return made(
        "ind",
        leftChars=round(left * 100),
        left=round(left * measures.CHARACTER),
        hangingChars=round(hanging * 100),
        hanging=round(hanging * measures.CHARACTER),
    )


def _right(characters: float) -> Element:
    return made(
        "ind",
        rightChars=round(characters * 100),
        right=round(characters * measures.CHARACTER),
    )


def signature(sheet: Sheet) -> list[Element]:
    """Return the organ, the date and the note, on one page with the end of the text."""
    block = sheet.signature
    above = block.lines_above * LINE
    found = []
    if block.organ:
        layout = (spacing(before=above, exactly=LINE), _right(block.organ_right))
        found.append(paragraph(word_styles.SIGNATURE, run(block.organ), layout=layout))
        above = 0
    last = (
        made("keepNext", val=1 if sheet.note else 0),
        spacing(before=above, exactly=LINE),
        _right(block.date_right),
    )
    found.append(paragraph(word_styles.SIGNATURE, run(block.date), layout=last))
    if sheet.note:
        found.append(paragraph(word_styles.NOTE, run(sheet.note)))
    return found


def imprint(sheet: Sheet) -> Element | None:
    """Return the imprint, a table at the foot of the page on which the paper ends.

    A letter's has neither rules nor the organ that printed it.
    """
    rows: list[Element] = []
    if sheet.copies_line:
        indent = made("ind", left=_SIDE * 4, right=_SIDE, hanging=_SIDE * 3)
        rows.append(paragraph(word_styles.IMPRINT, run(sheet.copies_line), layout=(indent,)))
    if sheet.printed_by:
        rows.append(
            paragraph(
                word_styles.IMPRINT,
                run(sheet.printed_by),
                made("r", made("tab")),
                run(sheet.printed_on),
                layout=(tab_right(TYPE_WIDTH - _SIDE), made("ind", left=_SIDE, right=_SIDE)),
            )
        )
    return _at_the_foot(rows, has_rules=not sheet.is_letter) if rows else None


def _at_the_foot(rows: list[Element], *, has_rules: bool) -> Element:
    place = made(
        "tblpPr",
        leftFromText=0,
        rightFromText=0,
        vertAnchor="margin",
        # Measured from the paper's edge: LibreOffice lets a table as wide as the text float
        # only then, and would set it below the signature otherwise.
        horzAnchor="page",
        tblpX=twips(measures.LEFT),
        tblpYSpec="bottom",
    )
    properties = made(
        "tblPr",
        place,
        made("tblOverlap", val="never"),
        made("tblW", w=TYPE_WIDTH, type="dxa"),
        made("tblLayout", type="fixed"),
        no_padding(),
    )
    lines = [
        made(
            "tr",
            made("trPr", made("cantSplit")),
            made(
                "tc",
                made(
                    "tcPr",
                    made("tcW", w=TYPE_WIDTH, type="dxa"),
                    _rules(at, len(rows)) if has_rules else None,
                ),
                row,
            ),
        )
        for at, row in enumerate(rows)
    ]
    return made("tbl", properties, made("tblGrid", made("gridCol", w=TYPE_WIDTH)), *lines)


def _rules(at: int, count: int) -> Element:
    return made(
        "tcBorders",
        border("top", _INNER if at else _OUTER),
        border("bottom", _OUTER if at == count - 1 else _INNER),
    )
