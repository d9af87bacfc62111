"""A unit's year as one line of events, replayed as it was known on a day (A18, B3)."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accountability import chronicle
from accountability.chronicle import ChronicleSource
from accountability.models import Duty
from supervision import clock


@pytest.fixture(autouse=True)
def _early(at: Any) -> None:
    """Let the units be founded before anything happens to them."""
    at("2026-01-05T09:00:00")


@pytest.fixture
def lived(give_task: Any, conclude: Any, ask: Any, clerk: Any, units: Any, at: Any) -> Duty:
    """A task of Monday, a request of Tuesday, a filing of Thursday, one never filed."""
    duty = give_task(units.water, due_on="2026-11-20", title="河道采砂专项自查")
    give_task(units.water, due_on="2026-11-06", title="汛后水毁工程检查")
    at("2026-11-03T10:00:00")
    ask(clerk, duty, "2026-11-30")
    at("2026-11-05T10:00:00")
    conclude(clerk, duty)
    at("2026-11-10T10:00:00")
    return duty


def titles(page: Any) -> list[str]:
    return [line.event.title for line in page.context["page"].object_list]


def url(units: Any, query: str = "") -> str:
    return f"/accountability/units/{units.water.pk}/year/?year=2026{query}"


def test_the_year_holds_everything_in_order(
    lived: Duty, as_user: Any, office: Any, units: Any
) -> None:
    page = as_user(office).get(url(units))
    kinds = [line.source.key for line in page.context["page"].object_list]
    assert kinds == ["overdue", "filings", "changes", "tasks", "tasks"]
    days = [line.day.day for line in page.context["page"].object_list]
    assert days == [7, 5, 3, 2, 2]
    assert page.context["view"].counts["red"] == 1


@pytest.mark.parametrize(
    ("day", "count", "green", "red"),
    [("2026-11-02", 2, 0, 0), ("2026-11-04", 3, 0, 0), ("2026-11-05", 4, 1, 0)],
)
def test_a_day_shows_what_was_known_then(
    day: str, count: int, green: int, red: int, lived: Duty, as_user: Any, office: Any, units: Any
) -> None:
    page = as_user(office).get(url(units, f"&as_of={day}"))
    view = page.context["view"]
    assert (view.total, view.counts["green"], view.counts["red"]) == (count, green, red)
    assert view.filed == green


def test_the_control_leads_to_its_day(lived: Duty, as_user: Any, office: Any, units: Any) -> None:
    number = (dt.date(2026, 11, 4) - dt.date(2026, 1, 1)).days + 1
    answer = as_user(office).get(url(units, f"&day={number}"))
    assert answer["Location"].endswith("year=2026&as_of=2026-11-04")
    page = as_user(office).get(answer["Location"])
    replay = page.context["view"].replay
    assert replay.back.endswith("as_of=2026-11-03") and replay.on.endswith("as_of=2026-11-05")
    body = page.content.decode()
    assert f'href="?{replay.on.replace("&", "&amp;")}"' in body
    assert as_user(office).get(url(units, "&day=x"))["Location"].endswith("year=2026")


def test_kinds_and_months_narrow(lived: Duty, as_user: Any, office: Any, units: Any) -> None:
    browser = as_user(office)
    assert (
        titles(browser.get(url(units, "&kind=filings"))) == ["报送：河道采砂专项自查"]
        or len(titles(browser.get(url(units, "&kind=filings")))) == 1
    )
    assert titles(browser.get(url(units, "&month=10"))) == []
    view = browser.get(url(units)).context["view"]
    assert [month.count for month in view.months] == [0] * 10 + [5, 0]
    assert sum(kind.count for kind in view.kinds) == 5


def test_few_queries(lived: Duty, as_user: Any, office: Any, units: Any) -> None:
    browser = as_user(office)
    browser.get(url(units))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        browser.get(url(units))
    assert len(queries) <= 50


def test_a_source_is_registered_once() -> None:
    source = chronicle.all_sources()[0]
    with pytest.raises(ValueError):
        chronicle.register(source)
    assert isinstance(source, ChronicleSource)


def test_who_opens_it(
    lived: Duty, as_user: Any, clerk: Any, head: Any, other_clerk: Any, stranger: Any, units: Any
) -> None:
    assert as_user(clerk).get(url(units)).status_code == 200
    assert as_user(head).get(url(units)).status_code == 200
    assert as_user(other_clerk).get(url(units)).status_code == 404
    assert as_user(stranger).get(url(units)).status_code == 403
    assert clock.standing() is None
