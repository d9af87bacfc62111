"""The registry of home-page panels: an app offers a panel, the home page asks it to load."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from django.http import HttpRequest

from supervision import clock

Region = Literal["top", "main", "side"]

_panels: dict[str, "Panel"] = {}


@dataclass(frozen=True)
class Panel:
    """One piece of the home page.

    `load` returns the template's context, or None where the panel has nothing for this user.
    A panel stands on the home page of an earlier day only where it says so with `in_past`: it
    reads tracked rows alone.
    """

    key: str
    title: Any
    permission: str
    template: str
    load: Callable[[Any, HttpRequest], dict[str, Any] | None]
    region: Region = "main"
    order: int = 100
    in_past: bool = False


@dataclass(frozen=True)
class Loaded:
    """A panel with what it found for one user."""

    panel: Panel
    context: dict[str, Any]


def register(panel: Panel) -> Panel:
    """Add the panel; raises ValueError when its key is taken."""
    if panel.key in _panels:
        raise ValueError(f"panel {panel.key!r} is registered twice")
    _panels[panel.key] = panel
    return panel


def everything() -> list[Panel]:
    """Return every panel in order."""
    return sorted(_panels.values(), key=lambda panel: (panel.order, panel.key))


def load_for(user: Any, request: HttpRequest) -> dict[str, list[Loaded]]:
    """Return, by region, the panels the account may see, loaded."""
    regions: dict[str, list[Loaded]] = {"top": [], "main": [], "side": []}
    for panel in everything():
        if not is_for(panel, user):
            continue
        context = panel.load(user, request)
        if context is not None:
            regions[panel.region].append(Loaded(panel, context))
    return regions


def is_for(panel: Panel, user: Any) -> bool:
    """Tell whether the account may see the panel; one without a permission is for everybody."""
    if clock.standing() and not panel.in_past:
        return False
    return not panel.permission or user.can(panel.permission)


def get(key: str) -> Panel:
    """Return the panel; raises LookupError when there is none."""
    try:
        return _panels[key]
    except KeyError:
        raise LookupError(f"there is no panel {key!r}") from None
