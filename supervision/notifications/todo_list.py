"""One to-do list over every app: merged by the day things are due, the most urgent first."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from supervision import clock
from supervision.notifications import selectors, todos
from supervision.notifications.todos import TodoItem, TodoSource
from supervision.web.lights import URGENCY

#: When a thing is due, in the order in which the parts of the list stand.
PARTS: dict[str, StrPromise] = {
    "overdue": _("Overdue"),
    "today": _("Due today"),
    "week": _("Due within seven days"),
    "later": _("Later"),
    "undated": _("Without a day"),
}

#: So many rows stand for a group.
NAMED = 3


@dataclass(frozen=True)
class Todo:
    """One thing to do, where it comes from, and in which part of the list it stands."""

    source: TodoSource
    item: TodoItem
    part: str

    @property
    def part_label(self) -> StrPromise:
        """Return the part in words."""
        return PARTS[self.part]


@dataclass(frozen=True)
class TodoGroup:
    """Everything of one kind, the most urgent first."""

    source: TodoSource
    rows: list[Todo]
    total: int

    @property
    def lights(self) -> dict[str, int]:
        """Return how many rows stand under each light that needs somebody."""
        found = Counter(row.item.light for row in self.rows)
        return {name: found[name] for name in ("red", "yellow") if found[name]}

    @property
    def first(self) -> list[Todo]:
        """Return the rows that stand for the group."""
        return self.rows[:NAMED]


@dataclass(frozen=True)
class TodoList:
    """What one account has to do; the counts speak of all of it, the rows of what is chosen."""

    rows: list[Todo]
    total: int
    by_source: list[tuple[TodoSource, int]]
    by_light: dict[str, int]

    @property
    def groups(self) -> list[TodoGroup]:
        """Return the rows by kind, the kind with the most urgent row first."""
        by_key: dict[str, list[Todo]] = {}
        for row in self.rows:
            by_key.setdefault(row.source.key, []).append(row)
        totals = {source.key: total for source, total in self.by_source}
        return [TodoGroup(rows[0].source, rows, totals[key]) for key, rows in by_key.items()]


def todo_list(user: Any, *, source: str = "", light: str = "") -> TodoList:
    """Return the account's to-dos, narrowed to one source and one light."""
    now = clock.now()
    waiting = selectors.todo_counts(user)
    rows = [
        Todo(origin, item, _part_of(item, now))
        for origin in todos.open_to(user)
        if waiting[origin.key]
        for item in origin.items(user)
    ]
    rows.sort(key=_urgency)
    lights = Counter(row.item.light for row in rows if row.item.light)
    return TodoList(
        rows=[
            row for row in rows if source in ("", row.source.key) and light in ("", row.item.light)
        ],
        total=sum(waiting.values()),
        by_source=[(each, waiting[each.key]) for each in todos.open_to(user) if waiting[each.key]],
        by_light={name: lights[name] for name in URGENCY if lights[name]},
    )


def _part_of(item: TodoItem, now: dt.datetime) -> str:
    if item.due_at is None:
        return "undated"
    if item.due_at <= now:
        return "overdue"
    if item.due_at <= clock.end_of(clock.local(now).date()):
        return "today"
    return "week" if item.due_at <= now + dt.timedelta(days=7) else "later"


def _urgency(row: Todo) -> tuple[int, dt.datetime, str]:
    far = dt.datetime.max.replace(tzinfo=dt.UTC)
    return list(PARTS).index(row.part), row.item.due_at or far, row.item.title
