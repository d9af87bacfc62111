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


Entries = Callable[[Collection[int], date, date], Iterable[Entry]]
Tallies = Callable[[Collection[int], date, date], Mapping[int, Tally]]


@dataclass(frozen=True)
class ScoreSource:
    """Where rows of one kind come from.

    `entries` is told the units' ids and the first and last day (both included) and yields the
    rows; it judges nobody's reach, the page that asks has done so. `tallies` may add the same
    rows up in the database: a source with many rows a unit (duties, filings) must offer it, for
    the ranking counts every unit at once.
    """

    key: str
    label: Any
    kind: SourceKind
    entries: Entries
    tallies: Tallies | None = None
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
    one: ScoreSource, unit_ids: Collection[int], since: date, until: date
) -> Mapping[int, Tally]:
    """Return what the source's rows of each unit add up to; units without rows are left out."""
    if one.tallies is not None:
        return one.tallies(unit_ids, since, until)
    added: dict[int, Tally] = {}
    for entry in one.entries(unit_ids, since, until):
        before = added.get(entry.unit_id, Tally(0, Decimal(0)))
        added[entry.unit_id] = Tally(before.count + 1, before.amount + entry.amount)
    return added
