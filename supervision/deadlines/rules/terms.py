"""The values that counting works on: terms, pauses, extensions, days and their calendar."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Protocol

from supervision.deadlines.enums import StepKind, TermUnit
from supervision.deadlines.rules.dates import ONE_DAY, day_of

MAX_LENGTH = {
    TermUnit.WORKING_DAY: 2500,
    TermUnit.CALENDAR_DAY: 3660,
    TermUnit.MONTH: 600,
    TermUnit.QUARTER: 200,
    TermUnit.YEAR: 50,
    TermUnit.HOUR: 8784,
}
# Chinese keyboards write full-width letters and digits.
_FULL_WIDTH = {0xFF01 + n: 0x21 + n for n in range(94)}
_WRITTEN = re.compile(r"(\d{1,5})\s*(WD|CD|CM|Q|Y|H)")


class TermError(ValueError):
    """A term that cannot be read or counted."""


class Calendar(Protocol):
    """What counting needs to know about days."""

    @property
    def name(self) -> str:
        """Name the calendar."""

    def is_workday(self, day: date) -> bool:
        """Tell whether people work on the day, make-up days included."""

    def reason(self, day: date) -> str:
        """Say why the day is off, or which holiday it makes up for; empty for a plain day."""

    def source(self, day: date) -> str:
        """Name the notice that says so; empty where no notice covers the day."""

    def step_kind(self, day: date) -> StepKind:
        """Return COUNTED, MAKE_UP, REST or HOLIDAY."""

    def has_year(self, year: int) -> bool:
        """Tell whether the year's notice has been loaded."""


@dataclass(frozen=True)
class Term:
    """A length of time with the way it is counted."""

    length: int
    unit: TermUnit
    rolls: bool = True
    warn: Term | None = None

    def __str__(self) -> str:
        return f"{self.length}{self.unit.value}"

    @property
    def is_exact(self) -> bool:
        """Tell whether the term is counted in hours from the instant of its start."""
        return self.unit is TermUnit.HOUR


@dataclass(frozen=True)
class Pause:
    """A stretch that is not counted; `ended` is None while it still runs."""

    started: datetime
    ended: datetime | None = None
    reason: str = ""
    proposed_by: str = ""
    approved_by: str = ""

    @property
    def days(self) -> list[date]:
        """Return the days it takes out: from its first day up to the day before it ends."""
        if self.ended is None:
            return []
        first, last = day_of(self.started), day_of(self.ended)
        return [first + ONE_DAY * n for n in range(max((last - first).days, 1))]


@dataclass(frozen=True)
class Extension:
    """A later end that somebody asked for and somebody else granted."""

    until: datetime
    reason: str = ""
    proposed_by: str = ""
    approved_by: str = ""


@dataclass(frozen=True)
class DayStep:
    """One day of the way from the start of a term to its end."""

    date: date
    kind: StepKind
    counted_no: int = 0
    reason: str = ""
    source: str = ""


@dataclass(frozen=True)
class Due:
    """Where a term ends and why."""

    due_at: datetime
    provisional: bool
    days: list[DayStep] = field(default_factory=list)

    @property
    def skipped(self) -> list[tuple[date, str]]:
        """Return the days that were passed over, each with its reason."""
        passed = {StepKind.REST, StepKind.HOLIDAY, StepKind.PAUSED, StepKind.ROLL}
        return [(step.date, step.reason) for step in self.days if step.kind in passed]

    @property
    def last_day(self) -> date:
        """Return the day the term ends on, as people say it."""
        return day_of(self.due_at - timedelta(microseconds=1))


def parse_term(text: str) -> Term:
    """Read 15WD, 3CM, 60CD, 24H, 1Y or 1Q; raises TermError saying what is wrong."""
    plain = text.translate(_FULL_WIDTH).strip().upper()
    match = _WRITTEN.fullmatch(plain) if plain.isascii() else None
    if match is None:
        raise TermError(
            f"{text!r} is not a term: write a number and a unit, such as 15WD (working days), "
            "60CD (calendar days), 3CM (months), 1Q (quarters), 1Y (years) or 24H (hours)"
        )
    length, unit = int(match[1]), TermUnit(match[2])
    if not 1 <= length <= MAX_LENGTH[unit]:
        raise TermError(f"{text!r}: the number must lie between 1 and {MAX_LENGTH[unit]}")
    return Term(length, unit)
