"""The places of the portal: each app registers its own at start-up, the shell draws them."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.urls import get_urlconf, reverse
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise


@dataclass(frozen=True)
class NavItem:
    """One place in the side navigation, and in the bottom bar of a phone when `tab` is set.

    `permission` may be empty (every signed-in user), one permission, or several of which one is
    enough. `group` is empty for the places above the first heading, or a key of `GROUPS`.
    `also` names the prefixes of further url names during which the place counts as current.
    """

    group: str
    label: str | StrPromise
    icon: str
    url_name: str
    permission: str | tuple[str, ...] = ""
    count: Callable[[Any], int] | None = None
    order: int = 100
    tab: bool = False
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Place:
    """A navigation item as one user sees it on one page; its address tells it from others."""

    label: str | StrPromise = field(compare=False)
    icon: str = field(compare=False)
    url: str
    current: bool
    count: int | None
    tab: bool = field(compare=False)


@dataclass(frozen=True)
class Section:
    """A heading of the side navigation with its places; a long navigation folds those not open."""

    label: str | StrPromise = field(compare=False)
    places: tuple[Place, ...]
    open: bool = True

    @property
    def count(self) -> int:
        """Return what waits behind the heading, so that folding hides nothing to be done."""
        return sum(place.count or 0 for place in self.places)


@dataclass(frozen=True)
class Navigation:
    """The whole navigation of one page, comparable with that of another."""

    sections: tuple[Section, ...] = ()

    @property
    def long(self) -> bool:
        """Tell whether there are more places than an eye takes in, so that headings fold."""
        return sum(len(section.places) for section in self.sections) > LONG

    @property
    def tabs(self) -> list[Place]:
        """Return the places of the bottom bar of a phone."""
        return [place for section in self.sections for place in section.places if place.tab][:TABS]


# Order of the headings. An app may use any of them; an unknown group is refused.
GROUPS: dict[str, str | StrPromise] = {
    "": "",
    "accountability": _("Two responsibilities"),
    "cases": _("Clues and cases"),
    "assessing": _("Rating and assessment"),
    "pressing": _("Pressing and rectification"),
    "papers": _("Official documents"),
    "people": _("People"),
    "oversight": _("Other oversight"),
    "tools": _("Tools"),
    "system": _("System"),
    "audit": _("Traces of use"),
}

#: Places in the bottom bar of a phone, at most.
TABS = 4

#: More places than this fold under their headings.
LONG = 24

_items: dict[str, NavItem] = {}


def register(item: NavItem) -> NavItem:
    """Add a place; refuse a second one with the same url name or an unknown group."""
    if item.url_name in _items:
        raise ValueError(f"navigation item {item.url_name} is registered twice")
    if item.group not in GROUPS:
        raise ValueError(f"unknown navigation group {item.group!r}")
    _items[item.url_name] = item
    return item


def registered() -> list[NavItem]:
    """Return every place in the order it is drawn."""
    groups = list(GROUPS)
    return sorted(_items.values(), key=lambda item: (groups.index(item.group), item.order))


def open_to(user: Any) -> list[NavItem]:
    """Return the places the user may open, in the order they are drawn."""
    return [item for item in registered() if _allowed(user, item)]


def drawn(request: HttpRequest) -> Navigation:
    """Return the headings and places the user of this request may open."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return Navigation()
    view_name = request.resolver_match.view_name if request.resolver_match else ""
    found: dict[str, list[Place]] = {}
    items = open_to(user)
    here = _nearest(items, view_name)
    for item in items:
        place = Place(
            label=item.label,
            icon=item.icon,
            url=_address(item.url_name, get_urlconf()),
            current=item is here,
            count=item.count(user) if item.count else None,
            tab=item.tab,
        )
        found.setdefault(item.group, []).append(place)
    # Away from every heading, as on the home page, the first one stands open.
    shown = here.group if here and here.group else next(filter(None, found), "")
    return Navigation(
        tuple(
            Section(GROUPS[group], tuple(places), group == shown) for group, places in found.items()
        )
    )


@functools.lru_cache(maxsize=256)
def _address(url_name: str, urlconf: str | None) -> str:
    return reverse(url_name, urlconf)


def _allowed(user: Any, item: NavItem) -> bool:
    wanted = (item.permission,) if isinstance(item.permission, str) else item.permission
    return wanted in ((), ("",)) or any(user.can(permission) for permission in wanted)


def _nearest(items: list[NavItem], view_name: str) -> NavItem | None:
    """Return the one place the page belongs to: its own, else that with the longest prefix."""
    found = max(items, key=lambda item: _nearness(item, view_name), default=None)
    return found if found and _nearness(found, view_name) else None


def _nearness(item: NavItem, view_name: str) -> int:
    if view_name == item.url_name:
        return len(view_name) + 1
    return max((len(name) for name in item.also if view_name.startswith(name)), default=0)
