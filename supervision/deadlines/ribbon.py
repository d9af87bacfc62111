"""The ribbon of days under a deadline: one box for each day, long stretches folded by month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from supervision import clock
from supervision.deadlines import rules
from supervision.deadlines.enums import StepKind, TermUnit
from supervision.deadlines.rules import Calendar, DayStep, Due, Term
from supervision.web import formats

# A ribbon longer than this folds its middle; so many days stay open at its start and its end.
LONGEST_RIBBON = 24
OPEN_AT_START = 4
OPEN_AT_END = 6
_CLASSES = {
    StepKind.START: "is-start",
    StepKind.REST: "is-off",
    StepKind.HOLIDAY: "is-off",
    StepKind.ROLL: "is-off",
    StepKind.PAUSED: "is-pause",
    StepKind.DUE: "is-due",
}


@dataclass(frozen=True)
class Cell:
    """One box of the ribbon: a day, or a folded stretch of days."""

    head: str
    sub: str
    text: str
    css: str = ""
    title: str = ""
    days: list[Cell] = field(default_factory=list)


def month_day(day: date) -> str:
    """Write a day without its year, which the panel's title holds."""
    return pgettext("date", "{d} {month}").format(d=day.day, m=day.month, month=f"{day:%b}")


def with_extension(due: Due, ends_at: datetime, calendar: Calendar) -> list[DayStep]:
    """Return the days of the term followed by those of its extension."""
    last = formats.due_day(ends_at)
    if last <= due.last_day:
        return due.days
    passed = replace(due.days[-1], kind=StepKind.EXTENDED)
    added = [
        DayStep(day, StepKind.EXTENDED, 0, calendar.reason(day), calendar.source(day))
        for day in _days_between(due.last_day, last)
    ]
    added[-1] = replace(added[-1], kind=StepKind.DUE)
    return [*due.days[:-1], passed, *added]


def _days_between(after: date, last: date) -> list[date]:
    return [after + rules.ONE_DAY * n for n in range(1, (last - after).days + 1)]


def exact_cells(started_at: datetime, ends_at: datetime) -> list[Cell]:
    def cell(instant: datetime, text: str, css: str) -> Cell:
        head = month_day(formats.day_of(instant))
        return Cell(head, formats.weekday(instant), f"{formats.clock_time(instant)} {text}", css)

    return [cell(started_at, _("start"), "is-start"), cell(ends_at, _("due"), "is-due")]


def cells_of(days: Sequence[DayStep], term: Term) -> list[Cell]:
    """Draw each day, or fold the middle of a long run by month."""
    if len(days) <= LONGEST_RIBBON:
        return [_day_cell(step, term) for step in days]
    middle = days[OPEN_AT_START:-OPEN_AT_END]
    months = groupby(middle, key=lambda step: (step.date.year, step.date.month))
    return [
        *(_day_cell(step, term) for step in days[:OPEN_AT_START]),
        *(_fold(list(steps), term) for _month, steps in months),
        *(_day_cell(step, term) for step in days[-OPEN_AT_END:]),
    ]


def _fold(steps: list[DayStep], term: Term) -> Cell:
    """Draw a stretch as one box: its first and last day, how many days, and what they count."""
    if len(steps) == 1:
        return _day_cell(steps[0], term)
    head = f"{month_day(steps[0].date)}–{month_day(steps[-1].date)}"
    sub = ngettext("%(n)s day", "%(n)s days", len(steps)) % {"n": len(steps)}
    days = [_day_cell(step, term) for step in steps]
    return Cell(head, sub, _fold_text(steps, term), "is-fold", days=days)


def _fold_text(steps: list[DayStep], term: Term) -> str:
    numbers = [step.counted_no for step in steps if step.counted_no]
    paused = sum(step.kind is StepKind.PAUSED for step in steps)
    texts = []
    if numbers and term.unit is TermUnit.WORKING_DAY:
        n = len(numbers)
        texts.append(ngettext("%(n)s working day", "%(n)s working days", n) % {"n": n})
    elif numbers:
        texts.append(_("days %(first)s to %(last)s") % {"first": numbers[0], "last": numbers[-1]})
    if paused:
        texts.append(ngettext("%(n)s paused day", "%(n)s paused days", paused) % {"n": paused})
    return pgettext("list of people", ", ").join(texts) if texts else _("extended")


def _day_cell(step: DayStep, term: Term) -> Cell:
    sub = formats.weekday(step.date)
    css = _CLASSES.get(step.kind, "")
    if step.date == clock.today():
        sub = _("%(weekday)s, today") % {"weekday": sub}
        css = f"{css} is-today".strip()
    return Cell(month_day(step.date), sub, _day_text(step), css, step.source)


def _day_text(step: DayStep) -> str:
    number = _("day %(n)s") % {"n": step.counted_no}
    values: dict[str, Any] = {"number": number, "reason": step.reason}
    match step.kind:
        case StepKind.START:
            return _("start, not counted")
        case StepKind.DUE:
            return _("%(number)s, due") % values if step.counted_no else _("due")
        case StepKind.PAUSED:
            return _("paused")
        case StepKind.ROLL:
            return _("%(reason)s, moved on") % values
        case StepKind.EXTENDED:
            return _("extended")
        case StepKind.MAKE_UP:
            return _("%(number)s, make-up day") % values
        case StepKind.COUNTED:
            return number
    return step.reason
