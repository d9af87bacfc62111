"""More than two hundred dated cases: where a term ends, and what its explanation says of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from django.utils import translation

from cases.models import Clock, ClockExtension
from cases.rules.clocks import rule_code
from cases.rules.counting import Granted, count
from cases.selectors.clock_explanations import certainty_words, explain, remarks_on
from cases.selectors.clock_rows import granted
from cases.selectors.warnings import warned_clocks
from supervision import clock as portal_clock
from supervision.deadlines import rules, selectors
from supervision.deadlines.rules import Pause
from supervision.web.formats import full_date, weekday
from tests.cases.clocks.dated_rows import (
    ARTICLES,
    DATED,
    EXTENDED,
    FROM_MEMORY,
    HOURS,
    PARTLY,
    PAUSED,
    PAUSED_AND_EXTENDED,
    WARNED,
    Dated,
    Extended,
    Paused,
)

pytestmark = pytest.mark.django_db

APPROVER = "上一级纪检监察机关"
LENGTHS = {
    "WD": ("working day", "working days"),
    "CD": ("calendar day", "calendar days"),
    "CM": ("month", "months"),
    "Y": ("year", "years"),
    "H": ("hour", "hours"),
}


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=portal_clock.CHINA)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def clock_of(code: str, start: str) -> Clock:
    """Return the clock as a service would start it, without saving it."""
    rule = selectors.rule_at(rule_code(code), at(start).date())
    term = rule.term
    assert term is not None
    return Clock(
        rule=rule,
        term_code=code,
        term_length=term.length,
        term_unit=term.unit,
        term_rolls=term.rolls,
        term_warn=str(term.warn) if term.warn else "",
        term_basis=rule.legal_basis,
        started_at=at(start),
    )


def told(clock: Clock, pauses: Sequence[Pause] = (), grants: Sequence[str] = ()) -> Any:
    return explain(clock, pauses=pauses, extensions=extensions(clock, grants))


def extensions(clock: Clock, grants: Sequence[str]) -> list[ClockExtension]:
    """Return the extensions as the register holds them, unsaved."""
    rows: list[ClockExtension] = []
    for ordinal, text in enumerate(grants, start=1):
        term, to_set_day = text.lstrip("=@"), text.startswith("@")
        if to_set_day:
            current = count(
                clock.term,
                clock.started_at,
                selectors.current_calendar(),
                grants=[granted(row) for row in rows],
            )
            before = rules.day_of(current.ends_at - dt.timedelta(seconds=1))
            term = f"{(day(term) - before).days}CD"
        rows.append(
            ClockExtension(
                ordinal=ordinal,
                term=term,
                from_start=text.startswith("="),
                to_set_day=to_set_day,
                basis=clock.rule.legal_basis,
                granted_by=APPROVER,
                granted_on=day("2026-11-01"),
                paper="清纪〔2026〕7号",
                reason="案情重大复杂",
            )
        )
    return rows


def stopped(pauses: Sequence[tuple[str, str]]) -> list[Pause]:
    return [Pause(at(f"{a}T09:00"), at(f"{b}T15:00"), "退回补证") for a, b in pauses]


def ending(last: str) -> str:
    return f"Why before {full_date(day(last))} ({weekday(day(last))}) 24:00"


def counted_words(clock: Clock, start: str) -> str:
    """Return the first sentence of the explanation, from the data of the rule."""
    event, length, unit = clock.rule.start_event, clock.term_length, clock.term_unit
    if length == 0:
        return f"To be done at once, on the day itself: {full_date(day(start))}."
    head = f"{event} {full_date(day(start))}"
    if unit == "Q":
        return f"{head}: due at the end of the quarter that follows."
    written = f"{length} {LENGTHS[unit][length > 1]}"
    if unit in ("CM", "Y"):
        return (
            f"{head}: the day itself is not counted; {written} run to the corresponding day, or to "
            "the end of the month where there is none."
        )
    return f"{head}: {written} counted from the next day."


def check_sentences(panel: Any, clock: Clock, row: Dated | Paused, paused: int = 0) -> None:
    said = panel.sentences
    assert said[0] == counted_words(clock, row.start)
    parts = [
        text
        for n, text in (
            (row.off, f"{row.off} rest day{'s' * (row.off != 1)}"),
            (paused, f"{paused} paused day{'s' * (paused != 1)}"),
        )
        if n
    ]
    passed = [text for text in said if text.startswith("Not counted:")]
    assert passed == ([f"Not counted: {' and '.join(parts)}."] if parts else [])
    made_up = [text for text in said if "make-up" in text]
    if row.made_up:
        verb = "is" if row.made_up == 1 else "are"
        days = "day" if row.made_up == 1 else "days"
        assert made_up == [f"{row.made_up} make-up working {days} {verb} counted."]
    else:
        assert made_up == []
    moved = [text for text in said if "is a day off" in text]
    if row.rolled:
        assert moved[0].startswith(f"{full_date(day(row.rolled))} is a day off (")
        assert moved[0].endswith("so the end moves to the next working day.")
    else:
        assert moved == []


@pytest.mark.parametrize("row", DATED, ids=lambda row: f"{row.code}-{row.start}")
def test_a_term_ends_on_its_day_and_says_why(row: Dated) -> None:
    clock = clock_of(row.code, row.start)
    panel = told(clock)
    assert panel.due.last_day == day(row.last)
    assert panel.title == ending(row.last)
    check_sentences(panel, clock, row)
    assert ARTICLES[row.code] in panel.basis
    assert not panel.provisional
    if not clock.term_rolls and clock.term_length:
        assert "The end of this term is not moved by rest days or holidays." in panel.sentences


@pytest.mark.parametrize("row", EXTENDED, ids=lambda row: f"{row.code}-{row.start}")
def test_extensions_run_from_the_end_before_and_say_who_granted_them(row: Extended) -> None:
    clock = clock_of(row.code, row.start)
    rows = extensions(clock, row.grants)
    found = count(
        clock.term,
        clock.started_at,
        selectors.current_calendar(),
        grants=[granted(one) for one in rows],
    )
    assert found.due.last_day == day(row.ends[0])
    lasts = [rules.day_of(end - dt.timedelta(seconds=1)) for end in found.ends]
    assert lasts == [day(text) for text in row.ends[1:]]
    panel = told(clock, grants=row.grants)
    assert panel.title == ending(row.ends[-1])
    assert len(panel.extensions) == len(row.grants)
    for ordinal, (text, last) in enumerate(zip(panel.extensions, row.ends[1:], strict=True), 1):
        assert text.startswith(
            f"Extended to {full_date(day(last))} ({weekday(day(last))}) 24:00: "
            f"extension no. {ordinal} "
        )
        assert clock.rule.legal_basis in text
        assert text.endswith(f"(approved by {APPROVER} on 1 Nov 2026 清纪〔2026〕7号)")


@pytest.mark.parametrize("row", PAUSED, ids=lambda row: f"{row.code}-{row.start}-{row.pauses[0]}")
def test_a_pause_takes_out_its_days_and_says_so(row: Paused) -> None:
    clock = clock_of(row.code, row.start)
    panel = told(clock, stopped(row.pauses))
    assert panel.due.last_day == day(row.last)
    assert panel.title == ending(row.last)
    check_sentences(panel, clock, row, row.paused)
    assert [text.partition(" to ")[0] for text in panel.pauses] == [
        f"Paused from {full_date(day(first))} 09:00" for first, _last in row.pauses
    ]
    assert all("退回补证" in text for text in panel.pauses)


@pytest.mark.parametrize(("code", "start", "pauses", "grants", "ends"), PAUSED_AND_EXTENDED)
def test_pauses_and_extensions_come_together(
    code: str,
    start: str,
    pauses: tuple[tuple[str, str], ...],
    grants: tuple[str, ...],
    ends: tuple[str, ...],
) -> None:
    clock = clock_of(code, start)
    found = count(
        clock.term,
        clock.started_at,
        selectors.current_calendar(),
        pauses=stopped(pauses),
        grants=[_grant(text, ends[0]) for text in grants],
    )
    assert found.due.last_day == day(ends[0])
    assert rules.day_of(found.ends_at - dt.timedelta(seconds=1)) == day(ends[-1])
    assert found.extended_to == found.ends_at


def _grant(text: str, before: str) -> Granted:
    if text.startswith("@"):
        days = (day(text[1:]) - day(before)).days
        return Granted(rules.parse_term(f"{days}CD"), to_set_day=True)
    return Granted(rules.parse_term(text))


@pytest.mark.parametrize(("code", "start", "end", "hours"), HOURS)
def test_hours_run_to_the_minute(code: str, start: str, end: str, hours: int) -> None:
    clock = clock_of(code, start)
    panel = told(clock)
    assert panel.due.due_at == at(end)
    moment = at(end)
    assert panel.title == (
        f"Why before {full_date(moment.date())} ({weekday(moment.date())}) {moment:%H:%M}"
    )
    begun = at(start)
    assert panel.sentences == [
        f"{hours} hours counted from {full_date(begun.date())} {begun:%H:%M} to the minute."
    ]
    assert ARTICLES[code] in panel.basis


def test_an_appearance_is_extended_to_a_day_in_all() -> None:
    clock = clock_of("compel_appearance", "2026-03-02T08:00")
    found = count(
        clock.term,
        clock.started_at,
        selectors.current_calendar(),
        grants=[Granted(rules.parse_term("24H"), from_start=True)],
    )
    assert found.due.due_at == at("2026-03-02T20:00")
    assert found.extended_to == at("2026-03-03T08:00")


@pytest.mark.parametrize(("code", "start", "first"), WARNED)
def test_the_light_turns_yellow_on_its_day(code: str, start: str, first: str) -> None:
    clock = clock_of(code, start)
    calendar = selectors.current_calendar()
    due = rules.due(clock.term, clock.started_at, calendar)
    assert rules.warn_at(clock.term, clock.started_at, due.due_at, calendar) == at(first)


@pytest.mark.parametrize("code", sorted(ARTICLES))
def test_the_mark_of_certainty_is_told(code: str) -> None:
    said = certainty_words(selectors.rule_at(rule_code(code), day("2026-11-22")).certainty)
    if code in FROM_MEMORY:
        assert "from memory" in said
    elif code in PARTLY:
        assert "only partly corroborated" in said
    else:
        assert said == ""


@pytest.mark.parametrize("code", ["filing_announce", "return_supplement"])
def test_a_target_of_the_organ_says_that_the_law_names_no_figure(code: str) -> None:
    said = remarks_on(clock_of(code, "2026-09-29"))
    assert said[0].startswith("The law names no figure here")
    assert "未定期限" in said[1]


def test_a_year_without_a_notice_is_provisional() -> None:
    panel = told(clock_of("named_ack", "2026-12-21"))
    assert "the holiday notice of 2027 has not been published" in panel.provisional


def test_there_are_more_than_two_hundred_of_them() -> None:
    assert len(DATED) + len(EXTENDED) + len(PAUSED) + len(PAUSED_AND_EXTENDED) + len(HOURS) > 250


def test_a_stranger_sees_no_clock(stranger: Any, client: Any) -> None:
    client.force_login(stranger)
    assert client.get("/cases/warnings/").status_code == 403
    assert not warned_clocks(stranger).exists()
