"""Draw a paper as a Word file, to be edited in Word or WPS."""

import io
from collections.abc import Iterable

from docx import Document
from docx.shared import Mm, Twips

from supervision import clock
from supervision.documents.drawing import measures, word_base, word_foot, word_head, word_styles
from supervision.documents.drawing.paper import Paper
from supervision.documents.drawing.sheet import Item, Sheet, sheet_of
from supervision.documents.drawing.word_styles import LINE
from supervision.documents.drawing.word_table import table_of
from supervision.documents.drawing.word_xml import (
    Element,
    made,
    paragraph,
    run,
    spacing,
)


def docx_of(paper: Paper) -> bytes:
    """Return the paper as a .docx after GB/T 9704-2012."""
    return drawn(sheet_of(paper))


def drawn(sheet: Sheet) -> bytes:
    """Return the sheet as a .docx."""
    document = Document(io.BytesIO(word_base.empty(is_letter=sheet.is_letter)))
    body = document.element.body
    section = body.sectPr
    for child in list(body):
        if child is not section:
            body.remove(child)
    for element in _flow(sheet):
        section.addprevious(element)
    if sheet.is_letter:
        first = document.sections[0]
        first.header_distance = Mm(measures.LETTER_MARK_TOP) - Twips(word_head.overhang(sheet))
        _refill(first.first_page_header._element, word_head.letter_head(sheet))
        _refill(first.first_page_footer._element, word_head.letter_foot())
    known = document.core_properties
    known.title, known.author = "".join(sheet.title)[:255], sheet.signature.organ[:255]
    known.comments, known.last_modified_by = "", ""
    known.created = known.modified = clock.now()
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _refill(part: Element, content: Iterable[Element]) -> None:
    for child in list(part):
        part.remove(child)
    part.extend(content)


def _flow(sheet: Sheet) -> list[Element]:
    flow = _top(sheet)
    if sheet.title:
        # Below a red line the title has two lines of air, on a bare page one.
        above = (spacing(before=LINE, after=LINE, exactly=LINE),) if sheet.is_bare else ()
        flow.append(paragraph(word_styles.TITLE, run("\n".join(sheet.title)), layout=above))
    if sheet.addressee:
        flow.append(paragraph(word_styles.ADDRESSEE, run(sheet.addressee)))
    for item in sheet.items:
        flow.append(_item(item))
    _keep_with_signature(flow, sheet)
    flow += word_foot.attachments(sheet.attachments)
    if sheet.is_signed:
        flow += word_foot.signature(sheet)
    imprint = word_foot.imprint(sheet)
    if imprint is not None:
        flow.append(imprint)
    flow.append(paragraph(word_styles.BLANK))
    return flow


def _top(sheet: Sheet) -> list[Element]:
    if sheet.is_bare:
        return word_head.bare_top(sheet)
    return word_head.letter_top(sheet) if sheet.is_letter else word_head.general_top(sheet)


def _item(item: Item) -> Element:
    if item.grid is not None:
        return table_of(item.grid)
    if item.kind == "heading":
        return paragraph(word_styles.HEADINGS[item.level - 1], run(item.text))
    return paragraph(word_styles.BODY, run(item.text))


def _keep_with_signature(flow: list[Element], sheet: Sheet) -> None:
    """Hold the last paragraph by the signature: no page holds a seal and nothing else."""
    if not sheet.is_signed or sheet.attachments:
        return
    if sheet.items and sheet.items[-1].kind == "text":
        flow[-1].pPr.insert_element_before(
            made("keepNext"), "w:keepLines", "w:spacing", "w:ind", "w:jc"
        )
