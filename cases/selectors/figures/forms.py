"""The four forms in person-times, by body and period, against the year before (C10).

A person counts once in a matter, by the heaviest outcome that stands, on the day of that outcome
(《纪检监察机关“四种形态”统计指标体系》).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models.expressions import RawSQL

from cases.enums import Form
from cases.rules.forms import growth
from cases.selectors.figures.periods import Span

#: From the heaviest, as the rule has it.
_HEAVIEST = "array['fourth', 'third', 'second', 'first']"
_PERSONS = f"""
    SELECT DISTINCT ON (o.respondent_id) o.respondent_id, o.clue_id, o.form, o.decided_on
      FROM cases_outcome o
     WHERE o.form <> '' AND o.reverses_id IS NULL
       AND NOT EXISTS (SELECT 1 FROM cases_outcome r WHERE r.reverses_id = o.id)
     ORDER BY o.respondent_id, array_position({_HEAVIEST}, o.form::text), o.decided_on, o.id
"""
_BY_BODY = f"""
    SELECT clue.handling_office_id, person.form,
           count(*) FILTER (WHERE person.decided_on >= %(since)s AND person.decided_on < %(until)s),
           count(*) FILTER (
               WHERE person.decided_on >= %(then)s AND person.decided_on < %(until_then)s)
      FROM ({_PERSONS}) person JOIN cases_clue clue ON clue.id = person.clue_id
     WHERE (person.decided_on >= %(since)s AND person.decided_on < %(until)s)
        OR (person.decided_on >= %(then)s AND person.decided_on < %(until_then)s)
     GROUP BY 1, 2
"""
_BY_MONTH = f"""
    SELECT date_trunc('month', person.decided_on)::date, person.form, count(*)
      FROM ({_PERSONS}) person JOIN cases_clue clue ON clue.id = person.clue_id
     WHERE person.decided_on >= %(since)s AND person.decided_on < %(until)s
       AND (%(office)s::bigint IS NULL OR clue.handling_office_id = %(office)s)
     GROUP BY 1, 2
"""
_CLUES = f"""
    SELECT person.clue_id FROM ({_PERSONS}) person
     WHERE person.decided_on >= %s AND person.decided_on < %s AND (%s = '' OR person.form = %s)
"""


@dataclass
class Count:
    """A number of person-times now and in the same days of the year before."""

    now: int = 0
    before: int = 0

    @property
    def growth(self) -> float | None:
        """Return the change in per cent, one decimal; None without a base."""
        return growth(self.now, self.before)


@dataclass
class Line:
    """The four forms of one body; the sums of all bodies stand under body 0."""

    body: int
    forms: dict[str, Count] = field(default_factory=lambda: {form: Count() for form in Form.values})

    @property
    def total(self) -> Count:
        """Return the person-times of all forms."""
        counts = self.forms.values()
        return Count(sum(one.now for one in counts), sum(one.before for one in counts))

    def share(self, form: str) -> float | None:
        """Return what part of all person-times the form has, in per cent."""
        total = self.total.now
        return round(self.forms[form].now * 100 / total, 1) if total else None

    def add(self, form: str, now: int, before: int) -> None:
        """Count person-times of a form."""
        self.forms[form].now += now
        self.forms[form].before += before


@dataclass(frozen=True)
class Report:
    """The report of a period: each body that has a figure now or then, and the sum of all."""

    span: Span
    lines: dict[int, Line]
    total: Line


def report(span: Span) -> Report:
    """Return the person-times of every body in the period and in the same days a year before."""
    given = {
        "since": span.since,
        "until": span.until,
        "then": span.before.since,
        "until_then": span.before.until,
    }
    lines: dict[int, Line] = {}
    total = Line(0)
    for body, form, now, before in _rows(_BY_BODY, given):
        lines.setdefault(body, Line(body)).add(form, now, before)
        total.add(form, now, before)
    return Report(span, lines, total)


def by_month(span: Span, office: int | None = None) -> dict[dt.date, dict[str, int]]:
    """Return the person-times of each month, by its first day, and form."""
    given = {"since": span.since, "until": span.until, "office": office}
    found: dict[dt.date, dict[str, int]] = {}
    for month, form, count in _rows(_BY_MONTH, given):
        found.setdefault(month, dict.fromkeys(Form.values, 0))[form] = count
    return dict(sorted(found.items()))


def clues(span: Span, form: str) -> RawSQL:
    """Return the clues whose persons count in the period; of one form, or of any where it is ""."""
    form = form if form in Form.values else ""
    return RawSQL(_CLUES, [span.since, span.until, form, form])  # noqa: S611  no text from outside


def _rows(statement: str, given: Mapping[str, Any]) -> Sequence[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return cursor.fetchall()
