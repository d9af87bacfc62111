"""Due rules, materials and periods as values: pure functions."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accountability import rules
from accountability.values import (
    EvidenceData,
    read_due_rule,
    read_evidence,
    read_names,
    write_evidence,
)


@pytest.mark.parametrize(
    ("period", "rule", "fault"),
    [
        ("month", "end", ""),
        ("quarter", "5WD", ""),
        ("half_year", "1CM", ""),
        ("year", "12-20", ""),
        ("once", "09-30", ""),
        ("event", "5WD", ""),
        ("month", "12-20", "day_needs_year"),
        ("once", "end", "once_needs_day"),
        ("once", "5WD", "once_needs_day"),
        ("event", "end", "event_needs_term"),
        ("event", "12-20", "event_needs_term"),
        ("year", "02-30", "no_such_day"),
        ("year", "02-29", "no_such_day"),
        ("quarter", "24H", "hours"),
        ("quarter", "0WD", "unreadable"),
        ("quarter", "soon", "unreadable"),
        ("quarter", "", "unreadable"),
    ],
)
def test_a_due_rule_fits_its_period(period: str, rule: str, fault: str) -> None:
    assert rules.due_rule_fault(period, rule, 2026) == fault


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        ("", "end"),
        ("end", "end"),
        ("期末", "end"),
        ("5wd", "5WD"),
        ("期后5个工作日内", "5WD"),
        ("10日内", "10CD"),
        ("1个月", "1CM"),
        ("12月20日前", "12-20"),
        ("12-20", "12-20"),
        ("3.31", "03-31"),
        ("尽快", "尽快"),
    ],
)
def test_due_rules_are_read_as_people_write_them(typed: str, rule: str) -> None:
    assert read_due_rule(typed) == rule


def test_materials_are_read_with_their_marks() -> None:
    assert read_evidence("会议纪要;会议签到表；会议录音（选）\n论证材料（阶段1）(选)") == (
        EvidenceData("会议纪要"),
        EvidenceData("会议签到表"),
        EvidenceData("会议录音", is_required=False),
        EvidenceData("论证材料", is_required=False, stage=1),
    )
    assert read_evidence(" ;\n") == ()


@given(
    st.lists(
        st.builds(
            EvidenceData,
            st.text("会议纪要签到表abc", min_size=1, max_size=12),
            st.booleans(),
            st.integers(0, 8),
        ),
        max_size=5,
    )
)
def test_materials_written_are_read_the_same(materials: list[EvidenceData]) -> None:
    assert read_evidence(write_evidence(materials)) == tuple(materials)
    assert read_evidence(write_evidence(materials, ";")) == tuple(materials)


def test_names_are_split_at_any_usual_mark() -> None:
    assert read_names("会前酝酿→会议纪要；执行情况、结果公开") == (
        "会前酝酿",
        "会议纪要",
        "执行情况",
        "结果公开",
    )


@given(st.integers(2000, 2100), st.sampled_from(["month", "quarter", "half_year", "year"]))
def test_the_periods_cover_the_year_without_gap(year: int, period: str) -> None:
    spans = rules.spans(period, year)
    assert spans[0].first == dt.date(year, 1, 1)
    assert spans[-1].last == dt.date(year, 12, 31)
    for one, following in zip(spans, spans[1:], strict=False):
        assert one.last + dt.timedelta(days=1) == following.first
