"""Open a produced file and hold it to GB/T 9704-2012: raw XML for Word, pypdf for PDF.

Every measure is written here anew from the standard, not taken from the code that draws.
"""

import io
import re
import zipfile
from dataclasses import dataclass
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from tests.documents.checker_heads import (
    MM,
    check_bare,
    check_general,
    check_letter,
    near,
    style_of,
    text_of,
)

NUMBER = re.compile(r"^[\u4e00-\u9fff]+〔\d{4}〕[1-9]\d*号$")
DATE = re.compile(r"^\d{4}年([1-9]|1[0-2])月([1-9]|[12]\d|3[01])日$")
FACES = {
    "GwTitle": ("方正小标宋简体", 44),
    "GwMark": ("方正小标宋简体", None),
    "GwBody": ("仿宋_GB2312", 32),
    "GwNumber": ("仿宋_GB2312", 32),
    "GwAddressee": ("仿宋_GB2312", 32),
    "GwHeading1": ("黑体", 32),
    "GwHeading2": ("楷体_GB2312", 32),
    "GwHeading3": ("仿宋_GB2312", 32),
    "GwHeading4": ("仿宋_GB2312", 32),
    "GwCorner": ("黑体", 32),
    "GwSignature": ("仿宋_GB2312", 32),
    "GwImprint": ("仿宋_GB2312", 28),
    "GwPageNumber": ("宋体", 28),
}
LEVELS = (
    ("chineseCountingThousand", "%1、"),
    ("chineseCountingThousand", "（%2）"),
    ("decimal", "%3."),
    ("decimal", "（%4）"),
)


@dataclass
class Checked:
    """What the checker found, for assertions about one paper."""

    text: str
    headings: list[tuple[int, str]]
    number: str
    date: str
    titles: list[str]
    tables: int


def check_docx(
    content: bytes, *, letter: bool, sealed: bool = True, bare: bool = False, signed: bool = True
) -> Checked:
    """Assert the format of a Word file and return what it says.

    A bare one has neither mark nor red lines nor imprint; one not signed ends with its text.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
    document = Document(io.BytesIO(content))
    _page(document, letter=letter)
    _styles(document)
    _numbering(document)
    paragraphs = list(document.element.body.iter(qn("w:p")))
    by_style: dict[str, list[Any]] = {}
    for paragraph in paragraphs:
        by_style.setdefault(style_of(paragraph), []).append(paragraph)
    if bare:
        number = ""
        check_bare(document, by_style)
    else:
        number = (check_letter if letter else check_general)(document, by_style)
    if number:
        assert NUMBER.match(number), number
    assert ("GwSignature" in by_style) == signed
    date = _signature(by_style, sealed=sealed) if signed else ""
    _tables(document)
    _page_numbers(document, letter=letter)
    return Checked(
        text="\n".join(map(text_of, paragraphs)),
        headings=[
            (level, text_of(found))
            for found in paragraphs
            for level in range(1, 5)
            if style_of(found) == f"GwHeading{level}"
        ],
        number=number,
        date=date,
        titles=text_of(by_style["GwTitle"][0]).split("\n") if "GwTitle" in by_style else [],
        tables=sum(1 for found in document.element.body.iter(qn("w:tblHeader"))),
    )


def _page(document: Any, *, letter: bool) -> None:
    section = document.element.body.sectPr
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    assert near(size.get(qn("w:w")), 210 * MM) and near(size.get(qn("w:h")), 297 * MM)
    for edge, wanted in (("top", 37), ("bottom", 35), ("left", 28), ("right", 26)):
        assert near(margins.get(qn(f"w:{edge}")), wanted * MM), edge
    grid = section.find(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "linesAndChars"
    pitch = int(grid.get(qn("w:linePitch")))
    room = int(size.get(qn("w:h"))) - sum(int(margins.get(qn(f"w:{e}"))) for e in ("top", "bottom"))
    assert room // pitch == 22
    character = 16 * 20 + int(grid.get(qn("w:charSpace"))) / 4096 * 20
    wide = int(size.get(qn("w:w"))) - sum(int(margins.get(qn(f"w:{e}"))) for e in ("left", "right"))
    assert wide // character == 28
    assert (section.find(qn("w:titlePg")) is not None) == letter


def _styles(document: Any) -> None:
    found = {style.get(qn("w:styleId")): style for style in document.styles.element}
    _free_of_the_grid(found["Normal"])
    for identifier, (face, size) in FACES.items():
        letters = found[identifier].find(qn("w:rPr"))
        assert letters.find(qn("w:rFonts")).get(qn("w:eastAsia")) == face, identifier
        if size:
            assert letters.find(qn("w:sz")).get(qn("w:val")) == str(size), identifier
        if size == 32:
            # 28 letters fill a line and a 29th does not fit, without any grid.
            wide = 16 * 20 + int(letters.find(qn("w:spacing")).get(qn("w:val")))
            assert 156 * MM // wide == 28, identifier
    for identifier in ("GwBody", "GwHeading1", "GwHeading4"):
        indent = found[identifier].find(f"{qn('w:pPr')}/{qn('w:ind')}")
        assert indent.get(qn("w:firstLineChars")) == "200"
    colour = found["GwMark"].find(f"{qn('w:rPr')}/{qn('w:color')}")
    assert colour.get(qn("w:val")) == "FF0000"
    for identifier in ("GwTitle", "GwMark"):
        assert found[identifier].find(f"{qn('w:pPr')}/{qn('w:jc')}").get(qn("w:val")) == "center"


def _free_of_the_grid(normal: Any) -> None:
    """No program's own reading of the grid widens lines or letters; LibreOffice counts by it."""
    layout, letters = normal.find(qn("w:pPr")), normal.find(qn("w:rPr"))
    assert layout.find(qn("w:snapToGrid")).get(qn("w:val")) == "0"
    line = layout.find(qn("w:spacing"))
    assert line.get(qn("w:lineRule")) == "exact" and 225 * MM // int(line.get(qn("w:line"))) == 22
    assert letters.find(qn("w:sz")).get(qn("w:val")) == "32"


def _numbering(document: Any) -> None:
    """The levels count by themselves: a number typed by hand would be text."""
    part = document.part.numbering_part.element
    for at, (form, text) in enumerate(LEVELS):
        level = next(
            found
            for found in part.iter(qn("w:lvl"))
            if found.find(qn("w:pStyle")).get(qn("w:val")) == f"GwHeading{at + 1}"
        )
        assert level.get(qn("w:ilvl")) == str(at)
        assert level.find(qn("w:numFmt")).get(qn("w:val")) == form
        assert level.find(qn("w:lvlText")).get(qn("w:val")) == text
        assert level.find(qn("w:suff")).get(qn("w:val")) == "nothing"


def _signature(by_style: dict[str, list[Any]], *, sealed: bool) -> str:
    """Date and organ are set from the right, and kept together."""
    *organs, date = by_style["GwSignature"]
    said = text_of(date)
    assert DATE.match(said) or not said.replace("　", "").strip("年月日"), said
    right = {
        id(found): int(found.find(f"{qn('w:pPr')}/{qn('w:ind')}").get(qn("w:rightChars")))
        for found in (*organs, date)
    }
    if sealed:
        assert right[id(date)] == 400
    for organ in organs:
        assert text_of(organ)
        if not sealed:
            assert right[id(organ)] >= 200 or right[id(date)] == 200
    return said


def _tables(document: Any) -> None:
    for table in document.element.body.iterchildren(qn("w:tbl")):
        place = table.find(f"{qn('w:tblPr')}/{qn('w:tblpPr')}")
        width = int(table.find(f"{qn('w:tblPr')}/{qn('w:tblW')}").get(qn("w:w")))
        assert near(width, 156 * MM, 30)
        columns = [int(c.get(qn("w:w"))) for c in table.find(qn("w:tblGrid"))]
        assert near(sum(columns), width, 2) and min(columns) > 0
        rows = table.findall(qn("w:tr"))
        assert all(len(row.findall(qn("w:tc"))) == len(columns) for row in rows)
        assert all(cell[-1].tag == qn("w:p") for cell in table.iter(qn("w:tc")))
        if place is not None:
            _imprint(place, rows)


def _imprint(place: Any, rows: list[Any]) -> None:
    """At the foot of the page; rules of 0.35 mm outside and 0.25 mm inside, or none in a letter."""
    assert place.get(qn("w:vertAnchor")) == "margin" and place.get(qn("w:tblpYSpec")) == "bottom"
    # LibreOffice lets a table of this width float only where it is placed from the paper's edge.
    assert place.get(qn("w:horzAnchor")) == "page" and near(place.get(qn("w:tblpX")), 28 * MM)
    for at, row in enumerate(rows):
        edges = row.find(f".//{qn('w:tcBorders')}")
        if edges is None:
            continue
        outer = {"top": at == 0, "bottom": at == len(rows) - 1}
        for edge, is_outer in outer.items():
            assert edges.find(qn(f"w:{edge}")).get(qn("w:sz")) == ("8" if is_outer else "6")


def _page_numbers(document: Any, *, letter: bool) -> None:
    """— 1 — on the right of odd pages and the left of even ones, its dashes 7 mm below the text."""
    assert document.settings.odd_and_even_pages_header_footer
    section = document.sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        paragraph = footer._element.find(qn("w:p"))
        assert style_of(paragraph) == "GwPageNumber"
        assert paragraph.find(f"{qn('w:pPr')}/{qn('w:jc')}").get(qn("w:val")) == side
        field = paragraph.find(qn("w:fldSimple"))
        assert field.get(qn("w:instr")).strip() == "PAGE"
        before, after = paragraph.findall(qn("w:r"))
        assert (text_of(before), text_of(after)) == ("— ", " —")
    below = 20 if letter else 35 - 7 - 14 / 2 * 25.4 / 72
    assert near(round(section.footer_distance / 635), below * MM, 12)


def check_pdf(content: bytes) -> list[str]:
    """Assert page size and embedded faces, and return the words of each page."""
    reader = PdfReader(io.BytesIO(content))
    for page in reader.pages:
        assert abs(float(page.mediabox.width) - 595.28) < 0.5
        assert abs(float(page.mediabox.height) - 841.89) < 0.5
        fonts: Any = page["/Resources"].get_object().get("/Font", {})  # type: ignore[union-attr]
        for font in fonts.get_object().values() if fonts else ():
            below = font.get_object()["/DescendantFonts"][0].get_object()
            descriptor = below["/FontDescriptor"].get_object()
            assert {"/FontFile2", "/FontFile3"} & set(descriptor), "a face is not embedded"
    return [page.extract_text() for page in reader.pages]
