"""The office watches: newest filings by themselves, filters, exports, unit pages."""

from collections.abc import Callable
from typing import Any

import pytest

from accountability.models import Duty
from supervision.web.formats import due_day
from tests.taken_out import take_out


@pytest.fixture
def duty(give_task: Callable[..., Duty], units: Any) -> Duty:
    """A task of the water bureau due on 20 November."""
    return give_task(units.water)


def test_a_new_filing_appears_in_the_panel_that_refreshes_itself(
    duty: Duty, clerk: Any, office: Any, conclude: Any, as_user: Any
) -> None:
    browser = as_user(office)
    poll = {"HX-Request": "true"}
    part = browser.get("/panels/district-latest/", headers=poll).content.decode()
    assert 'hx-trigger="every 10s"' in part
    assert "<html" not in part
    filing = conclude(clerk, duty)
    part = browser.get("/panels/district-latest/", headers=poll).content.decode()
    assert filing.receipt in part


def test_the_newest_comes_first_and_late_is_said(
    clerk: Any, office: Any, units: Any, conclude: Any, give_task: Any, as_user: Any, at: Any
) -> None:
    first, second = give_task(units.water, title="先报"), give_task(units.water, title="后报")
    conclude(clerk, first)
    at("2026-11-21T00:00:00")
    conclude(clerk, second)
    filings = as_user(office).get("/panels/district-latest/").context["data"]["filings"]
    assert [(filing.duty.title, filing.is_late) for filing in filings] == [
        ("后报", True),
        ("先报", False),
    ]


def test_filters_narrow_the_list(
    duty: Duty, clerk: Any, office: Any, units: Any, conclude: Any, give_task: Any, as_user: Any
) -> None:
    other = give_task(units.finance, title="预算执行检查")
    conclude(clerk, duty)
    browser = as_user(office)
    for query, titles in (
        ({"q": "预算"}, [other.title]),
        ({"q": duty.number}, [duty.title]),
        ({"unit": units.water.pk}, [duty.title]),
        ({"light": "green"}, [duty.title]),
        ({"light": "neutral"}, [other.title]),
        ({"origin": "task"}, [duty.title, other.title]),
        ({"origin": "main"}, []),
        ({"is_late": "true"}, []),
    ):
        page = browser.get("/accountability/duties/", query)
        assert sorted(row.record.title for row in page.context["table"].page) == sorted(titles)


def test_the_export_holds_the_same_rows_as_the_filtered_list(
    duty: Duty, office: Any, units: Any, give_task: Any, as_user: Any
) -> None:
    give_task(units.finance, title="预算执行检查")
    query = {"unit": units.water.pk}
    sheet = take_out(as_user(office), "/accountability/duties/export/", query).active
    assert sheet is not None
    rows = [row for row in sheet.iter_rows(values_only=True) if duty.number in row]
    words = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row]
    assert len(rows) == 1
    assert "预算执行检查" not in words
    assert any(str(due_day(duty.ends_at)) in word for word in words)


def test_an_export_of_another_unit_is_empty(
    duty: Duty, other_clerk: Any, units: Any, as_user: Any
) -> None:
    query = {"unit": units.water.pk}
    sheet = take_out(as_user(other_clerk), "/accountability/duties/export/", query).active
    assert sheet is not None
    assert duty.number not in [cell for row in sheet.iter_rows(values_only=True) for cell in row]


def test_the_units_page_sorts_and_is_for_the_office(
    duty: Duty, office: Any, units: Any, as_user: Any, at: Any
) -> None:
    at("2026-11-21T00:00:00")
    rows = as_user(office).get("/accountability/units/?order=red").context["rows"]
    assert rows[0].unit == units.water
    assert as_user(office).get("/accountability/units/?order=rate").status_code == 200


def test_a_units_page(duty: Duty, units: Any, request: Any, as_user: Any) -> None:
    url = f"/accountability/units/{units.water.pk}/"
    for who in ("office", "officer", "leader", "clerk", "head"):
        assert duty.title in as_user(request.getfixturevalue(who)).get(url).content.decode()
    for who in ("other_clerk", "township_clerk"):
        assert as_user(request.getfixturevalue(who)).get(url).status_code == 404
    for who in ("stranger", "sysadmin", "secadmin", "auditor"):
        assert as_user(request.getfixturevalue(who)).get(url).status_code == 403


def test_the_list_of_one_unit_needs_no_column_for_it(
    duty: Duty, clerk: Any, office: Any, as_user: Any
) -> None:
    own = as_user(clerk).get("/accountability/duties/").context["table"]
    every = as_user(office).get("/accountability/duties/").context["table"]
    assert "unit" not in own.columns.names()
    assert "unit" in every.columns.names()
