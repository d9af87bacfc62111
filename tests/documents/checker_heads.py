"""The head of a Word file held to GB/T 9704-2012: mark, number and red lines of both formats."""

from typing import Any

from docx.oxml.ns import qn

MM = 1440 / 25.4
#: The standard allows a millimetre at the margins; Word counts in twips.
TWIP = 2


def near(found: object, wanted: float, within: float = TWIP) -> bool:
    """Tell whether a measure in twips agrees."""
    return abs(float(str(found)) - wanted) <= within


def text_of(element: Any) -> str:
    """Return the words below the element; line breaks are line feeds, tabs tabs."""
    signs = {qn("w:t"): None, qn("w:br"): "\n", qn("w:tab"): "\t"}
    parts = []
    for each in element.iter():
        if each.tag in signs and each.getparent().tag == qn("w:r"):
            parts.append(signs[each.tag] if signs[each.tag] else each.text or "")
    return "".join(parts)


def style_of(paragraph: Any) -> str:
    """Return the identifier of the paragraph's style."""
    found = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return found.get(qn("w:val")) if found is not None else ""


def check_general(document: Any, by_style: dict[str, list[Any]]) -> str:
    """Mark 35 mm below the type area's edge, number centred, a red line 4 mm below it."""
    above = [p for p in _before(document, "GwMark") if style_of(p) in ("GwCorner", "GwBlank")]
    mark = by_style["GwMark"][0]
    height, size = _exact(mark, document), int(mark.find(f".//{qn('w:sz')}").get(qn("w:val"))) * 10
    top = sum(_exact(found, document) for found in above) + (height - size) / 2
    assert near(round(top), 35 * MM, 12), top
    number = by_style["GwNumber"][0]
    line = number.find(f"{qn('w:pPr')}/{qn('w:pBdr')}/{qn('w:bottom')}")
    assert line.get(qn("w:color")) == "FF0000" and line.get(qn("w:val")) == "single"
    assert near(int(line.get(qn("w:space"))) * 20, 4 * MM, 10)
    spacing = number.find(f"{qn('w:pPr')}/{qn('w:spacing')}")
    assert spacing.get(qn("w:before")) == str(2 * int(spacing.get(qn("w:line"))))
    return text_of(number)


def _before(document: Any, style: str) -> list[Any]:
    found = []
    for paragraph in document.element.body.iterchildren(qn("w:p")):
        if style_of(paragraph) == style:
            break
        found.append(paragraph)
    return found


def _exact(paragraph: Any, document: Any) -> int:
    spacing = paragraph.find(f"{qn('w:pPr')}/{qn('w:spacing')}")
    if spacing is None or spacing.get(qn("w:line")) is None:
        normal = next(s for s in document.styles.element if s.get(qn("w:styleId")) == "Normal")
        spacing = normal.find(f"{qn('w:pPr')}/{qn('w:spacing')}")
    assert spacing.get(qn("w:lineRule")) == "exact"
    return int(spacing.get(qn("w:line")))


def check_letter(document: Any, by_style: dict[str, list[Any]]) -> str:
    """Mark 30 mm from the paper's edge; red lines 170 mm wide, thick above thin and thin above."""
    section = document.sections[0]
    head, foot = section.first_page_header._element, section.first_page_footer._element
    mark = next(p for p in head.iter(qn("w:p")) if style_of(p) == "GwMark")
    size = int(mark.find(f".//{qn('w:sz')}").get(qn("w:val"))) * 10
    overhang = (_exact(mark, document) - size) / 2
    assert near(round(section.header_distance / 635 + overhang), 30 * MM, 12)
    gap = next(p for p in mark.itersiblings(qn("w:p")) if style_of(p) == "GwBlank")
    assert near(round(_exact(gap, document) + overhang), 4 * MM, 12)
    assert near(round(section.footer_distance / 635), 20 * MM, 12)
    for part, order in ((head, 1), (foot, -1)):
        lines = [line for line in map(_red_line, part.iter(qn("w:p"))) if line]
        assert len(lines) == 2
        assert (lines[0] - lines[1]) * order > 0
    # No page number on the first page.
    assert not list(foot.iter(qn("w:fldSimple")))
    line = next(document.element.body.iterchildren(qn("w:p")))
    tab = line.find(f"{qn('w:pPr')}/{qn('w:tabs')}/{qn('w:tab')}")
    assert tab.get(qn("w:val")) == "right" and near(tab.get(qn("w:pos")), 156 * MM, 4)
    # The number stands 7/8 of a character below the red line.
    spacing = line.find(f"{qn('w:pPr')}/{qn('w:spacing')}")
    above = int(spacing.get(qn("w:before"))) + (int(spacing.get(qn("w:line"))) - 320) / 2
    assert near(above, 280)
    return text_of(line).partition("\t")[2]


def check_bare(document: Any, by_style: dict[str, list[Any]]) -> None:
    """Nothing red, no mark, no imprint; a number stands flush right above the title."""
    assert "GwMark" not in by_style and "GwImprint" not in by_style
    assert not [one for one in document.element.body.iter(qn("w:color")) if _is_red(one)]
    assert not list(document.element.body.iter(qn("w:pBdr")))
    first = next(document.element.body.iterchildren(qn("w:p")))
    if style_of(first) == "GwAddressee":
        tab = first.find(f"{qn('w:pPr')}/{qn('w:tabs')}/{qn('w:tab')}")
        assert tab.get(qn("w:val")) == "right" and near(tab.get(qn("w:pos")), 156 * MM, 4)


def _is_red(colour: Any) -> bool:
    return bool(colour.get(qn("w:val")) == "FF0000")


def _red_line(paragraph: Any) -> int:
    """Return the thickness of the red line below the paragraph, 170 mm wide; 0 without one."""
    layout = paragraph.find(qn("w:pPr"))
    edge = layout.find(f"{qn('w:pBdr')}/{qn('w:bottom')}")
    if edge is None:
        return 0
    assert edge.get(qn("w:color")) == "FF0000"
    indent = layout.find(qn("w:ind"))
    left, right = (int(indent.get(qn(f"w:{side}"))) for side in ("left", "right"))
    assert near(28 * MM + left, 20 * MM) and near(156 * MM - left - right, 170 * MM)
    return int(edge.get(qn("w:sz")))
