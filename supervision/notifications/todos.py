"""The registry of to-dos: each app says what a person has to do now."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.urls import reverse
from django_stubs_ext import StrPromise


@dataclass(frozen=True)
class TodoItem:
    """One thing to do; `due_at` is the exclusive end of its term, `light` its present state."""

    title: str
    url: str
    unit: str = ""
    due_at: dt.datetime | None = None
    light: str = ""
    sub: str = ""


@dataclass(frozen=True)
class TodoSource:
    """Where one kind of to-do comes from. `permission` may be empty for every account.

    `rows` are what is counted on every page, all sources in one statement; `items` are asked only
    where something waits and the list is shown. A source that shows only its first items names the
    page that lists them all: `list_name` is its address, `query` what narrows it to the rows.
    """

    key: str
    label: str | StrPromise
    permission: str
    items: Callable[[Any], list[TodoItem]]
    rows: Callable[[Any], QuerySet[Any]]
    list_name: str = ""
    query: str = ""

    @property
    def list_url(self) -> str:
        """Return the address of the page that lists every row; empty where none is named."""
        return f"{reverse(self.list_name)}{self.query}" if self.list_name else ""


_sources: dict[str, TodoSource] = {}


def register(source: TodoSource) -> TodoSource:
    """Add the source; refuse a taken key, or any registration after start-up."""
    if apps.ready:
        raise RuntimeError("to-do sources are registered at start-up only")
    if source.key in _sources:
        raise ValueError(f"to-do source {source.key!r} is registered twice")
    _sources[source.key] = source
    return source


def open_to(user: Any) -> list[TodoSource]:
    """Return the sources that concern the account."""
    return [
        source
        for source in _sources.values()
        if not source.permission or user.can(source.permission)
    ]
