"""Dates, terms, counts and money as people read them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import translation

from supervision import clock
from supervision.web import formats, lights

NOW = dt.datetime(2026, 11, 20, 9, 42, tzinfo=clock.CHINA)


@pytest.fixture(autouse=True)
def _english_at_noon(monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    "text",
    ["2026-11-13", "2026.11.13", "2026/11/13", "20261113", " 2026年11月13日 ", "2026-11-13"],
)
def test_a_day_is_read_however_it_is_written(text: str) -> None:
    assert formats.parse_date(text) == dt.date(2026, 11, 13)


@pytest.mark.parametrize("text", ["", "13.11.2026", "2026-13-01", "2026-02-30", "tomorrow"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        formats.parse_date(text)


def test_a_day_in_english() -> None:
    assert formats.full_date(dt.date(2026, 11, 22)) == "22 Nov 2026"
    assert formats.short_date(dt.date(2026, 11, 18)) == "18 Nov"
    assert formats.short_date(dt.date(2025, 11, 18)) == "18 Nov 2025"
    assert formats.full_date(None) == ""


def test_an_instant_is_read_in_china() -> None:
    late = dt.datetime(2026, 11, 19, 17, 30, tzinfo=dt.UTC)
    assert formats.full_datetime(late) == "20 Nov 2026 01:30"
    assert formats.relative(late) == "today 01:30"
    assert formats.relative(NOW - dt.timedelta(days=1)) == "yesterday 09:42"
    assert formats.relative(dt.date(2026, 11, 21)) == "tomorrow"


def test_an_exclusive_end_shows_the_last_day() -> None:
    assert formats.due_day(clock.end_of(dt.date(2026, 11, 23))) == dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("ends_at", "words"),
    [
        (clock.end_of(dt.date(2026, 11, 23)), "3 days left"),
        (clock.end_of(dt.date(2026, 11, 21)), "1 day left"),
        (clock.end_of(dt.date(2026, 11, 20)), "due today"),
        (NOW + dt.timedelta(hours=5), "5 hours left"),
        (NOW - dt.timedelta(hours=2), "2 hours overdue"),
        (clock.end_of(dt.date(2026, 11, 19)), "1 day overdue"),
        (clock.end_of(dt.date(2026, 11, 13)), "7 days overdue"),
    ],
)
def test_how_far_an_end_lies(ends_at: dt.datetime, words: str) -> None:
    assert formats.time_left(ends_at) == words


def test_a_light_in_words() -> None:
    end = clock.end_of(dt.date(2026, 11, 23))
    assert lights.words("yellow", end) == "Due soon, 3 days left"
    assert lights.words("yellow", clock.end_of(dt.date(2026, 11, 20))) == "Due today"
    assert lights.words("red", clock.end_of(dt.date(2026, 11, 13))) == "7 days overdue"
    assert lights.words("green", end) == "Concluded"
    assert lights.words("paused", end) == "Paused"


def test_figures() -> None:
    assert formats.digits(1577) == "1,577"
    assert formats.digits(None) == ""
    assert formats.money(48600) == "48,600.00 yuan"
    assert formats.file_size(0) == "0 KB"
    assert formats.file_size(300) == "1 KB"
    assert formats.file_size(1_258_291) == "1.2 MB"
