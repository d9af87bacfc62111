"""Lookups, choices and the register. Pure values: no account is involved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from supervision.exchange.enums import FieldKind
from supervision.exchange.fields import Field
from supervision.exchange.importers import Importer, Row, Tally
from supervision.exchange.lookups import Lookup, unit_lookup
from supervision.exchange.problems import Problem, letter
from supervision.exchange.reasons import NOTICES, REASONS
from supervision.exchange.registry import Registry
from supervision.exchange.rules import BadValue
from supervision.organizations.models import Unit

UNITS = [
    Unit(pk=1, code="U01", name="清江区水务局", short_name="水务局"),
    Unit(pk=2, code="U02", name="清江区财政局", short_name="财政局"),
    Unit(pk=3, code="V01", name="白砚镇东村", short_name="东村"),
    Unit(pk=4, code="V02", name="青石镇东村", short_name="东村"),
]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("U01", "U01"),
        ("ｕ０１", "U01"),
        ("清江区 水务局", "U01"),
        ("水务局", "U01"),
        ("财 政 局", "U02"),
        ("白砚镇东村", "V01"),
    ],
)
def test_a_unit_is_found_by_code_full_name_or_short_name(text: str, code: str) -> None:
    assert unit_lookup(UNITS).find(text).code == code


@pytest.mark.parametrize(
    ("text", "reason", "params"),
    [
        ("清江区水利局", "not_found_near", {"near": "清江区水务局"}),
        ("气象台", "not_found", {}),
        ("东村", "many_found", {"found": "白砚镇东村、青石镇东村"}),
    ],
)
def test_a_unit_that_is_not_found_or_not_alone_is_refused(
    text: str, reason: str, params: Mapping[str, str]
) -> None:
    with pytest.raises(BadValue) as refused:
        unit_lookup(UNITS).find(text)
    assert (refused.value.code, refused.value.params) == (reason, params)


def _read(column: Field, value: Any, **lookups: Lookup) -> Any:
    return column.reader(lookups).read(value)


def test_each_kind_reads_its_cells() -> None:
    choice = Field(
        "k",
        "类别",
        FieldKind.CHOICE,
        choices=(("month", "每月"), ("once", "一次性")),
        choice_aliases={"月报": "month"},
    )
    assert [_read(choice, text) for text in ("每 月", "month", "月报", None)] == [
        "month",
        "month",
        "month",
        "",
    ]
    assert _read(Field("d", "日期", FieldKind.DATE), "2026年3月5日") == dt.date(2026, 3, 5)
    assert _read(Field("n", "分值", FieldKind.DECIMAL), "２．５") == Decimal("2.5")
    assert _read(Field("i", "排序", FieldKind.INTEGER, default=0), None) == 0
    lookup = {"unit": unit_lookup(UNITS)}
    unit = Field("u", "单位", FieldKind.LOOKUP, lookup="unit")
    assert _read(unit, "水务局", **lookup).code == "U01"
    assert _read(unit, " ", **lookup) is None


def test_a_heading_is_known_in_each_language_and_by_its_aliases() -> None:
    column = Field("u", "Unit name", aliases=("单位名称",))
    assert column.headings() == {"unitname", "单位名称"}


@pytest.mark.parametrize(("index", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ")])
def test_columns_are_named_as_excel_does(index: int, name: str) -> None:
    assert letter(index) == name


def test_every_reason_can_be_said() -> None:
    params = dict.fromkeys(
        "size limit name found sheet cell wanted rows columns near first second length allowed "
        "message path code row range sheets".split(),
        "x",
    )
    for code in [*REASONS, *NOTICES]:
        assert Problem(code, params=params).text


def test_a_tally_counts_known_outcomes_only() -> None:
    tally = Tally()
    for outcome in ("created", "updated", "unchanged", "created"):
        tally.add(outcome)
    assert (tally.created, tally.total) == (2, 4)
    with pytest.raises(ValueError, match="deleted"):
        tally.add("deleted")


class _Plain(Importer):
    code = "plain"
    label = sheet = "表"
    permission = "x.y"
    fields = (Field("a", "甲"),)


def test_the_register_refuses_duplicates_unknown_codes_and_late_comers() -> None:
    registry: Registry[Importer] = Registry("importer")
    registry.register(_Plain)
    with pytest.raises(ValueError, match="twice"):
        registry.register(_Plain)
    with pytest.raises(LookupError):
        registry.get("other")
    assert [entry.code for entry in registry.everything()] == ["plain"]
    with pytest.raises(RuntimeError, match="after start-up"):
        registry.register(type("Late", (_Plain,), {"code": "late"}))


def test_an_importer_must_say_how_it_writes() -> None:
    importer = _Plain()
    assert importer.lookups(None) == {}
    assert list(importer.check_rows([Row(1, {"a": 0}, ("",))], user=None)) == []
    with pytest.raises(NotImplementedError):
        importer.apply([], actor=None)


def test_a_choice_is_shown_by_its_label_and_never_by_its_code() -> None:
    field = Field("gender", "性别", FieldKind.CHOICE, choices=(("male", "男"), ("female", "女")))
    assert field.shown("male") == "男"
    assert field.shown("nan") == "nan"
    assert field.shown("") == ""
