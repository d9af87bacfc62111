"""Draw a paper with an office's own Word template.

A template says where things stand with placeholders such as {{ 文号 }}. It may ask whether one has
a value ({% if 密级 %}…{% endif %}); nothing else of the template language is taken, and what a
paper says is never read as a template.
"""

import dataclasses
import io
import re
import secrets
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import TemplateError

from supervision.documents.content import Content, Paragraph
from supervision.documents.drawing import faces, template_files
from supervision.documents.drawing.paper import Paper
from supervision.documents.drawing.placeholders import (
    KNOWN,
    PLACEHOLDERS,
    Placeholder,
    StrictEnvironment,
)
from supervision.documents.drawing.sheet import Item, Mark, Sheet, sheet_of
from supervision.documents.drawing.template_files import TemplateRefused
from supervision.documents.drawing.word import drawn
from supervision.documents.drawing.word_table import table_of
from supervision.documents.drawing.word_xml import Element, made, run
from supervision.documents.drawing.word_xml import faces as fonts
from supervision.documents.kinds import Layout

__all__ = [
    "PLACEHOLDERS",
    "Placeholder",
    "TemplateRefused",
    "check",
    "docx_from_template",
    "starting_point",
]

#: What jinja says of a fault, without its signs.
_SPECIAL = re.compile(r"[^\w ]+")


def docx_from_template(template: bytes, paper: Paper) -> bytes:
    """Return the paper drawn with the template; raises TemplateRefused when it cannot be."""
    return _rendered(template, sheet_of(paper))[0]


def starting_point(layout: Layout) -> bytes:
    """Return the built-in layout with placeholders for words, to be changed into a template."""
    paper = Paper(
        content=Content("", (Paragraph("{{ 正文 }}"),), attachments=("",)),
        layout=layout,
        organ="{{ 落款 }}",
        organ_mark="",
        number="{{ 文号 }}",
        signed_on=None,
        addressee="",
    )
    sheet = sheet_of(paper)
    has_imprint = not sheet.is_letter and not sheet.is_bare
    signature = dataclasses.replace(sheet.signature, date="{{ 日期 }}", organ_right=4.0)
    return drawn(
        dataclasses.replace(
            sheet,
            mark=Mark(("{{ 发文机关标志 }}",), 36.0, 1),
            title=("{{ 标题 }}",),
            addressee="{% if 主送 %}{{ 主送 }}：{% endif %}",
            signature=signature,
            secrecy="{{ 密级 }}",
            urgency="{{ 紧急程度 }}",
            items=(*sheet.items, Item("text", "{{ 附件 }}")),
            note="{% if 联系人 %}（联系人：{{ 联系人 }}）{% endif %}",
            copies_line="{% if 抄送 %}抄送：{{ 抄送 }}。{% endif %}",
            printed_by="{{ 印发机关 }}" if has_imprint else "",
            printed_on="{{ 印发日期 }}印发" if has_imprint else "",
        )
    )


def check(template: bytes, sample: Paper) -> set[str]:
    """Return the placeholders that the template uses, once it has drawn the sample.

    Raises TemplateRefused with the first thing that is wrong with the file.
    """
    template_files.inspect(template)
    drawn, used = _rendered(template, sheet_of(sample))
    missing = [each.name for each in PLACEHOLDERS if each.required and each.name not in used]
    if missing:
        raise TemplateRefused(
            "missing",
            _("The template lacks %(names)s. Without it no paper can be drawn.")
            % {"names": "、".join(f"{{{{ {name} }}}}" for name in missing)},
        )
    template_files.inspect(drawn)
    return used


def _rendered(template: bytes, sheet: Sheet) -> tuple[bytes, set[str]]:
    environment = StrictEnvironment()
    # What no paper can say: it marks where blocks belong.
    marks = {each.name: f"{each.english}-{secrets.token_hex(12)}" for each in PLACEHOLDERS}
    values = _values(sheet, marks)
    try:
        document = DocxTemplate(io.BytesIO(template))
        document.render(
            {name: values[each.name] for name, each in KNOWN.items()}, environment, autoescape=True
        )
        word = document.docx
        _put(
            word,
            marks["正文"],
            lambda model: _body(sheet, model),
            needed="正文" in environment.used,
        )
        _put(word, marks["附件"], lambda model: _attachments(sheet, model))
        stream = io.BytesIO()
        word.save(stream)
    except TemplateRefused:
        raise
    except TemplateError as fault:
        said = _SPECIAL.sub(" ", fault.message or "").strip()[:80]
        raise TemplateRefused(
            "broken",
            _("A placeholder is not written right: look at its brackets. (%(fault)s)")
            % {"fault": said},
        ) from None
    except Exception as fault:
        # Two libraries of third parties on a stranger's file: whatever they raise, it is the file.
        raise TemplateRefused(
            "unusable", _("The template cannot be drawn with. Save it anew in Word or WPS.")
        ) from fault
    return stream.getvalue(), environment.used


def _values(sheet: Sheet, marks: dict[str, str]) -> dict[str, str]:
    return {
        "发文机关标志": "".join(sheet.mark.lines),
        "文号": sheet.number,
        "标题": "\n".join(sheet.title),
        "主送": sheet.addressee.rstrip("："),
        "正文": marks["正文"],
        "附件": marks["附件"] if sheet.attachments else "",
        "落款": sheet.signature.organ,
        "日期": sheet.signature.date,
        "联系人": sheet.contact,
        "抄送": sheet.copies,
        "印发机关": sheet.printed_by,
        "印发日期": sheet.printed_on.removesuffix("印发"),
        "份号": sheet.copy_number,
        "密级": sheet.secrecy,
        "紧急程度": sheet.urgency,
    }


Model = tuple[Element | None, Element | None]


def _put(
    word: Any, mark: str, blocks: Callable[[Model], list[Element]], *, needed: bool = False
) -> None:
    """Put the blocks in the place of the paragraph that holds the mark and nothing else."""
    places = [
        found
        for found in word.element.body.iter(qn("w:p"))
        if "".join(text.text or "" for text in found.iter(qn("w:t"))).strip() == mark
    ]
    if len(places) > 1 or (needed and not places):
        raise TemplateRefused(
            "body",
            _("{{ 正文 }} must stand once, alone in its own paragraph, outside of head and foot."),
        )
    for place in places:
        holder = next(each for each in place.iter(qn("w:r")) if _text(each))
        model = (place.find(qn("w:pPr")), holder.find(qn("w:rPr")))
        for block in blocks(model):
            place.addprevious(block)
        place.getparent().remove(place)


def _text(element: Element) -> str:
    return "".join(text.text or "" for text in element.iter(qn("w:t"))).strip()


def _again(element: Element | None) -> Element | None:
    return None if element is None else element.__copy__()


def _paragraph(text: str, model: Model, face: str = "") -> Element:
    layout, letters = _again(model[0]), _again(model[1])
    words = run(text)
    if letters is not None:
        words.insert(0, letters)
    if face:
        if letters is None:
            letters = made("rPr")
            words.insert(0, letters)
        for named in letters.findall(qn("w:rFonts")):
            letters.remove(named)
        style = letters.find(qn("w:rStyle"))
        letters.insert(0 if style is None else 1, fonts(face))
    return made("p", layout, words)


def _body(sheet: Sheet, model: Model) -> list[Element]:
    found: list[Element] = []
    for item in sheet.items:
        found += _block(item, model)
    # A cell must end with a paragraph, and a body may be empty.
    if not found or found[-1].tag != qn("w:p"):
        found.append(_paragraph("", model))
    return found


def _block(item: Item, model: Model) -> list[Element]:
    if item.grid is not None:
        return [table_of(item.grid, styled=False)]
    face = (faces.HEI, faces.KAI)[item.level - 1] if item.level in (1, 2) else ""
    return [_paragraph(f"{item.number}{item.text}", model, face)]


def _attachments(sheet: Sheet, model: Model) -> list[Element]:
    alone = len(sheet.attachments) == 1
    return [
        _paragraph(
            f"{'附件：' if at == 0 else '　　　'}{'' if alone else f'{at + 1}.'}{name}", model
        )
        for at, name in enumerate(sheet.attachments)
    ]
