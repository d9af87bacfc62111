"""Papers as PDF: what they say, in which faces, and what is said where there is none."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from supervision.documents.content import Paragraph, Table
from supervision.documents.drawing import NoChineseFont, Paper, docx_of, faces, pdf_of, pdf_refusal
from tests.documents.checker import check_docx, check_pdf
from tests.documents.samples import ANY_PAPER, general, needs_font, paper


@needs_font
@given(ANY_PAPER)
@settings(max_examples=25, deadline=None)
def test_any_paper_is_printed(drawn: Paper) -> None:
    check_pdf(pdf_of(drawn))


@needs_font
def test_the_print_says_what_the_paper_says() -> None:
    pages = check_pdf(pdf_of(paper()))
    said = re.sub(r"\s", "", "".join(pages))
    for wanted in (
        "清江纪督函〔2026〕12号",
        "一、基本情况",
        "（一）逾期未报",
        "1.连续两个季度逾期的",
        "（1）其中逾期超过30日的",
        "二、工作要求",
        "2026年11月2日",
        "附件：1.逾期未报任务清单",
        "2.整改情况报告表",
        "（联系人：周文澜，0800-12345）",
        "抄送：区委办公室，区政府办公室。",
    ):
        assert wanted in said, wanted
    # A letter's first page has no number; a notice's has.
    assert "—1—" not in re.sub(r"\s", "", pages[0])
    assert "—1—" in re.sub(r"\s", "", check_pdf(pdf_of(general()))[0])


@needs_font
def test_long_tables_and_rare_names_are_printed() -> None:
    rows = tuple((str(at), "昇喆珺堃赟", "逾期") for at in range(300))
    pages = check_pdf(pdf_of(general(blocks=(Table(("序号", "姓名", "情况"), rows),))))
    assert len(pages) > 8
    assert all("序号" in page for page in pages[1:8])
    assert "".join(pages).count("昇喆珺堃赟") == 300


@needs_font
def test_markup_of_the_typesetter_is_printed_as_words() -> None:
    said = "".join(check_pdf(pdf_of(paper(blocks=(Paragraph('#panic("x") $y$ *a* #read("/x")'),)))))
    assert '#panic("x")' in said and '#read("/x")' in said


def test_without_a_chinese_face_there_is_a_clear_word(settings: Any, tmp_path: Path) -> None:
    settings.DOCUMENT_SYSTEM_FONTS, settings.DOCUMENT_FONT_DIRS = False, [str(tmp_path)]
    with pytest.raises(NoChineseFont, match=r"PDF"):
        pdf_of(paper())
    assert pdf_refusal()
    check_docx(docx_of(paper()), letter=True)


@needs_font
def test_a_face_the_installation_gives_is_taken(settings: Any, tmp_path: Path) -> None:
    found = next(iter(Path("/usr/share/fonts").rglob("*CJK*.tt[cf]")), None)
    if found is None:
        pytest.skip("the machine's own face is elsewhere")
    (tmp_path / found.name).symlink_to(found)
    settings.DOCUMENT_SYSTEM_FONTS, settings.DOCUMENT_FONT_DIRS = False, [str(tmp_path)]
    assert faces.machine().families["body"]
    check_pdf(pdf_of(paper()))
