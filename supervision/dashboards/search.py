"""The registry of search sources: each app says what the one search box finds in it.

A source is asked only when the account holds its permission, and finds only what the account may
open: it starts from the same scope as the app's own pages.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet
from django_stubs_ext import StrPromise

#: Longer input is cut: no title, name or number is longer.
MAX_LENGTH = 80
#: One Chinese character says too little; a single letter or digit even less.
MIN_LENGTH = 2
#: Beyond this a count is not worth its time; the page says "more than".
COUNT_LIMIT = 1000

#: Digits alone, some perhaps masked, and as many as a phone number has: a number of somebody's.
#: Numbers of tasks and receipts begin with letters.
_NUMBER = re.compile(r"(?=(?:\D*\d){7})[\d*]{11,}X?")
_SEPARATORS = re.compile(r"[\s\-+·.]+")


@dataclass(frozen=True)
class Hit:
    """One thing that was found, and where it opens."""

    title: str
    sub: str
    url: str
    light: str = ""
    unit: str | None = None


@dataclass(frozen=True)
class SearchResult:
    """The first hits and how many there are; None when there are more than `COUNT_LIMIT`.

    `url` opens the app's own list of all of them, where it has one.
    """

    hits: list[Hit] = field(default_factory=list)
    total: int | None = 0
    url: str = ""


@dataclass(frozen=True)
class SearchSource:
    """What one kind of record offers the search box.

    `permission` may be empty for every account, one permission, or several of which one is
    enough. A source that `takes_numbers` is the only kind asked for an ID or phone number: they
    are looked up, never searched as text.
    """

    key: str
    label: str | StrPromise
    icon: str
    permission: str | tuple[str, ...]
    find: Callable[[Any, str, int], SearchResult]
    order: int = 100
    takes_numbers: bool = False


_sources: dict[str, SearchSource] = {}


def register(source: SearchSource) -> SearchSource:
    """Add the source; refuse a taken key, or any registration after start-up."""
    if apps.ready:
        raise RuntimeError("search sources are registered at start-up only")
    if source.key in _sources:
        raise ValueError(f"search source {source.key!r} is registered twice")
    _sources[source.key] = source
    return source


def everything() -> list[SearchSource]:
    """Return every source in the order in which results stand."""
    return sorted(_sources.values(), key=lambda source: (source.order, source.key))


def open_to(user: Any, *, numbers: bool = False) -> list[SearchSource]:
    """Return the sources the account may ask; with `numbers` those that look numbers up."""
    return [
        source
        for source in everything()
        if _is_open(user, source) and (source.takes_numbers or not numbers)
    ]


def _is_open(user: Any, source: SearchSource) -> bool:
    wanted = (source.permission,) if isinstance(source.permission, str) else source.permission
    return wanted in ((), ("",)) or any(user.can(permission) for permission in wanted)


def tidy(typed: str) -> str:
    """Return what was typed as the sources want it: one line, half-width, without control marks."""
    text = unicodedata.normalize("NFKC", typed[: MAX_LENGTH * 4])
    kept = "".join(" " if unicodedata.category(mark)[0] in "CZ" else mark for mark in text)
    return " ".join(kept.split())[:MAX_LENGTH].strip()


def personal_number(text: str) -> str:
    """Return the ID or phone number the text stands for, whole or masked, or ""."""
    bare = _SEPARATORS.sub("", tidy(text)).upper()
    return bare if _NUMBER.fullmatch(bare) else ""


def words(text: str) -> list[str]:
    """Return the words of the query; more than four say no more than four."""
    return text.split()[:4]


def holding(text: str, *fields: str) -> Q:
    """Return the condition that every word stands in one of the fields."""
    condition = Q()
    for word in words(text):
        one = Q()
        for name in fields:
            one |= Q(**{f"{name}__icontains": word})
        condition &= one
    return condition


def best(rows: QuerySet[Any], limit: int, *order: Any) -> tuple[list[Any], int | None]:
    """Return the first rows in the order, and how many there are.

    Beyond `COUNT_LIMIT` matches the first are taken from as many, so that a common word in a
    million rows costs no more than a rare one.
    """
    keys = list(rows.order_by().values_list("pk", flat=True)[: COUNT_LIMIT + 1])
    total = len(keys) if len(keys) <= COUNT_LIMIT else None
    if not keys:
        return [], 0
    return list(rows.filter(pk__in=keys[:COUNT_LIMIT]).order_by(*order)[:limit]), total
