"""The empty Word file of each layout: page, grid, styles, numbering of headings, page numbers."""

import functools
import io
from typing import Any

from docx import Document

from supervision.documents.drawing import measures
from supervision.documents.drawing.measures import twips
from supervision.documents.drawing.word_styles import (
    HEADINGS,
    LINE,
    NUMBERING_ID,
    PAGE_NUMBER,
    write_styles,
)
from supervision.documents.drawing.word_xml import (
    Element,
    field,
    made,
    paragraph,
    run,
    spacing,
)

#: How Word writes the number of each level: 一、 （一） 1. （1）.
LEVELS = (
    ("chineseCountingThousand", "%1、"),
    ("chineseCountingThousand", "（%2）"),
    ("decimal", "%3."),
    ("decimal", "（%4）"),
)
#: What the library's own file brings along, by the last word of the relation's type.
_NEEDLESS = ("theme", "stylesWithEffects", "webSettings", "customXml", "thumbnail")


@functools.lru_cache(maxsize=2)
def empty(*, is_letter: bool) -> bytes:
    """Return the file with everything that does not depend on the paper's words."""
    document = Document()
    _leave_out(document.part.rels)
    _leave_out(document.part.package.rels)
    section = document.sections[0]
    properties = section._sectPr
    for child in list(properties):
        properties.remove(child)
    document.settings.odd_and_even_pages_header_footer = True
    properties.extend(part for part in _page(is_letter=is_letter) if part is not None)
    write_styles(document.styles.element)
    _number(document.part.numbering_part.element)
    for footer, align, blank in (
        (section.footer, "right", {"rightChars": 100, "right": 280}),
        (section.even_page_footer, "left", {"leftChars": 100, "left": 280}),
    ):
        footer.is_linked_to_previous = False
        # A letter's foot stands where its first page has the second red line.
        lift = twips(_foot() - measures.LETTER_LINE_BOTTOM) if is_letter else 0
        _refill(footer._element, _page_number(align, made("ind", **blank), lift))
    if is_letter:
        section.first_page_header.is_linked_to_previous = False
        section.first_page_footer.is_linked_to_previous = False
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _leave_out(relations: Any) -> None:
    """Drop the parts of the library's own file that no paper needs: each costs time and room."""
    for key, relation in list(relations.items()):
        if relation.reltype.rpartition("/")[2] in _NEEDLESS:
            del relations[key]


def _refill(part: Element, *content: Element) -> None:
    for child in list(part):
        part.remove(child)
    part.extend(content)


def _foot() -> float:
    """Return how far the page number stands above the edge: its dashes 7 mm below the type area."""
    return measures.BOTTOM - measures.NUMBER_BELOW - measures.SMALL / 2 * 25.4 / 72


def _page(*, is_letter: bool) -> list[Element | None]:
    head = measures.LETTER_MARK_TOP if is_letter else 15.0
    return [
        made("pgSz", w=twips(measures.PAGE_WIDTH), h=twips(measures.PAGE_HEIGHT)),
        made(
            "pgMar",
            top=twips(measures.TOP),
            right=twips(measures.RIGHT),
            bottom=twips(measures.BOTTOM),
            left=twips(measures.LEFT),
            header=twips(head),
            footer=twips(measures.LETTER_LINE_BOTTOM if is_letter else _foot()),
            gutter=0,
        ),
        made("titlePg") if is_letter else None,
        made(
            "docGrid",
            type="linesAndChars",
            linePitch=LINE,
            charSpace=measures.CHARACTER_SPACE,
        ),
    ]


def _page_number(align: str, indent: Element, lift: int) -> Element:
    return paragraph(
        PAGE_NUMBER,
        run("— "),
        field("PAGE"),
        run(" —"),
        layout=(spacing(after=lift, exactly=280), indent, made("jc", val=align)),
    )


def _number(part: Element) -> None:
    """Number the headings through their styles, so that an edit in Word renumbers the rest."""
    levels = [
        made(
            "lvl",
            made("start", val=1),
            made("numFmt", val=form),
            made("pStyle", val=HEADINGS[at]),
            made("suff", val="nothing"),
            made("lvlText", val=text),
            made("lvlJc", val="left"),
            ilvl=at,
        )
        for at, (form, text) in enumerate(LEVELS)
    ]
    abstract = made(
        "abstractNum",
        made("multiLevelType", val="multilevel"),
        *levels,
        abstractNumId=NUMBERING_ID,
    )
    for child in list(part):
        part.remove(child)
    part.append(abstract)
    part.append(made("num", made("abstractNumId", val=NUMBERING_ID), numId=NUMBERING_ID))
