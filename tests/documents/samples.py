"""Sample papers: a letter, a notice, and whatever anybody may type."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import strategies as st

from supervision.documents.content import Block, Content, Heading, Paragraph, Table
from supervision.documents.drawing import Paper, pdf_refusal
from supervision.documents.kinds import RED_HEADED, Layout

needs_font = pytest.mark.skipif(bool(pdf_refusal()), reason="no Chinese font on this machine")

BLOCKS = (
    Paragraph("经核查，截至9月30日，你单位仍有2项任务逾期未报。"),
    Heading("基本情况"),
    Heading("逾期未报", 2),
    Heading("连续两个季度逾期的", 3),
    Heading("其中逾期超过30日的", 4),
    Table(("序号", "责任事项", "应报时间"), (("1", "专题研究", "2026年9月30日"),)),
    Heading("弄虚作假", 2),
    Heading("工作要求"),
    Paragraph("请于10个工作日内补报。\n并书面说明原因。"),
)


def paper(**changed: Any) -> Paper:
    """Return a letter, changed as told; words of the content by their names too."""
    words: dict[str, Any] = {
        "title": "关于督促报送2026年第三季度主体责任清单履责材料的函",
        "blocks": BLOCKS,
        "attachments": ("逾期未报任务清单", "整改情况报告表"),
        "copies": ("区委办公室", "区政府办公室"),
        "contact": "周文澜，0800-12345",
    }
    words |= {name: changed.pop(name) for name in list(changed) if name in words}
    values: dict[str, Any] = {
        "content": Content(**words),
        "layout": Layout.LETTER,
        "organ": "中共清江区纪律检查委员会",
        "organ_mark": "中共清江区纪律检查委员会",
        "number": "清江纪督函〔2026〕12号",
        "signed_on": dt.date(2026, 11, 2),
        "addressee": "清江区水务局党组",
    }
    return Paper(**(values | changed))


def general(**changed: Any) -> Paper:
    """Return a circulated notice."""
    values = {"layout": Layout.GENERAL, "organ_mark": "清江区纪委监委文件"}
    return paper(**(values | changed))


# Any text, control characters and all: what cannot be kept is left out, never a broken file.
_text = st.text(max_size=60)
_block: st.SearchStrategy[Block] = st.one_of(
    st.builds(Heading, _text, st.sampled_from([1, 2, 3, 4])),
    st.builds(Paragraph, _text),
    st.builds(
        Table,
        st.lists(_text, max_size=4).map(tuple),
        st.lists(st.lists(_text, max_size=4).map(tuple), max_size=4).map(tuple),
    ),
)
ANY_PAPER = st.builds(
    lambda layout, sealed, title, blocks, names, organ, day: paper(
        layout=layout,
        sealed=sealed,
        title=title,
        blocks=tuple(blocks),
        attachments=tuple(names),
        copies=tuple(names),
        organ=organ,
        organ_mark=organ,
        addressee=organ,
        signed_on=day,
    ),
    st.sampled_from(RED_HEADED),
    st.booleans(),
    _text,
    st.lists(_block, max_size=8),
    st.lists(_text, max_size=4),
    _text,
    st.none() | st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)),
)
