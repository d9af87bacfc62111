"""Reading what people type. Pure functions: no account is involved."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from supervision.exchange import rules
from supervision.exchange.rules import BadValue

DAY = dt.date(2026, 3, 5)


@pytest.mark.parametrize(
    "cell",
    [
        "2026年3月5日",
        "2026 年 3 月 5 日",
        "2026年03月05日",
        "2026年3月5号",
        "2026.3.5",
        "2026.03.05",
        "2026-3-5",
        "2026/3/5",
        "20260305",
        20260305,
        20260305.0,
        "２０２６．３．５",
        "２０２６年３月５日",
        " 2026-03-05 ",
        "2026-03-05 00:00:00",
        "2026-03-05T00:00:00",
        DAY,
        dt.datetime(2026, 3, 5, 14, 30),
    ],
)
def test_a_date_is_read_in_every_way_people_write_it(cell: Any) -> None:
    assert rules.as_date(cell) == DAY


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("3/5/2026", "ambiguous_date"),
        ("26.3.5", "ambiguous_date"),
        ("05-03-26", "ambiguous_date"),
        ("26年3月5日", "ambiguous_date"),
        ("2026年3月", "ambiguous_date"),
        ("2026-3", "ambiguous_date"),
        ("2026-3/5", "not_date"),
        ("2026年2月30日", "no_such_date"),
        ("20261305", "no_such_date"),
        ("三月五日", "not_date"),
        ("2026-03-05 14:30", "not_date"),
        (46086, "date_is_number"),
        (46086.5, "date_is_number"),
        (True, "not_date"),
        (dt.time(3, 5), "not_date"),
        (dt.date(1899, 12, 30), "date_out_of_range"),
        ("22260305", "date_out_of_range"),
    ],
)
def test_a_date_that_can_be_read_in_two_ways_is_refused(cell: Any, code: str) -> None:
    with pytest.raises(BadValue) as refused:
        rules.as_date(cell)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("　Ａ０１　", "A01"),
        ("水务局\u200b（本级）", "水务局（本级）"),
        ("一，二：三；四。", "一，二：三；四。"),
        ("a \u00a0 b", "a b"),
        ("第一行 \r\n 第二行 ", "第一行\n第二行"),
        ("⽔务局", "水务局"),
        (12.0, "12"),
        (12.5, "12.5"),
        (True, "是"),
    ],
)
def test_text_is_cleaned_and_keeps_chinese_punctuation(cell: Any, text: str) -> None:
    assert rules.as_text(cell) == text


@pytest.mark.parametrize("cell", [110101199003078888.0, 1.1e17, 110101199003078888])
def test_a_long_number_that_excel_has_rounded_is_refused(cell: Any) -> None:
    for read in (rules.as_text, rules.as_decimal):
        with pytest.raises(BadValue) as refused:
            read(cell)
        assert refused.value.code == "digits_lost"


def test_a_code_that_excel_turned_into_a_date_is_refused() -> None:
    with pytest.raises(BadValue) as refused:
        rules.as_text(DAY)
    assert refused.value.code == "text_is_date"


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("１２３", "123"),
        ("1,234.50", "1234.50"),
        ("1，234", "1234"),
        (" -5 ", "-5"),
        (".5", "0.5"),
        (0.1, "0.1"),
        (7.0, "7"),
    ],
)
def test_numbers_are_read_exactly(cell: Any, number: str) -> None:
    assert rules.as_decimal(cell) == Decimal(number)


@pytest.mark.parametrize("cell", ["12a", "1,23", "", "十二", "1e5", "--1", True, DAY, "NaN"])
def test_what_is_no_number_is_refused(cell: Any) -> None:
    with pytest.raises(BadValue) as refused:
        rules.as_decimal(cell)
    assert refused.value.code == "not_number"


def test_a_fraction_is_no_whole_number() -> None:
    assert rules.as_integer("３") == 3
    with pytest.raises(BadValue) as refused:
        rules.as_integer(3.5)
    assert refused.value.code == "not_whole"


@pytest.mark.parametrize(
    "heading", ["单位名称", " 单位 名称* ", "单位名称（必填）", "单位\n名称:", "单位名称(全称)"]
)
def test_headings_are_recognised_with_stars_and_remarks(heading: str) -> None:
    assert rules.header_key(heading) == "单位名称"


def test_the_nearest_name_is_suggested() -> None:
    known = ["清江区水务局", "清江区财政局", "白砚镇"]
    assert rules.nearest("清江区水利局", known) == "清江区水务局"
    assert rules.nearest("财政局", known) == "清江区财政局"
    assert rules.nearest("气象台", known) == ""
