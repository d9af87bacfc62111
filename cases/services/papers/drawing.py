"""Draw the papers of a case: words, opinions and signatures as they stand in the file."""

from __future__ import annotations

import base64
from dataclasses import replace

from django.conf import settings
from django.utils.translation import override

from cases import workflow
from cases.enums import Hand, Signatory, StepStatus
from cases.enums.papers import Slot
from cases.models import CasePaper, PaperFile, Signature, Step
from cases.rules import paper_kinds
from cases.rules.paper_kinds import FORM, GENERAL, LETTER, PLAIN, PaperKind
from cases.selectors.offices import offices_of
from cases.selectors.papers import officers_of
from cases.services.paper_words.base import day
from cases.services.paper_words.records import HANDS
from cases.services.papers.words import words_of
from supervision.documents.content import Content, Paragraph, Table
from supervision.documents.drawing import Paper, pdf_of
from supervision.documents.kinds import Layout
from supervision.documents.services.templates import docx_for

_LAYOUTS = {
    LETTER: Layout.LETTER,
    GENERAL: Layout.GENERAL,
    PLAIN: Layout.PLAIN,
    FORM: Layout.FORM,
}
#: Forms on which the chain of a step writes its opinions.
SHEETS = frozenset(
    {Slot.ASSIGNMENT_SHEET, Slot.DISPOSITION_SHEET, Slot.REVIVAL_SHEET, Slot.FILING_SHEET}
)
_SEATS = {
    Signatory.OFFICE_HEAD: "承办部门\n负责人意见",
    Signatory.DEPUTY: "分管领导\n审批意见",
    Signatory.PRINCIPAL: "主要负责人\n审批意见",
    Signatory.COUNTERSIGN: "会签部门\n意见",
    Signatory.PARTY_HEAD: "党委主要\n负责人意见",
    Signatory.COMMITTEE: "纪委常委会\n审议意见",
    Signatory.UPPER_ORGAN: "上级机关\n批准意见",
}
#: Lines kept free where somebody writes by hand.
_ROOM, _HAND_ROOM = 3, 3


def template_code(slot: str) -> str:
    """Return the code by which the office's own Word template of the kind is kept."""
    return f"cases.{slot}"


def layout_of(kind: PaperKind) -> Layout:
    """Return the format of GB/T 9704 in which the kind is drawn."""
    return _LAYOUTS[kind.form]


def drawing_of(paper: CasePaper) -> Paper:
    """Return the paper as the layouts draw it; number and day stay open until it is issued."""
    kind = paper_kinds.kind_of(paper.slot)
    with override(settings.LANGUAGE_CODE):
        content = words_of(paper)
        if kind.form == FORM:
            content = _signed_form(paper, content)
        elif kind.form == PLAIN:
            content = _signed_report(paper, content)
        organ = paper.organ.name if paper.organ is not None else ""
        mark = paper.organ.mark if paper.organ is not None and kind.form == GENERAL else organ
        return Paper(
            content=content,
            layout=layout_of(kind),
            organ=_office(paper, kind) if kind.form == PLAIN else organ,
            organ_mark=mark,
            number=_number(paper, kind),
            signed_on=paper.dated_on,
            addressee=content.addressee,
            sealed=kind.form in (LETTER, GENERAL),
        )


def docx_of(paper: CasePaper) -> bytes:
    """Return the Word file: the one that was kept, or drawn as the paper stands now.

    Raises ValidationError where the office's template cannot draw it.
    """
    kept = PaperFile.objects.filter(paper=paper).first()
    if kept is not None:
        return base64.b64decode(kept.docx)
    return docx_for(kind=template_code(paper.slot), paper=drawing_of(paper))


def pdf_of_paper(paper: CasePaper) -> bytes:
    """Return the paper as PDF; raises NoChineseFont where the machine has no Chinese face."""
    return pdf_of(drawing_of(paper))


def _number(paper: CasePaper, kind: PaperKind) -> str:
    """Return the number; a paper inside the house carries the code by which its scan is known."""
    if kind.is_numbered:
        return paper.number
    return "" if kind.leaves else f"编号：{paper.code}"


def _office(paper: CasePaper, kind: PaperKind) -> str:
    """Return the office that signs a report; a statement shown to the person has none."""
    if kind.leaves:
        return ""
    found = offices_of(Hand(kind.hand), paper.clue)
    return found[0].name if found else ""


def _signed_report(paper: CasePaper, content: Content) -> Content:
    """Return the words with the names of those who answer for them."""
    names = [officer.name for officer in officers_of(paper)]
    if not names:
        return content
    return replace(content, blocks=(*content.blocks, Paragraph(f"承办人员：{'、'.join(names)}")))


def _signed_form(paper: CasePaper, content: Content) -> Content:
    """Return the form with its officers, the opinions of the chain, and rows signed by hand."""
    first, *others = content.blocks
    if not isinstance(first, Table):
        raise ValueError("a form is one table")
    rows, least = list(first.rows), [0] * len(first.rows)
    names = [officer.name for officer in officers_of(paper)]
    if names:
        rows.append(("承办人员", "、".join(names)))
        least.append(0)
    for label, words in _opinions(paper) if paper.slot in SHEETS else ():
        rows.append((label, words))
        least.append(_ROOM)
    for label in HANDS.get(paper.slot, ()):
        rows.append((label, ""))
        least.append(_HAND_ROOM)
    table = Table(first.columns, tuple(rows), tuple(least))
    return replace(content, blocks=(table, *others))


def _opinions(paper: CasePaper) -> list[tuple[str, str]]:
    """Return the rows of the chain: what was signed, and empty places for the rest."""
    step = paper.step or _open_step(paper)
    if step is None:
        row = paper_kinds.acts_with(paper.slot)[0]
        chain = [one for one in row.signatories if one not in row.conditional]
        return [(_SEATS[Signatory(one)], "") for one in chain]
    given = {
        one.position: one for one in step.signatures.select_related("signed_by", "in_place_of")
    }
    return [
        (_SEATS[Signatory(one)], _opinion(given.get(at)))
        for at, one in enumerate(step.chain.split(), 1)
    ]


def _open_step(paper: CasePaper) -> Step | None:
    acts = [row.act for row in workflow.TRANSITIONS if paper.slot in row.papers]
    return paper.clue.steps.filter(status=StepStatus.PROPOSED, act__in=acts).first()


def _opinion(signature: Signature | None) -> str:
    if signature is None:
        return ""
    if signature.outside_on is not None:
        who = f"{signature.outside_name}（{signature.outside_post}）"
        return f"{signature.opinion}\n签批人：{who}　{day(signature.outside_on)}"
    words = f"不同意见：{signature.opinion}" if signature.differs else signature.opinion
    who = signature.signed_by.name
    if signature.in_place_of is not None:
        who += f"（代{signature.in_place_of.name}）"
    return f"{words}\n签批人：{who}　{day(signature.signed_at)}"
