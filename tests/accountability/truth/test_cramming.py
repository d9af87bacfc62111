"""Timeliness of entries: shares, rushes, lights, and the pages that show them (A33)."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accountability.doubt_enums import DoubtKind
from accountability.models import Assessment, Doubt, Filing
from accountability.selectors.cramming import Rush, Stretch, by_month, means, rushes, stretch_of
from accountability.truth_scores import late_entries, late_tallies
from supervision import clock
from tests.accountability.truth.conftest import STORY

YEAR = Stretch(2026)
Enter = Callable[..., None]


@pytest.fixture
def enter(hand_in: Callable[..., Filing], at: Callable[[str], None]) -> Enter:
    """Return a function that enters events on a day, each so many days after it happened."""

    def act(user: Any, day: str, *gaps: int) -> None:
        at(f"{day}T10:00:00")
        for gap in gaps:
            hand_in(user, STORY, event_on=clock.today() - dt.timedelta(days=gap))

    return act


def of(user: Any, unit: Any, stretch: Stretch = YEAR) -> Rush:
    """Return the unit's figures as the account sees them."""
    return next(row for row in rushes(user, stretch) if row.unit == unit)


def test_prompt_late_and_median(enter: Enter, officer: Any, clerk: Any, units: Any) -> None:
    enter(clerk, "2026-03-10", 0, 7, 8)
    enter(clerk, "2026-04-10", 100)
    found = of(officer, units.water)
    assert (found.filings, found.prompt, found.late, found.median) == (4, 2, 2, 7.5)
    assert found.prompt_share == 50
    assert found.light == "neutral"
    assert of(officer, units.finance).filings == 0
    assert by_month([found])[2] == (dt.date(2026, 3, 1), 2, 1)


def test_a_quarter_holds_its_own_filings(
    enter: Enter, officer: Any, clerk: Any, units: Any
) -> None:
    enter(clerk, "2026-03-31", 0)
    enter(clerk, "2026-04-01", 0, 0)
    assert of(officer, units.water, Stretch(2026, 1)).filings == 1
    assert of(officer, units.water, Stretch(2026, 2)).filings == 2
    assert Stretch(2026, 4).last == dt.date(2026, 12, 31)


def test_a_rush_in_december_is_red_and_a_doubt(
    enter: Enter,
    officer: Any,
    clerk: Any,
    units: Any,
    compare: Callable[..., list[Doubt]],
    at: Callable[[str], None],
) -> None:
    for month in range(1, 12):
        enter(clerk, f"2026-{month:02}-10", 0)
    enter(clerk, "2026-12-20", 1, 2, 3, 4, 5)
    found = of(officer, units.water)
    assert (found.year_end, round(found.year_end_ratio, 2)) == (5, 5.0)
    assert found.busiest == dt.date(2026, 12, 1)
    assert found.light == "red"
    (doubt,) = compare(DoubtKind.CRAMMING)
    assert (doubt.unit, doubt.filing, doubt.detail) == (units.water, None, "2026")
    assert len(compare(DoubtKind.CRAMMING)) == 1


def test_the_last_week_before_a_lock(
    enter: Enter, officer: Any, office: Any, clerk: Any, units: Any, at: Callable[[str], None]
) -> None:
    for month in range(1, 10):
        enter(clerk, f"2026-{month:02}-10", 0)
    lock = Assessment.objects.create(
        name="年度考核",
        year=2026,
        check_on=dt.date(2026, 10, 15),
        ends_on=dt.date(2026, 10, 16),
        locks_at=clock.start_of(dt.date(2026, 10, 12)),
        unlocks_at=clock.start_of(dt.date(2026, 10, 17)),
        created_by=office,
        created_at=clock.now(),
    )
    lock.units.add(units.water)
    enter(clerk, "2026-10-08", 0, 0, 0, 0)
    enter(clerk, "2026-10-04", 0)
    found = of(officer, units.water)
    assert found.before_lock == 4
    assert found.lock_ratio > 10


def test_means_are_over_entries(enter: Enter, officer: Any, clerk: Any, other_clerk: Any) -> None:
    enter(clerk, "2026-03-10", 0, 0, 0)
    enter(other_clerk, "2026-03-10", 50)
    mean = next(one for one in means(rushes(officer, YEAR)) if one.kind == "department")
    assert (mean.units, mean.prompt_share) == (2, 75)


@pytest.mark.parametrize("year", ["", "abc", "99999", "2099", "٢٠٢٦"])
def test_an_unreadable_year_is_this_year(year: str, at: Callable[[str], None]) -> None:
    at("2026-11-02T09:00:00")
    assert stretch_of(year, "7") == Stretch(2026)


def test_the_pages_show_figures_that_open_rows(
    enter: Enter, officer: Any, clerk: Any, units: Any, as_user: Callable[..., Client]
) -> None:
    enter(clerk, "2026-03-10", 0, 30)
    browser = as_user(officer)
    page = browser.get("/accountability/timeliness/?year=2026&quarter=1").content.decode()
    rows = f"/accountability/ledger/?unit={units.water.pk}&amp;since=2026-01-01"
    assert rows in page
    ledger = browser.get(f"/accountability/ledger/?unit={units.water.pk}&gap=7")
    assert ledger.content.decode().count("HZ-2026") == 1
    assert browser.get("/accountability/timeliness/export/", follow=True).status_code == 200
    own = as_user(clerk)
    assert own.get("/accountability/timeliness/").status_code == 403
    assert own.get(f"/accountability/units/{units.water.pk}/timeliness/").status_code == 200


def test_outsiders_get_nothing(
    units: Any, other_clerk: Any, stranger: Any, as_user: Callable[..., Client]
) -> None:
    path = f"/accountability/units/{units.water.pk}/timeliness/"
    assert as_user(other_clerk).get(path).status_code == 404
    assert as_user(stranger).get(path).status_code == 403
    assert as_user(stranger).get("/accountability/timeliness/").status_code == 403


def test_late_entries_count_in_the_score(enter: Enter, clerk: Any, units: Any) -> None:
    enter(clerk, "2026-03-10", 0, 30, 40)
    span = (dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    rows = list(late_entries([units.water.pk], *span))
    tally = late_tallies([units.water.pk], *span)[units.water.pk]
    assert (len(rows), tally.count, tally.amount) == (2, 2, 2)
    assert not list(late_entries([units.water.pk], dt.date(2025, 1, 1), dt.date(2025, 12, 31)))
