"""What the panel says: title, days, reasons, basis, pauses, extensions, provisional years."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from supervision import clock
from supervision.deadlines.enums import TermUnit
from supervision.deadlines.explanations import Explanation, explain, written_term
from supervision.deadlines.rules import Extension, Pause, Term, parse_term
from tests.deadlines.package_days import CALENDAR, at, day

BASIS = "《清江区“三重一大”事项集体决策纪实报送办法》第九条"
PAUSE = Pause(at("2026-11-18T08:00"), at("2026-11-18T20:00"), "平台割接停机", "周文澜", "陈主任")


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    clock.set_shift(at("2026-11-20T10:00") - clock.real_now())
    with translation.override("en"):
        yield


def told(term: str, start: str, **more: object) -> Explanation:
    return explain(term=parse_term(term), started_at=at(start), calendar=CALENDAR, **more)


def test_the_ribbon_of_the_mock_up() -> None:
    panel = told("5WD", "2026-11-13T15:00", pauses=[PAUSE], basis=BASIS, start_event="会议召开")
    assert panel.title == "Why before 23 Nov 2026 (Monday) 24:00"
    assert [(cell.text, cell.css) for cell in panel.cells] == [
        ("start, not counted", "is-start"),
        ("rest day", "is-off"),
        ("rest day", "is-off"),
        ("day 1", ""),
        ("day 2", ""),
        ("paused", "is-pause"),
        ("day 3", ""),
        ("day 4", "is-today"),
        ("rest day", "is-off"),
        ("rest day", "is-off"),
        ("day 5, due", "is-due"),
    ]
    assert panel.cells[7].sub == "Friday, today"
    assert panel.sentences[0] == "会议召开 13 Nov 2026: 5 working days counted from the next day."
    assert panel.sentences[1] == "Not counted: 4 rest days and 1 paused day."
    assert panel.basis == BASIS
    assert panel.pauses == [
        "Paused from 18 Nov 2026 08:00 to 18 Nov 2026 20:00: 平台割接停机. "
        "(proposed by 周文澜, approved by 陈主任)"
    ]
    assert panel.notices == ["国务院办公厅关于2026年部分节假日安排的通知"]
    assert panel.provisional == ""
    assert panel.note.endswith(f"Basis: {BASIS}. Calendar: {panel.notices[0]}.")


def test_holidays_make_up_days_and_their_notice_are_named() -> None:
    panel = told("10WD", "2026-09-24")
    texts = [cell.text for cell in panel.cells]
    assert "中秋节" in texts
    assert "国庆节调休" in texts
    assert "day 6, make-up day" in texts
    assert "1 make-up working day is counted." in panel.sentences
    assert all(cell.title for cell in panel.cells if cell.text == "国庆节")


def test_an_end_on_a_holiday_says_why_it_moves() -> None:
    panel = told("7CD", "2026-09-26")
    assert panel.title == "Why before 8 Oct 2026 (Thursday) 24:00"
    assert panel.cells[7].text == "国庆节, moved on"
    assert (
        "3 Oct 2026 is a day off (国庆节), so the end moves to the next working day."
        in panel.sentences
    )


def test_custody_says_that_its_end_is_not_moved() -> None:
    panel = explain(
        term=Term(7, TermUnit.CALENDAR_DAY, rolls=False),
        started_at=at("2026-09-26"),
        calendar=CALENDAR,
    )
    assert panel.due.last_day == day("2026-10-03")
    assert panel.notices == []
    assert "The end of this term is not moved by rest days or holidays." in panel.sentences


def test_hours_show_both_instants() -> None:
    panel = told("24H", "2026-11-20T10:00")
    assert panel.title == "Why before 21 Nov 2026 (Saturday) 10:00"
    assert [cell.text for cell in panel.cells] == ["10:00 start", "10:00 due"]
    assert panel.sentences == ["24 hours counted from 20 Nov 2026 10:00 to the minute."]


def test_an_extension_names_who_granted_it_and_lengthens_the_ribbon() -> None:
    granted = Extension(at("2026-11-26T00:00"), "等待审计结果", "林知秋", "周文澜")
    panel = told("5WD", "2026-11-13", extensions=[granted])
    assert panel.title == "Why before 25 Nov 2026 (Wednesday) 24:00"
    assert panel.cells[-1].css == "is-due"
    assert [cell.text for cell in panel.cells[-6:-1]] == ["extended"] * 5
    assert panel.extensions == [
        "Extended to 25 Nov 2026 (Wednesday) 24:00: 等待审计结果. "
        "(proposed by 林知秋, approved by 周文澜)"
    ]


def test_a_long_term_folds_its_middle_by_month() -> None:
    panel = told("3CM", "2026-03-10")
    folds = panel.folded
    assert [(fold.sub, fold.text) for fold in folds] == [
        ("18 days", "days 4 to 21"),
        ("30 days", "days 22 to 51"),
        ("31 days", "days 52 to 82"),
        ("4 days", "days 83 to 86"),
    ]
    assert sum(len(fold.days) for fold in folds) + len(panel.cells) - len(folds) == len(
        panel.due.days
    )
    working = told("30WD", "2026-03-10")
    assert working.folded[0].text == "12 working days"


def test_a_provisional_date_says_so() -> None:
    panel = told("15WD", "2026-12-21")
    assert "the holiday notice of 2027 has not been published" in panel.provisional
    assert "New Year's Day, by law" in [cell.text for cell in panel.cells]


def test_a_set_day_and_an_immediate_duty_speak_for_themselves() -> None:
    fixed = explain(
        term=Term(20, TermUnit.CALENDAR_DAY, rolls=False),
        started_at=at("2026-11-02"),
        calendar=CALENDAR,
        fixed=True,
    )
    assert fixed.sentences == [
        "The last day was set when the task was issued; rest days do not move it."
    ]
    assert written_term(Term(0, TermUnit.CALENDAR_DAY)) == "at once, on the day itself"
    at_once = explain(
        term=Term(0, TermUnit.CALENDAR_DAY, rolls=False),
        started_at=at("2026-11-02"),
        calendar=CALENDAR,
    )
    assert at_once.title == "Why before 2 Nov 2026 (Monday) 24:00"


def test_the_panel_is_drawn_without_inline_style() -> None:
    html = render_to_string(
        "deadlines/panel.html",
        {"explanation": told("3CM", "2026-12-10", pauses=[PAUSE], basis="<b>", extensions=[])},
    )
    assert "Why before" in html
    assert "&lt;b&gt;" in html
    assert "<details" in html
    assert "Provisional" in html
    assert "style=" not in html
    assert "onclick" not in html
