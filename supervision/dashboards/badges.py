"""The registry of badges: what a place of the portal map counts for the reader, and its health."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from supervision.deadlines.enums import Light

_sources: dict[str, "BadgeSource"] = {}


@dataclass(frozen=True)
class Badge:
    """What one reader is told of one place: a figure with its words, and the worst light.

    The figure counts rows of the reader's own scope; `url` opens them.
    """

    count: int
    words: str
    light: Light = Light.NEUTRAL
    url: str = ""


@dataclass(frozen=True)
class BadgeSource:
    """Where a badge comes from. `load` returns None where the reader has no part in it."""

    key: str
    label: Any
    load: Callable[[Any], Badge | None]


def register(source: BadgeSource) -> BadgeSource:
    """Add the source; raises ValueError when its key is taken."""
    if source.key in _sources:
        raise ValueError(f"badge {source.key!r} is registered twice")
    _sources[source.key] = source
    return source


def everything() -> list[BadgeSource]:
    """Return every source by key."""
    return [_sources[key] for key in sorted(_sources)]


def load(key: str, user: Any) -> Badge | None:
    """Return the badge for the reader; None without one, or where the key is no longer known."""
    source = _sources.get(key)
    return source.load(user) if source else None
