"""The layouts without a red head, and an office's own Word template for a paper of a case."""

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from docx.oxml.ns import qn

from cases.models import Clue
from cases.rules.paper_kinds import KINDS
from cases.services.papers.drawing import docx_of, template_code
from supervision.accounts.models import User
from supervision.documents import kinds
from supervision.documents.drawing.samples import sample
from supervision.documents.drawing.templates import check, starting_point
from supervision.documents.kinds import Layout
from supervision.documents.services import templates
from tests.cases.papers.scene import finished
from tests.cases.walk import Walk


@pytest.mark.parametrize("layout", Layout)
def test_each_layout_can_be_changed_into_a_template(layout: Layout) -> None:
    paper = sample(
        layout=layout,
        title="问题线索处置呈批表",
        number="1号",
        organ="某室",
        mark="",
        day=dt.date(2026, 11, 2),
    )
    assert {"文号", "正文", "标题"} <= check(starting_point(layout), paper)


def test_every_paper_of_a_case_has_a_template_of_its_own() -> None:
    for kind in KINDS.values():
        entry = kinds.get(template_code(kind.slot))
        assert entry.layout.value == kind.form and entry.series == kind.series
        assert not entry.in_register


def test_the_office_draws_a_form_with_its_own_template(
    assigned: Clue, walk: Walk, office: User
) -> None:
    code = template_code("disposition_sheet")
    file = SimpleUploadedFile("表.docx", starting_point(Layout.FORM))
    made = templates.upload(actor=office, kind=code, file=file)
    paper = finished(walk, assigned, "disposition_sheet")
    said = words_in(docx_of(paper))
    assert made.is_in_use
    assert paper.code in said and "高建军" in said and "主要负责人" in said
    assert "{{" not in said


def words_in(content: bytes) -> str:
    """Return what a Word file says, its tables included."""
    body = Document(io.BytesIO(content)).element.body
    return "".join(text.text or "" for text in body.iter(qn("w:t")))
