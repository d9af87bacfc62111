"""What happened to a unit, day by day: each subject registers the source of its own events.

The unit's year (A18) and the trace-back (A32) draw what the sources return. A source is asked for
one unit and a span of days and answers in a fixed number of queries; it starts from the reader's
own selectors, so that whoever may not open a record does not learn of it here either.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

_sources: dict[str, "ChronicleSource"] = {}


@dataclass(frozen=True)
class Event:
    """One thing that happened: when, what, by whom, and the record it stands in.

    `light` is the colour word of what it meant ("red", "yellow", "green", "grey") or "" for none.
    """

    at: dt.datetime
    title: str
    url: str
    who: str = ""
    light: str = ""


@dataclass(frozen=True)
class ChronicleSource:
    """One kind of event.

    `events` is told the account, the unit and the half-open span [since, until) and returns what
    of its kind lies in it, in any order. It must not tell what lies after `until`: the title of an
    event names nothing that was decided later. `in_past` says that it reads tracked rows (or rows
    that are written once) alone, so that it may stand on a page as of an earlier day.
    """

    key: str
    label: Any
    icon: str
    events: Callable[[Any, Any, dt.datetime, dt.datetime], Iterable[Event]]
    order: int = 100
    in_past: bool = True


def register(source: ChronicleSource) -> ChronicleSource:
    """Add the source; raises ValueError when its key is taken."""
    if source.key in _sources:
        raise ValueError(f"chronicle source {source.key!r} is registered twice")
    _sources[source.key] = source
    return source


def all_sources() -> list[ChronicleSource]:
    """Return the sources in the order in which their kinds are listed."""
    return sorted(_sources.values(), key=lambda one: (one.order, one.key))
