"""How a term is counted and what light it shows: pure functions over values.

Counting follows Civil Code 200-204: the day of the start is not counted, months and years run to
the corresponding day or the month's end, and an end on a rest day moves to the next working day,
except where liberty is at stake. Every end is exclusive: a term whose last day is D ends at the
midnight after D, so that one second later it is overdue.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from supervision.deadlines.enums import StepKind, TermUnit
from supervision.deadlines.rules.dates import ONE_DAY, add_months, day_of, end_of, quarter_end
from supervision.deadlines.rules.terms import Calendar, DayStep, Due, Pause, Term, TermError


def due(
    term: Term,
    start: datetime,
    calendar: Calendar,
    *,
    pauses: Sequence[Pause] = (),
) -> Due:
    """Count a term from its start; raises TermError when it runs past the end of the calendar."""
    try:
        if term.is_exact:
            return Due(_exact_end(term, start, pauses), provisional=False)
        return _Count(term, day_of(start), calendar, pauses).run()
    except (OverflowError, ValueError) as error:
        message = f"{term} from {start:%Y-%m-%d} runs past the end of the calendar"
        raise TermError(message) from error


def _exact_end(term: Term, start: datetime, pauses: Iterable[Pause]) -> datetime:
    end = start + timedelta(hours=term.length)
    for pause in sorted(pauses, key=lambda item: item.started):
        if pause.ended is not None and pause.started < end:
            end += max(pause.ended - max(pause.started, start), timedelta(0))
    return end


class _Count:
    """One run over the days from the start of a term to its end."""

    def __init__(
        self, term: Term, start: date, calendar: Calendar, pauses: Iterable[Pause]
    ) -> None:
        self.term = term
        self.calendar = calendar
        self.start = start
        self.paused = {day: pause.reason for pause in pauses for day in pause.days if day > start}
        self.day = start
        self.days = [DayStep(start, StepKind.START, 0, calendar.reason(start))]
        self.asked: set[int] = set()

    def run(self) -> Due:
        if self.term.length == 0:
            self.days = [replace(self.days[0], kind=StepKind.DUE)]
            return Due(end_of(self.start), provisional=False, days=self.days)
        if self.term.unit is TermUnit.WORKING_DAY:
            self._walk_working_days()
        else:
            self._walk_all_days(self._nominal_end())
        last = self.days[-1]
        self.days[-1] = replace(last, kind=StepKind.DUE)
        provisional = any(not self.calendar.has_year(year) for year in self.asked)
        return Due(end_of(last.date), provisional, self.days)

    def _nominal_end(self) -> date:
        """Return the last day by the plain count, before pauses, extensions and rest days."""
        length = self.term.length
        match self.term.unit:
            case TermUnit.MONTH:
                return add_months(self.start, length)
            case TermUnit.YEAR:
                return add_months(self.start, 12 * length)
            case TermUnit.QUARTER:
                return quarter_end(self.start, length)
        return self.start + ONE_DAY * length

    def _walk_working_days(self) -> None:
        counted = 0
        while counted < self.term.length:
            self.day += ONE_DAY
            if self._take_pause():
                continue
            counted += self._works(self.day)
            self._add(self._kind(), counted)

    def _walk_all_days(self, nominal: date) -> None:
        wanted = (nominal - self.start).days
        counted = 0
        while counted < wanted:
            self.day += ONE_DAY
            if self._take_pause():
                continue
            counted += 1
            self._add(StepKind.COUNTED, counted)
        while self.term.rolls and (not self._works(self.day) or self.day in self.paused):
            last = self.days[-1]
            if last.kind is not StepKind.PAUSED:
                self.days[-1] = replace(last, kind=StepKind.ROLL)
            self.day += ONE_DAY
            if not self._take_pause():
                self._add(StepKind.COUNTED, counted)

    def _take_pause(self) -> bool:
        if self.day not in self.paused:
            return False
        self._add(StepKind.PAUSED, 0, self.paused[self.day])
        return True

    def _works(self, day: date) -> bool:
        self.asked.add(day.year)
        return self.calendar.is_workday(day)

    def _kind(self) -> StepKind:
        return self.calendar.step_kind(self.day)

    def _add(self, kind: StepKind, counted: int, reason: str = "") -> None:
        counts = kind in {StepKind.COUNTED, StepKind.MAKE_UP}
        self.days.append(
            DayStep(
                self.day,
                kind,
                counted if counts else 0,
                reason or self.calendar.reason(self.day),
                self.calendar.source(self.day),
            )
        )


def elapsed_working_days(first: date, last: date, calendar: Calendar) -> int:
    """Count the working days from the first day to the last, both included."""
    days = (last - first).days + 1
    return sum(calendar.is_workday(first + ONE_DAY * n) for n in range(max(days, 0)))
