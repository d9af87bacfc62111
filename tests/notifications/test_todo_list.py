"""One to-do list over every app: merged by day, counted once, narrowed by kind and light."""

import datetime as dt
from typing import Any

import pytest

from supervision import clock
from supervision.notifications import selectors, todos
from supervision.notifications.todo_list import todo_list
from supervision.notifications.todos import TodoItem, TodoSource

PAGE = "/notices/todos/"


def item(title: str, days: float | None, light: str = "") -> TodoItem:
    """Return a thing to do whose term ends in so many days."""
    due = None if days is None else clock.now() + dt.timedelta(days=days)
    return TodoItem(title, "/", due_at=due, light=light)


@pytest.fixture
def two_apps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let two apps and a closed one have something to do for everybody who may."""
    first = [item("later", 30), item("overdue", -3, "red"), item("week", 3, "yellow")]
    second = [item("undated", None), item("long overdue", -9, "red")]
    sources = (
        TodoSource("first", "First", "", lambda user: first, lambda user: 3),
        TodoSource("second", "Second", "", lambda user: second, lambda user: 2),
        TodoSource("closed", "Closed", "no.permission", lambda user: first, lambda user: 3),
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
    source = TodoSource("one", "One", "", lambda user: tonight, lambda user: 1)
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
