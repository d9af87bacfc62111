"""Which step of pressing comes next for a clock: a pure answer from its lateness and the past."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from supervision.deadlines.enums import Light
from supervision.deadlines.rules import day_of

REMINDER, LETTER, SUMMONS = "reminder", "letter", "summons"
ORDER = (REMINDER, LETTER, SUMMONS)


@dataclass(frozen=True)
class Thresholds:
    """From how many days late on a letter or a summons is proposed, whatever was sent before."""

    letter: int
    summons: int


@dataclass(frozen=True)
class Sent:
    """One earlier step for the same clock; `is_open` while the office owes its answer."""

    grade: str
    is_open: bool


def rank(grade: str) -> int:
    """Return the place of a grade in the ladder, -1 for none."""
    return ORDER.index(grade) if grade in ORDER else -1


def next_grade(light: str, days_late: int, sent: Iterable[Sent], limits: Thresholds) -> str:
    """Return the step to propose, "" for none.

    Yellow is reminded once. Red gets a letter, and a summons from the set lateness on or where a
    letter was answered and the clock is still red. What the office still has to answer covers
    itself and every milder step.
    """
    past = list(sent)
    if light == Light.YELLOW:
        proposed = "" if any(one.grade == REMINDER for one in past) else REMINDER
    elif light == Light.RED:
        proposed = _when_red(days_late, past, limits)
    else:
        return ""
    covered = max((rank(one.grade) for one in past if one.is_open), default=-1)
    return proposed if rank(proposed) > covered else ""


def _when_red(days_late: int, past: list[Sent], limits: Thresholds) -> str:
    answered = any(one.grade in (LETTER, SUMMONS) and not one.is_open for one in past)
    if days_late >= limits.summons or answered:
        return SUMMONS
    reminded = any(one.grade == REMINDER for one in past)
    return LETTER if days_late >= limits.letter or reminded else REMINDER


def days_late(ends_at: dt.datetime, now: dt.datetime) -> int:
    """Return by how many days the last day is past, 0 while it is not."""
    if now < ends_at:
        return 0
    return (day_of(now) - day_of(ends_at - dt.timedelta(microseconds=1))).days


def days_left(ends_at: dt.datetime, now: dt.datetime) -> int:
    """Return how many days are left to the last day; negative once it is past."""
    return (day_of(ends_at - dt.timedelta(microseconds=1)) - day_of(now)).days
