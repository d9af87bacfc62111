"""One to-do list over every app: merged by day, counted once, narrowed by kind and light."""

import datetime as dt
from typing import Any

import pytest
from django.db.models import QuerySet

from supervision import clock
from supervision.notifications import selectors, todos
from supervision.notifications.todo_list import todo_list
from supervision.notifications.todos import TodoItem, TodoSource
from supervision.organizations.models import Unit

PAGE = "/notices/todos/"


def item(title: str, days: float | None, light: str = "") -> TodoItem:
    """Return a thing to do whose term ends in so many days."""
    due = None if days is None else clock.now() + dt.timedelta(days=days)
    return TodoItem(title, "/", due_at=due, light=light)


def some(number: int) -> QuerySet[Unit]:
    """Return so many rows to count: units are at hand wherever somebody acts."""
    return Unit.objects.order_by("pk")[:number]


@pytest.fixture
def two_apps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let two apps and a closed one have something to do for everybody who may."""
    first = [item("later", 30), item("overdue", -3, "red"), item("week", 3, "yellow")]
    second = [item("undated", None), item("long overdue", -9, "red")]
    sources = (
        TodoSource("first", "First", "", lambda user: first, lambda user: some(3)),
        TodoSource("second", "Second", "", lambda user: second, lambda user: some(2)),
        TodoSource("closed", "Closed", "no.permission", lambda user: first, lambda user: some(3)),
    )
    monkeypatch.setattr(todos, "_sources", {source.key: source for source in sources})


def test_apps_are_merged_the_most_urgent_first(two_apps: None, clerk: Any, stranger: Any) -> None:
    found = todo_list(clerk)
    titles = [row.item.title for row in found.rows]
    assert titles == ["long overdue", "overdue", "week", "later", "undated"]
    assert [row.part for row in found.rows] == ["overdue", "overdue", "week", "later", "undated"]
    assert found.total == selectors.todo_count(clerk) == 5
    assert "closed" not in {source.key for source, _count in todo_list(stranger).by_source}


def test_counts_speak_of_everything_and_rows_of_what_is_chosen(
    two_apps: None, clerk: Any, stranger: Any
) -> None:
    found = todo_list(clerk, source="second", light="red")
    assert [row.item.title for row in found.rows] == ["long overdue"]
    assert found.total == 5
    assert [(source.key, n) for source, n in found.by_source] == [("first", 3), ("second", 2)]
    assert found.by_light == {"red": 2, "yellow": 1}
    assert todo_list(stranger, source="closed").rows == []


def test_a_thing_due_tonight_is_due_today(
    monkeypatch: pytest.MonkeyPatch, clerk: Any, at: Any
) -> None:
    at("2026-11-02T09:00:00")
    midnight = clock.end_of(clock.today())
    tonight = [TodoItem("tonight", "/", due_at=midnight)]
    source = TodoSource("one", "One", "", lambda user: tonight, lambda user: some(1))
    monkeypatch.setattr(todos, "_sources", {"one": source})
    assert todo_list(clerk).rows[0].part == "today"
    at("2026-11-03T00:00:00")
    assert todo_list(clerk).rows[0].part == "overdue"


def test_the_page_narrows_and_says_when_nothing_fits(
    two_apps: None, clerk: Any, stranger: Any, as_user: Any
) -> None:
    browser = as_user(clerk)
    page = browser.get(PAGE, {"kind": "second"}).content.decode()
    assert "long overdue" in page and ">later<" not in page
    assert browser.get(PAGE, {"light": "green"}).status_code == 200
    assert browser.get(PAGE, {"page": "99"}).status_code == 200
    assert "Closed" not in as_user(stranger).get(PAGE).content.decode()


def test_a_long_list_stands_by_kind_first(
    monkeypatch: pytest.MonkeyPatch, units: Any, clerk: Any, stranger: Any, as_user: Any
) -> None:
    many = [item(f"many {number}", number - 20.0, "red") for number in range(4)]
    few = [item("few", 2, "yellow")]
    sources = (
        TodoSource("few", "Few", "", lambda user: few, lambda user: some(1)),
        TodoSource("many", "Many", "", lambda user: many, lambda user: some(4)),
        TodoSource("closed", "Closed", "no.permission", lambda user: few, lambda user: some(1)),
    )
    monkeypatch.setattr(todos, "_sources", {source.key: source for source in sources})
    monkeypatch.setattr("supervision.notifications.views.todos._FEW", 4)
    browser = as_user(clerk)
    groups = browser.get(PAGE).context["groups"]
    assert [(group.source.key, group.total) for group in groups] == [("many", 4), ("few", 1)]
    assert [row.item.title for row in groups[0].first] == ["many 0", "many 1", "many 2"]
    assert groups[0].lights == {"red": 4}
    assert browser.get(PAGE, {"kind": "many"}).context["groups"] == []
    assert "Closed" not in as_user(stranger).get(PAGE).content.decode()
