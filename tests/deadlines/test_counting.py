"""Counting terms: dated cases, pauses, hours, provisional years, bad terms (pure functions)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.deadlines import rules
from supervision.deadlines.enums import StepKind, TermUnit
from supervision.deadlines.rules import Pause, Term, TermError, parse_term
from tests.deadlines.dated_cases import CASES
from tests.deadlines.package_days import CALENDAR, at, day


def last_day(term: str, start: str, **more: object) -> str:
    return rules.due(parse_term(term), at(start), CALENDAR, **more).last_day.isoformat()


def test_there_are_enough_dated_cases() -> None:
    assert len(CASES) >= 200


@pytest.mark.parametrize(("term", "start", "expected"), CASES)
def test_dated_case(term: str, start: str, expected: str) -> None:
    due = rules.due(parse_term(term), at(start), CALENDAR)
    assert due.last_day.isoformat() == expected
    assert due.due_at == rules.end_of(day(expected))
    assert due.due_at.isoformat().endswith("T00:00:00+08:00")
    assert not due.provisional


def test_fifteen_working_days_over_national_day() -> None:
    due = rules.due(parse_term("15WD"), at("2026-09-21"), CALENDAR)
    assert due.last_day == day("2026-10-19")
    assert [found.isoformat()[5:] for found, _reason in due.skipped] == [
        *("09-25", "09-26", "09-27", "10-01", "10-02", "10-03", "10-04"),
        *("10-05", "10-06", "10-07", "10-11", "10-17", "10-18"),
    ]
    reasons = {found.isoformat(): reason for found, reason in due.skipped}
    assert reasons["2026-09-25"] == "中秋节"
    assert reasons["2026-10-07"] == "国庆节调休"
    make_up = next(step for step in due.days if step.date == day("2026-10-10"))
    assert make_up.kind is StepKind.MAKE_UP
    assert make_up.reason == "国庆节调休上班"
    assert make_up.source == "国务院办公厅关于2026年部分节假日安排的通知"


@pytest.mark.parametrize("year", ["2020", "2021"])
def test_the_ninth_to_the_thirteenth_of_july_is_the_third_working_day(year: str) -> None:
    first, last = day(f"{year}-07-09"), day(f"{year}-07-13")
    assert rules.elapsed_working_days(first, last, CALENDAR) == 3
    assert rules.elapsed_working_days(last, first, CALENDAR) == 0


@pytest.mark.parametrize(
    ("term", "start", "rolled", "kept"),
    [
        ("3CM", "2026-07-03", "2026-10-08", "2026-10-03"),
        ("7CD", "2026-02-10", "2026-02-24", "2026-02-17"),
        ("12CM", "2025-01-31", "2026-01-31", "2026-01-31"),
        ("1CM", "2026-01-31", "2026-02-28", "2026-02-28"),
        ("1Y", "2025-05-01", "2026-05-06", "2026-05-01"),
        ("3CD", "2026-11-19", "2026-11-23", "2026-11-22"),
    ],
)
def test_custody_ends_on_its_day(term: str, start: str, rolled: str, kept: str) -> None:
    if term == "12CM":
        rolled = "2026-02-02"
    assert last_day(term, start) == rolled
    plain = parse_term(term)
    due = rules.due(Term(plain.length, plain.unit, rolls=False), at(start), CALENDAR)
    assert due.last_day == day(kept)
    assert due.skipped == []


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2026-09-30", "2026-12-31"),
        ("2026-11-05", "2026-12-31"),
        ("2026-01-01", "2026-03-31"),
        ("2025-12-31", "2026-03-31"),
        ("2024-03-31", "2024-07-01"),
        ("2024-06-29", "2024-07-01"),
    ],
)
def test_quarters_end_on_their_last_day(start: str, expected: str) -> None:
    assert last_day("1Q", start) == expected


@pytest.mark.parametrize(
    ("term", "start", "expected"),
    [
        ("24H", "2026-09-21T10:00", "2026-09-22T10:00"),
        ("12H", "2026-09-30T18:30", "2026-10-01T06:30"),
        ("24H", "2026-10-01T00:00", "2026-10-02T00:00"),
        ("72H", "2024-02-28T09:15", "2024-03-02T09:15"),
    ],
)
def test_hours_run_to_the_minute_through_holidays(term: str, start: str, expected: str) -> None:
    due = rules.due(parse_term(term), at(start), CALENDAR)
    assert due.due_at == at(expected)
    assert not due.provisional
    assert due.skipped == []


def test_hours_leave_out_the_paused_time() -> None:
    pauses = [
        Pause(at("2026-09-21T12:00"), at("2026-09-21T14:30")),
        Pause(at("2026-09-22T11:00"), at("2026-09-22T12:00")),
        Pause(at("2026-09-23T11:00"), at("2026-09-23T12:00")),
    ]
    due = rules.due(parse_term("24H"), at("2026-09-21T10:00"), CALENDAR, pauses=pauses)
    assert due.due_at == at("2026-09-22T13:30")


@pytest.mark.parametrize(
    ("term", "start", "pauses", "expected"),
    [
        # One working day lost, as in the mock-up of the design: 5 days from a Friday.
        ("5WD", "2026-11-13", [("2026-11-18T08:00", "2026-11-18T20:00")], "2026-11-23"),
        ("5WD", "2026-11-13", [("2026-11-18T08:00", "2026-11-19T08:00")], "2026-11-23"),
        ("5WD", "2026-11-13", [("2026-11-18T08:00", "2026-11-20T08:00")], "2026-11-24"),
        # A pause over a weekend costs only its working day.
        ("5WD", "2026-11-13", [("2026-11-20T08:00", "2026-11-23T08:00")], "2026-11-23"),
        ("10CD", "2026-11-02", [("2026-11-05T08:00", "2026-11-08T08:00")], "2026-11-16"),
        ("1CM", "2026-06-01", [("2026-06-10T08:00", "2026-06-15T08:00")], "2026-07-06"),
        ("1CM", "2026-06-01", [("2026-06-30T08:00", "2026-07-03T08:00")], "2026-07-06"),
        # The pause falls where the month's own days have already been used up.
        ("1CM", "2026-06-01", [("2026-07-06T08:00", "2026-07-10T08:00")], "2026-07-01"),
        # Still running: nothing is known yet.
        ("5WD", "2026-11-13", [("2026-11-18T08:00", None)], "2026-11-20"),
        # Before the start it costs nothing.
        ("5WD", "2026-11-13", [("2026-11-10T08:00", "2026-11-12T08:00")], "2026-11-20"),
        # On the end that rolls: the holiday and then the pause are passed over.
        ("3CD", "2026-11-19", [("2026-11-23T08:00", "2026-11-24T08:00")], "2026-11-24"),
    ],
)
def test_pauses(term: str, start: str, pauses: list[tuple[str, str | None]], expected: str) -> None:
    stretches = [Pause(at(a), at(b) if b else None, "停机") for a, b in pauses]
    assert last_day(term, start, pauses=stretches) == expected


def test_a_paused_day_carries_its_reason() -> None:
    pause = Pause(at("2026-11-18T08:00"), at("2026-11-18T20:00"), "平台割接停机")
    due = rules.due(parse_term("5WD"), at("2026-11-13"), CALENDAR, pauses=[pause])
    assert (day("2026-11-18"), "平台割接停机") in due.skipped
    numbers = [(step.date.day, step.counted_no) for step in due.days if step.counted_no]
    assert numbers == [(16, 1), (17, 2), (19, 3), (20, 4), (23, 5)]


@pytest.mark.parametrize(
    ("term", "start", "expected", "provisional"),
    [
        ("15WD", "2026-12-21", "2027-01-12", True),
        ("5WD", "2026-12-24", "2026-12-31", False),
        ("6WD", "2026-12-24", "2027-01-04", True),
        ("3CM", "2026-10-01", "2027-01-04", True),
        ("1Y", "2026-05-01", "2027-05-03", True),
        ("1Y", "2026-09-30", "2027-09-30", True),
        ("1Y", "2026-10-01", "2027-10-04", True),
        ("60CD", "2026-11-30", "2027-01-29", True),
    ],
)
def test_a_year_without_notice_is_provisional(
    term: str, start: str, expected: str, provisional: bool
) -> None:
    due = rules.due(parse_term(term), at(start), CALENDAR)
    assert (due.last_day.isoformat(), due.provisional) == (expected, provisional)


def test_custody_into_a_year_without_notice_is_certain() -> None:
    due = rules.due(Term(3, TermUnit.MONTH, rolls=False), at("2026-11-20"), CALENDAR)
    assert (due.last_day, due.provisional) == (day("2027-02-20"), False)


def test_at_once_ends_with_the_day_itself() -> None:
    due = rules.due(Term(0, TermUnit.CALENDAR_DAY, rolls=False), at("2026-10-03T15:00"), CALENDAR)
    assert due.last_day == day("2026-10-03")


@pytest.mark.parametrize(
    "text",
    ["", "WD", "15", "15 days", "0WD", "-3CD", "1.5CM", "15WDD", "99999CM", "3M", "②CD"],
)
def test_what_is_no_term_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(TermError) as refused:
        parse_term(text)
    assert "15WD" in str(refused.value) or "between 1 and" in str(refused.value)


@pytest.mark.parametrize("text", ["15WD", " 15wd ", "15 WD", "１５ＷＤ"])
def test_a_term_may_be_written_loosely(text: str) -> None:
    assert parse_term(text) == Term(15, TermUnit.WORKING_DAY)
    assert str(parse_term(text)) == "15WD"


def test_a_term_past_the_last_year_is_refused() -> None:
    with pytest.raises(TermError, match="past the end of the calendar"):
        rules.due(parse_term("50Y"), at("9990-01-01"), CALENDAR)


@given(
    days=st.integers(min_value=0, max_value=3000),
    length=st.integers(min_value=1, max_value=60),
    unit=st.sampled_from([TermUnit.WORKING_DAY, TermUnit.CALENDAR_DAY, TermUnit.MONTH]),
)
def test_a_term_ends_on_a_working_day_and_every_day_has_its_step(
    days: int, length: int, unit: TermUnit
) -> None:
    start = at("2018-01-01T09:30") + timedelta(days=days)
    due = rules.due(Term(length, unit), start, CALENDAR)
    assert CALENDAR.is_workday(due.last_day)
    walked = [step.date for step in due.days]
    assert walked == [rules.day_of(start) + timedelta(days=n) for n in range(len(walked))]
    assert walked[-1] == due.last_day
    if unit is TermUnit.WORKING_DAY:
        after = rules.day_of(start) + timedelta(days=1)
        assert rules.elapsed_working_days(after, due.last_day, CALENDAR) == length


@pytest.mark.parametrize(
    ("term", "start", "expected"),
    [
        ("15WD", "2026-09-21", "2026-10-14T00:00"),
        ("5WD", "2026-11-13", "2026-11-17T00:00"),
        ("2WD", "2026-11-16", "2026-11-17T00:00"),
        ("1CM", "2026-06-01", "2026-06-24T00:00"),
        ("3CM", "2026-06-01", "2026-08-17T00:00"),
        ("60CD", "2026-06-01", "2026-07-16T00:00"),
        ("7CD", "2026-06-01", "2026-06-05T00:00"),
        ("24H", "2026-09-21T10:00", "2026-09-22T04:00"),
        ("12H", "2026-09-21T10:00", "2026-09-21T19:00"),
    ],
)
def test_when_the_light_turns_yellow(term: str, start: str, expected: str) -> None:
    read = parse_term(term)
    due = rules.due(read, at(start), CALENDAR)
    assert rules.warn_at(read, at(start), due.due_at, CALENDAR) == at(expected)


def test_a_lead_longer_than_the_term_warns_from_the_start() -> None:
    term = Term(5, TermUnit.CALENDAR_DAY, warn=Term(30, TermUnit.CALENDAR_DAY))
    due = rules.due(term, at("2026-11-02T09:00"), CALENDAR)
    warned = rules.warn_at(term, at("2026-11-02T09:00"), due.due_at, CALENDAR)
    assert warned == at("2026-11-02T09:00")
