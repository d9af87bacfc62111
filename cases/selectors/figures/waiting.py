"""How long clues lie in each office at each status, from the steps that were taken (C05)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection

from cases.enums import ClueStatus, Holder
from cases.selectors.figures.periods import Span
from cases.workflow import CONCLUDED, HOLDERS
from supervision import clock

_SECONDS_A_DAY = 86_400

#: Each stay at a status: it begins with the step before, or with the registration.
_STAYS = """
    SELECT step.before AS status, clue.handling_office_id AS office, clue.id AS clue,
           coalesce(lag(step.settled_at) OVER way, clue.registered_at) AS came_at,
           step.settled_at AS left_at
      FROM cases_step step JOIN cases_clue clue ON clue.id = step.clue_id
     WHERE step.status = 'approved'
    WINDOW way AS (PARTITION BY step.clue_id ORDER BY step.settled_at, step.id)
"""
_MEASURES = """
    count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY days), avg(days), max(days)
"""
_LEFT = f"""
    SELECT {{key}}, {_MEASURES}
      FROM (SELECT status, office, extract(epoch FROM left_at - came_at) / {_SECONDS_A_DAY} AS days
              FROM ({_STAYS}) stays
             WHERE left_at >= %(since)s AND left_at < %(until)s
               AND (%(office)s::bigint IS NULL OR office = %(office)s)
               AND (%(status)s::text IS NULL OR status = %(status)s)) lengths
     GROUP BY 1
"""
_HERE = f"""
    SELECT status, count(*),
           max(extract(epoch FROM %(now)s - status_since)) / {_SECONDS_A_DAY}
      FROM cases_clue
     WHERE NOT status = ANY(%(over)s)
       AND (%(office)s::bigint IS NULL OR handling_office_id = %(office)s)
     GROUP BY 1
"""
_KINDS = """
    SELECT clue.handling_office_id, step.act, count(*)
      FROM cases_step step JOIN cases_clue clue ON clue.id = step.clue_id
     WHERE step.status = 'approved' AND step.act LIKE 'dispose\\_%%'
       AND step.settled_at >= %(since)s AND step.settled_at < %(until)s
     GROUP BY 1, 2
"""


@dataclass(frozen=True)
class Stay:
    """How long clues lay at one status: those that left it in the period, and those still there.

    Days are calendar days with their fraction; None where no clue left or none is there.
    """

    status: str
    left: int = 0
    median: float | None = None
    mean: float | None = None
    worst: float | None = None
    here: int = 0
    longest: float | None = None

    @property
    def label(self) -> str:
        """Return the status in words."""
        return str(ClueStatus(self.status).label)

    @property
    def holder(self) -> str:
        """Return in whose hands a clue lies at the status."""
        return str(Holder(HOLDERS[self.status]).label)


@dataclass(frozen=True)
class Disposals:
    """How one body disposed of its clues in the period, and how long it took from assignment."""

    office: int
    kinds: dict[str, int]
    median: float | None
    worst: float | None

    @property
    def total(self) -> int:
        """Return how many clues were disposed of."""
        return sum(self.kinds.values())


def stays(span: Span, *, office: int | None = None) -> list[Stay]:
    """Return every status at which a clue can lie, in the order of the way."""
    given = _given(span, office=office)
    left = {row[0]: row[1:] for row in _rows(_LEFT.format(key="status"), given)}
    here = {row[0]: row[1:] for row in _rows(_HERE, given)}
    found = []
    for status in ClueStatus.values:
        if status in CONCLUDED and status not in left:
            continue
        count, median, mean, worst = left.get(status, (0, None, None, None))
        waiting, longest = here.get(status, (0, None))
        found.append(
            Stay(status, count, _days(median), _days(mean), _days(worst), waiting, _days(longest))
        )
    return found


def disposals(span: Span) -> list[Disposals]:
    """Return, for each body that disposed of a clue, the four ways and the time they took."""
    given = _given(span, status=ClueStatus.ASSIGNED.value)
    times = {row[0]: row[1:] for row in _rows(_LEFT.format(key="office"), given)}
    kinds: dict[int, dict[str, int]] = {}
    for office, act, count in _rows(_KINDS, given):
        kinds.setdefault(office, {})[act] = count
    found = []
    for office, acts in kinds.items():
        _count, median, _mean, worst = times.get(office, (0, None, None, None))
        found.append(Disposals(office, acts, _days(median), _days(worst)))
    return sorted(found, key=lambda one: -one.total)


def _given(span: Span, *, office: int | None = None, status: str | None = None) -> dict[str, Any]:
    return {
        "since": span.starts_at,
        "until": span.ends_at,
        "office": office,
        "status": status,
        "now": clock.now(),
        "over": sorted(CONCLUDED),
    }


def _rows(statement: str, given: dict[str, Any]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return cursor.fetchall()


def _days(value: object) -> float | None:
    """Return a length in days with one decimal."""
    return None if value is None else round(float(str(value)), 1)
