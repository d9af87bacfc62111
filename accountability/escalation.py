"""Which step of pressing a unit comes next: a pure answer from counted facts and thresholds."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from accountability.enums import EscalationStep, EscalationTrigger
from supervision import clock

#: The steps from the mildest to the gravest.
ORDER = tuple(EscalationStep)


@dataclass(frozen=True)
class Threshold:
    """From so much of the trigger on, the step is suggested."""

    trigger: EscalationTrigger
    step: EscalationStep
    least: int


@dataclass(frozen=True)
class Suggestion:
    """The next step, and which threshold it passes with how much."""

    step: EscalationStep
    trigger: EscalationTrigger
    amount: int


@dataclass
class Facts:
    """What a unit's record says: how much there is of each trigger, and what is under way."""

    amounts: dict[EscalationTrigger, int] = field(default_factory=dict)
    #: Steps that were taken for this very cause and are not answered yet.
    under_way: set[EscalationStep] = field(default_factory=set)


def days_late(ends_at: dt.datetime, now: dt.datetime) -> int:
    """Return by how many days the end is past, 0 while it is not."""
    if now < ends_at:
        return 0
    last = clock.local(ends_at - dt.timedelta(microseconds=1)).date()
    return (clock.local(now).date() - last).days


def next_step(facts: Facts, thresholds: Iterable[Threshold]) -> Suggestion | None:
    """Return the gravest step whose threshold is passed and which is not under way already.

    A step under way also covers the milder ones: a unit that owes the reply to a letter is not
    to be reminded beside it.
    """
    gravest = max((ORDER.index(step) for step in facts.under_way), default=-1)
    passed = [
        Suggestion(one.step, one.trigger, facts.amounts.get(one.trigger, 0))
        for one in thresholds
        if facts.amounts.get(one.trigger, 0) >= one.least and ORDER.index(one.step) > gravest
    ]
    return max(passed, key=lambda found: ORDER.index(found.step), default=None)
