"""The sources of a unit's score: each subject offers the rows it counts, and nothing else.

Which sources count, and with what weight, is the scheme's matter (docs/scoring.md); a source
only says what happened in a unit between two days, row by row, so that every point of a score
opens the row it came from.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from django.db.models import QuerySet

#: A share of the score, points off, points on top, or one event that decides alone.
SourceKind = Literal["share", "deduction", "bonus", "veto"]

_sources: dict[str, "ScoreSource"] = {}


@dataclass(frozen=True)
class Entry:
    """One row that counts in a unit's score, and where to read it.

    For a share the amount is the value of the row, 0 to 100: a source's raw value is the mean of
    its entries (a duty on time is 100, a late one 0). For a deduction or a bonus it is how often
    the row counts, mostly 1; the scheme says how many points each time is worth. A veto needs no
    amount.
    """

    unit_id: int
    amount: Decimal
    at: date
    label: str
    url: str


@dataclass(frozen=True)
class Tally:
    """A unit's entries of one source added up: how many there are and what they sum to."""

    count: int
    amount: Decimal


#: Ids of units, or the query that finds them: a source only ever asks whether a row's is `in` it.
Units = Collection[int] | QuerySet[Any, int]
Entries = Callable[[Units, date, date], Iterable[Entry]]
Tallies = Callable[[Units, date, date], Mapping[int, Tally]]
#: The same for several sources at once, by their keys.
Together = Callable[[Units, date, date], Mapping[str, Mapping[int, Tally]]]


@dataclass(frozen=True)
class ScoreSource:
    """Where rows of one kind come from.

    `entries` is told the units and the first and last day (both included) and yields the rows; it
    judges nobody's reach, the page that asks has done so. `tallies` may add the same rows up in
    the database: a source with many rows a unit (duties, filings) must offer it, for the ranking
    counts every unit at once. Sources of the same rows name one `together` instead, which adds
    them up for all of these in one reading.
    """

    key: str
    label: Any
    kind: SourceKind
    entries: Entries
    tallies: Tallies | None = None
    together: Together | None = None
    order: int = 100


def register(source: ScoreSource) -> ScoreSource:
    """Add the source; raises ValueError when its key is taken."""
    if source.key in _sources:
        raise ValueError(f"score source {source.key!r} is registered twice")
    _sources[source.key] = source
    return source


def sources() -> list[ScoreSource]:
    """Return every source, in order."""
    return sorted(_sources.values(), key=lambda one: (one.order, one.key))


def source(key: str) -> ScoreSource | None:
    """Return the source of that key, None where nothing of that name is registered."""
    return _sources.get(key)


def tallies_of(
    wanted: Iterable[ScoreSource], units: Units, since: date, until: date
) -> dict[str, Mapping[int, Tally]]:
    """Return by source what its rows of each unit add up to; units without rows are left out."""
    found: dict[str, Mapping[int, Tally]] = {}
    for one in wanted:
        if one.key in found:
            continue
        if one.together is not None:
            found.update(one.together(units, since, until))
        elif one.tallies is not None:
            found[one.key] = one.tallies(units, since, until)
        else:
            found[one.key] = _added(one.entries(units, since, until))
    return found


def _added(entries: Iterable[Entry]) -> dict[int, Tally]:
    added: dict[int, Tally] = {}
    for entry in entries:
        before = added.get(entry.unit_id, Tally(0, Decimal(0)))
        added[entry.unit_id] = Tally(before.count + 1, before.amount + entry.amount)
    return added
