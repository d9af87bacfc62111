"""Make elements of WordprocessingML. Text only ever becomes text nodes, never markup."""

import functools
from collections.abc import Iterable
from typing import Any

from docx.oxml.ns import nsmap, qn
from docx.oxml.parser import oxml_parser

from supervision.documents.drawing.paper import printable

Element = Any

_SPACES = {"w": nsmap["w"]}
_SPACE = qn("xml:space")


def made(tag: str, *children: Element, **attributes: object) -> Element:
    """Return the element `w:tag` with its attributes (w:…) and children; None is left out."""
    # A paper has hundreds of them: the names are looked up once, the attributes set in one go.
    given = {_name(name): str(value) for name, value in attributes.items()}
    element = oxml_parser.makeelement(_name(tag), given, _SPACES)
    element.extend([child for child in children if child is not None])
    return element


@functools.cache
def _name(word: str) -> str:
    return str(qn(f"w:{word.rstrip('_')}"))


def faces(face: str) -> Element:
    """Return the names of the face for Chinese, Latin and all else."""
    return made("rFonts", ascii=face, hAnsi=face, eastAsia=face, cs=face, hint="eastAsia")


def run(text: str, *properties: Element) -> Element:
    """Return a run of text; each line feed in it becomes a line break."""
    content: list[Element] = []
    for number, line in enumerate(printable(text).split("\n")):
        if number:
            content.append(made("br"))
        words = made("t")
        words.text = line
        words.set(_SPACE, "preserve")
        content.append(words)
    return made("r", made("rPr", *properties) if properties else None, *content)


def field(instruction: str, *properties: Element) -> Element:
    """Return a field that Word computes, such as PAGE."""
    shown = run("1", *properties)
    return made("fldSimple", shown, instr=f" {instruction} ")


def paragraph(style: str, *content: Element, layout: Iterable[Element] = ()) -> Element:
    """Return a paragraph of the style; `layout` overrides what the style says."""
    return made("p", made("pPr", made("pStyle", val=style), *layout), *content)


def spacing(*, before: int = 0, after: int = 0, exactly: int = 0) -> Element:
    """Return the spacing of a paragraph in twips, with an exact height of line when given."""
    line = {"line": exactly, "lineRule": "exact"} if exactly else {}
    return made("spacing", before=before, after=after, **line)


def border(edge: str, points: float, *, colour: str = "000000", space: int = 0) -> Element:
    """Return one edge drawn as a single stroke; Word counts its thickness in eighths."""
    return made(edge, val="single", sz=round(points * 8), space=space, color=colour)


def tab_right(position: int) -> Element:
    """Return a tab stop that sets what follows flush right at the position, in twips."""
    return made("tabs", made("tab", val="right", pos=position))


def no_padding() -> Element:
    """Return the margins of cells whose words begin at the very edge."""
    return made("tblCellMar", made("left", w=0, type="dxa"), made("right", w=0, type="dxa"))
