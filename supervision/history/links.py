"""Carry the day along: every link and search form of a page of the past leads to that past.

One place rewrites the finished page, so that no panel, table or template can forget it. Links to
pages that know no past, and those marked `data-present`, stay as they are.
"""

import functools
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, TypeVar

from django.http import HttpResponse
from django.urls import URLResolver, get_resolver

from supervision.history.days import PARAMETER

View = TypeVar("View", bound=Callable[..., Any])

_FORM = re.compile(r'<form\b(?P<head>[^>]*\bmethod="get"[^>]*)>')
_ACTION = re.compile(r'\baction="(?P<path>[^"?#]*)')


def carries_day(view: View) -> View:
    """Mark a view that understands the day in its address."""
    view.carries_day = True  # type: ignore[attr-defined]
    return view


def carry(response: HttpResponse, day: date) -> None:
    """Put the day into the answer: its links and forms, or the address it leads to."""
    extra = f"{PARAMETER}={day.isoformat()}"
    if "Location" in response.headers:
        response.headers["Location"] = _lead(response.headers["Location"], extra)
        return
    if not response.headers.get("Content-Type", "").startswith("text/html"):
        return
    page = response.content.decode(response.charset)
    page = _links().sub(lambda found: _with_day(found, extra), page)
    field = f'<input type="hidden" name="{PARAMETER}" value="{day.isoformat()}">'
    page = _FORM.sub(lambda found: _with_field(found, field), page)
    response.content = page.encode(response.charset)


def _lead(address: str, extra: str) -> str:
    path, _, query = address.partition("?")
    if not _paths().fullmatch(path):
        return address
    return f"{path}?{query}&{extra}" if query else f"{path}?{extra}"


def _with_day(found: re.Match[str], extra: str) -> str:
    path, query, anchor = found["path"], found["query"] or "", found["anchor"] or ""
    if not path and not query:
        return found[0]
    joint = "&amp;" if len(query) > 1 else ("" if query else "?")
    return f'{found["name"]}="{path}{query}{joint}{extra}{anchor}"'


def _with_field(found: re.Match[str], field: str) -> str:
    if "data-present" in found["head"]:
        return found[0]
    action = _ACTION.search(found["head"])
    if action and action["path"] and not _paths().fullmatch(action["path"]):
        return found[0]
    return found[0] + field


@functools.cache
def _routes() -> str:
    return "|".join(sorted(set(_carrying(get_resolver().url_patterns)), key=len, reverse=True))


@functools.cache
def _paths() -> re.Pattern[str]:
    return re.compile(f"/(?:{_routes()})")


@functools.cache
def _links() -> re.Pattern[str]:
    return re.compile(
        r'(?<!data-present )\b(?P<name>href|hx-get)="'
        rf'(?P<path>/(?:{_routes()})|)(?P<query>\?[^"#]*)?(?P<anchor>#[^"]*)?"'
    )


def _carrying(patterns: Iterable[Any], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        here = before + _bare(pattern.pattern.regex.pattern)
        if isinstance(pattern, URLResolver):
            yield from _carrying(pattern.url_patterns, here)
        elif getattr(pattern.callback, "carries_day", False):
            yield here


def _bare(regex: str) -> str:
    """Return the pattern of a route without anchors and names, to be joined with others."""
    inner = regex.removeprefix("^").removesuffix(r"\Z").removesuffix("$")
    return re.sub(r"\(\?P<\w+>", "(?:", inner)
