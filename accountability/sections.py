"""What stands on the pages of duty, filing, finding and unit: each subject offers its own part.

The pages know no subject by name; a subject registers its sections and tabs at start-up.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from django.urls import reverse

from supervision import clock

Place = Literal[
    "duty-main",
    "duty-side",
    "filing-main",
    "filing-side",
    "finding-side",
    "unit-main",
    "unit-side",
]

_sections: dict[str, "Section"] = {}
_tabs: dict[str, "UnitTab"] = {}


@dataclass(frozen=True)
class Section:
    """One part of a page.

    `load` is told the account and the page's object and returns what the template needs (it is
    found there under `section`), or None where there is nothing for this account. Stands on the
    page of an earlier day only where `in_past` says so: it reads tracked rows alone.
    """

    key: str
    place: Place
    template: str
    load: Callable[[Any, Any], dict[str, Any] | None]
    order: int = 100
    in_past: bool = False


@dataclass(frozen=True)
class UnitTab:
    """A page about one unit, found in the row of tabs under the unit's name.

    The address takes the unit's id; `permission` must be held in the unit.
    """

    key: str
    label: Any
    url_name: str
    permission: str
    order: int
    in_past: bool = False


@dataclass(frozen=True)
class Loaded:
    """A section with what it found."""

    template: str
    context: dict[str, Any]


@dataclass(frozen=True)
class Tab:
    """One tab as drawn."""

    label: Any
    url: str
    is_current: bool


def register(section: Section) -> Section:
    """Add the section; raises ValueError when its key is taken."""
    if section.key in _sections:
        raise ValueError(f"section {section.key!r} is registered twice")
    _sections[section.key] = section
    return section


def register_tab(tab: UnitTab) -> UnitTab:
    """Add the tab; raises ValueError when its key is taken."""
    if tab.key in _tabs:
        raise ValueError(f"tab {tab.key!r} is registered twice")
    _tabs[tab.key] = tab
    return tab


def load_for(place: Place, user: Any, subject: Any) -> list[Loaded]:
    """Return the sections of the place that have something for the account, in order."""
    loaded = []
    for section in sorted(_sections.values(), key=lambda one: (one.order, one.key)):
        if section.place != place or (clock.standing() and not section.in_past):
            continue
        context = section.load(user, subject)
        if context is not None:
            loaded.append(Loaded(section.template, context))
    return loaded


def tabs_for(user: Any, unit: Any, current: str) -> list[Tab]:
    """Return the unit's tabs that the account may open, in order."""
    return [
        Tab(tab.label, reverse(tab.url_name, args=[unit.pk]), tab.key == current)
        for tab in sorted(_tabs.values(), key=lambda one: (one.order, one.key))
        if user.can_in(tab.permission, unit) and (tab.in_past or not clock.standing())
    ]
