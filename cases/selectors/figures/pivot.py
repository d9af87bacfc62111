"""Cases by body, field of violation and year (A37)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from django.db import connection

from cases.enums import Violation

#: What is counted: the day by which a clue belongs to a year.
MEASURES = ("filed", "received")
_DAYS = {
    "filed": "clue.filed_on",
    "received": "(clue.received_at AT TIME ZONE 'Asia/Shanghai')::date",
}
#: A clue with several kinds counts once under each of them, and once in the sums.
_COUNTS = """
    SELECT clue.handling_office_id, kind, extract(year FROM {day})::int, count(*)
      FROM cases_clue clue LEFT JOIN LATERAL unnest(clue.violations) AS kinds(kind) ON {each}
     WHERE {day} >= make_date(%(first)s, 1, 1) AND {day} < make_date(%(last)s + 1, 1, 1)
       AND clue.handling_office_id IS NOT NULL
     GROUP BY 1, 2, 3
"""


@dataclass
class Line:
    """The figures of one body: by field and year, and by year whatever the field."""

    office: int
    cells: dict[tuple[str, int], int] = field(default_factory=lambda: defaultdict(int))
    sums: dict[int, int] = field(default_factory=lambda: defaultdict(int))


@dataclass(frozen=True)
class Pivot:
    """The whole table; `fields` are those that occur, in their official order."""

    measure: str
    years: list[int]
    fields: list[str]
    lines: dict[int, Line]
    total: Line


def pivot(measure: str, first: int, last: int) -> Pivot:
    """Return how many clues each body filed, or received, by field and year, both ends included."""
    measure = measure if measure in MEASURES else MEASURES[0]
    lines: dict[int, Line] = {}
    total = Line(0)
    for office, kind, year, count in _rows(measure, "true", first, last):
        if kind is not None:
            lines.setdefault(office, Line(office)).cells[kind, year] += count
            total.cells[kind, year] += count
    for office, _kind, year, count in _rows(measure, "false", first, last):
        lines.setdefault(office, Line(office)).sums[year] += count
        total.sums[year] += count
    there = {kind for kind, _year in total.cells}
    fields = [kind for kind in Violation.values if kind in there]
    return Pivot(measure, list(range(first, last + 1)), fields, lines, total)


def _rows(measure: str, each: str, first: int, last: int) -> list[tuple]:
    with connection.cursor() as cursor:
        statement = _COUNTS.format(day=_DAYS[measure], each=each)
        cursor.execute(statement, {"first": first, "last": last})
        return cursor.fetchall()
