"""Papers drawn as Word files after GB/T 9704-2012, held to the standard by the checker."""

import dataclasses
import datetime as dt
import io
import re

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from supervision.documents.content import Heading, Paragraph, Table
from supervision.documents.drawing import Paper, docx_of
from supervision.documents.drawing.numerals import chinese
from supervision.documents.drawing.sheet import date_text, mark_of, sheet_of
from supervision.documents.drawing.titles import broken
from supervision.documents.kinds import RED_HEADED, Layout
from tests.documents.checker import check_docx, text_of
from tests.documents.samples import ANY_PAPER, general, paper


@pytest.mark.parametrize("layout", RED_HEADED)
@pytest.mark.parametrize("sealed", [True, False])
def test_a_paper_keeps_to_the_standard(layout: Layout, sealed: bool) -> None:
    is_letter = layout is Layout.LETTER
    found = check_docx(
        docx_of(paper(layout=layout, sealed=sealed)), letter=is_letter, sealed=sealed
    )
    assert found.number == "清江纪督函〔2026〕12号"
    assert found.date == "2026年11月2日"
    assert found.headings == [
        (1, "基本情况"),
        (2, "逾期未报"),
        (3, "连续两个季度逾期的"),
        (4, "其中逾期超过30日的"),
        (2, "弄虚作假"),
        (1, "工作要求"),
    ]
    assert found.tables == 1
    assert "清江区水务局党组：" in found.text
    assert "附件：1.逾期未报任务清单" in found.text and "2.整改情况报告表" in found.text
    assert "（联系人：周文澜，0800-12345）" in found.text
    assert "抄送：区委办公室，区政府办公室。" in found.text
    assert ("2026年11月2日印发" in found.text) != is_letter


def test_the_corner_says_what_is_secret_and_urgent() -> None:
    given_all = {"copy_number": "000012", "secrecy": "秘密★1年", "urgency": "特急"}
    for drawn, is_letter in ((general(**given_all), False), (paper(**given_all), True)):
        said = check_docx(docx_of(drawn), letter=is_letter).text
        assert said.index("000012") < said.index("秘密★1年") < said.index("特急")


def test_a_draft_leaves_number_and_day_open() -> None:
    for layout in RED_HEADED:
        found = check_docx(
            docx_of(paper(layout=layout, number="", signed_on=None)),
            letter=layout is Layout.LETTER,
        )
        assert found.number == ""
        assert found.date.replace("　", "") == "年月日"


def test_nothing_but_a_title_is_a_paper_too() -> None:
    for layout in RED_HEADED:
        bare = paper(
            layout=layout,
            blocks=(),
            title="",
            attachments=(),
            copies=(),
            contact="",
            organ="",
            organ_mark="",
            addressee="",
        )
        check_docx(docx_of(bare), letter=layout is Layout.LETTER)


@pytest.mark.parametrize(
    ("organ", "sealed", "organ_right", "date_right"),
    [
        # The date is 6.5 characters wide: 2026年11月2日.
        ("清江区纪委监委", True, 3.75, 4.0),
        ("中共清江区纪律检查委员会", True, 1.25, 4.0),
        ("清江区纪律检查委员会办公室综合协调督查督办处", True, 0.0, 4.0),
        # Unsealed the date begins two characters after the organ's first one.
        ("中共清江区纪律检查委员会", False, 2.0, 5.5),
        # The date is the longer one: it stands two from the right, the organ begins two before it.
        ("区纪委", False, 7.5, 2.0),
    ],
)
def test_the_signature_stands_where_the_standard_says(
    organ: str, sealed: bool, organ_right: float, date_right: float
) -> None:
    block = sheet_of(paper(organ=organ, sealed=sealed)).signature
    assert (block.organ_right, block.date_right) == (organ_right, date_right)
    if sealed and organ_right:
        organ_middle = organ_right + len(organ) / 2
        assert organ_middle == date_right + 6.5 / 2


def test_the_day_has_no_leading_zeros() -> None:
    assert date_text(dt.date(2026, 3, 5)) == "2026年3月5日"
    assert date_text(dt.date(2026, 12, 31)) == "2026年12月31日"


@pytest.mark.parametrize(
    ("number", "written"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (103, "一百零三")],
)
def test_headings_count_in_chinese(number: int, written: str) -> None:
    assert chinese(number) == written


@pytest.mark.parametrize(
    ("title", "room", "lines"),
    [
        ("关于开展专项检查的通知", 20, ["关于开展专项检查的通知"]),
        (
            "关于清江区水务局等10个单位履行全面从严治党主体责任不力情况的通报",
            20,
            ["关于清江区水务局等10个单位履行", "全面从严治党主体责任不力情况的通报"],
        ),
    ],
)
def test_titles_break_by_sense(title: str, room: float, lines: list[str]) -> None:
    assert broken(title, room) == lines


def test_a_title_tears_neither_words_nor_names_nor_brackets() -> None:
    title = (
        "中共清江区纪律检查委员会关于转发《关于进一步加强"
        "党风廉政建设责任制落实情况监督检查的意见》的通知"
    )
    lines = broken(title, 20, ("中共清江区纪律检查委员会",))
    assert "".join(lines) == title
    assert lines[0].startswith("中共清江区纪律检查委员会")
    for word in ("党风廉政建设", "监督", "检查", "落实"):
        assert any(word in line for line in lines)
    for line in lines:
        assert line[0] not in "》，。的" and line[-1] not in "《（"


@given(st.text("清江区纪委监委关于履行主体责任情况的通报《》（），。2026ab ", max_size=160))
@settings(max_examples=80, deadline=None)
def test_titles_lose_nothing_and_fit(title: str) -> None:
    lines = broken(title, 20)
    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", title)
    assert all(len(line) <= 40 for line in lines)


def test_a_long_organ_is_squeezed_then_broken() -> None:
    short, long = (
        mark_of("清江区纪委监委文件"),
        mark_of("清江区全面从严治党主体责任协调小组办公室文件"),
    )
    longest = mark_of(
        "清江区落实党风廉政建设责任制工作领导小组办公室驻白砚镇青禾街道联合督导检查组文件"
    )
    assert (short.size, short.stretch, len(short.lines)) == (42.0, 1, 1)
    assert (long.size, len(long.lines)) == (26.0, 1) and 0.6 <= long.stretch < 1
    assert len(longest.lines) == 2 and longest.stretch <= 1
    for mark in (short, long, longest):
        widest = max(map(len, mark.lines))
        assert widest * mark.size * mark.stretch <= 156 / 25.4 * 72 + 1


def test_the_head_of_a_table_is_repeated_and_rows_stay_whole() -> None:
    rows = tuple((str(at), "任务" * 20, "2026年9月30日") for at in range(200))
    drawn = docx_of(general(blocks=(Table(("序号", "事项", "日期"), rows),)))
    check_docx(drawn, letter=False)
    table = Document(io.BytesIO(drawn)).element.body.find(qn("w:tbl"))
    assert len(table.findall(qn("w:tr"))) == 201
    assert len(list(table.iter(qn("w:tblHeader")))) == 1
    assert len(list(table.iter(qn("w:cantSplit")))) == 201


def test_rows_of_unequal_length_lose_no_cell() -> None:
    drawn = docx_of(general(blocks=(Table(("甲",), (("1", "2", "3"), (), ("4",))),)))
    said = check_docx(drawn, letter=False).text
    assert all(mark in said for mark in "1234")


HOSTILE = (
    "{{ 7*7 }} {% raw %} #panic() $x$ *a* _b_ @c <w:p> </w:t> & ]]> \\u0000 昇喆珺堃赟"
    " \x00\x0b\u202e"
)


def test_hostile_words_are_words() -> None:
    clean = HOSTILE.replace("\x00", "").replace("\x0b", "").replace("\u202e", "").strip()
    hostile = paper(
        title=HOSTILE,
        blocks=(Heading(HOSTILE), Paragraph(HOSTILE), Table((HOSTILE,), ((HOSTILE,),))),
        attachments=(HOSTILE,),
        copies=(HOSTILE,),
        contact=HOSTILE,
        organ=HOSTILE,
        organ_mark=HOSTILE,
        addressee=HOSTILE,
    )
    for layout in RED_HEADED:
        document = Document(io.BytesIO(docx_of(dataclasses.replace(hostile, layout=layout))))
        said = [text_of(found) for found in document.element.body.iter(qn("w:p"))]
        assert said.count(clean) >= 4
        assert "49" not in "".join(said)


@given(ANY_PAPER)
@settings(max_examples=60, deadline=None)
def test_any_paper_keeps_to_the_standard(drawn: Paper) -> None:
    check_docx(docx_of(drawn), letter=drawn.layout is Layout.LETTER, sealed=drawn.sealed)
