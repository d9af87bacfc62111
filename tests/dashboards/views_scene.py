"""A list that is kept in views: two tasks, and short ways to open and to keep it."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accountability.services import tasklists
from supervision.accounts.models import User

LIST = "accountability:duties"


@pytest.fixture
def duties(office: User, units: Any, at: Any) -> None:
    """Issue two tasks to two units."""
    at("2026-11-02T09:00:00")
    for title in ("自查任务", "整改任务"):
        tasklists.issue(
            actor=office,
            title=title,
            content="对照清单开展自查。",
            standard="形成自查报告。",
            units=[units.water, units.finance],
            due_on=dt.date(2026, 11, 20),
        )


@pytest.fixture
def browser(office: User, as_user: Any) -> Client:
    """Return the office's browser."""
    client: Client = as_user(office)
    return client


def keep(browser: Client, name: str = "我的水务", **fields: Any) -> Any:
    """Send the form of a new view."""
    sent = {"list": LIST, "name": name, "query": "", **fields}
    return browser.post(reverse("dashboards:view_save"), sent)


def context(browser: Client, query: str = "") -> Any:
    """Open the list and return what its template drew."""
    answer = browser.get(reverse(LIST) + query)
    assert answer.status_code == 200, answer
    return answer.context


def headings(browser: Client, query: str = "") -> list[str]:
    """Return the names of the columns drawn."""
    return named(context(browser, query)["table"])


def named(table: Any) -> list[str]:
    """Return the columns that can be chosen; the boxes for several rows always stand."""
    return [bound.name for bound in table.columns if bound.name != "pick"]
