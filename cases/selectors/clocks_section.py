"""What the page of a clue says about its clocks."""

from dataclasses import dataclass
from typing import Any

from cases.models import Clock, Clue
from cases.permissions import EXTEND_CLOCK
from cases.selectors.clock_explanations import Told, moves_of, tell
from cases.selectors.clock_facts import possible_facts
from cases.selectors.clocks import clocks_of, light_of, of_measures
from supervision.deadlines.enums import Light


@dataclass(frozen=True)
class ShownClock:
    """One clock with its light, how its end was reckoned, and whether it may be extended here."""

    clock: Clock
    light: Light
    told: Told
    may_extend: bool

    @property
    def name(self) -> str:
        """Return the matter, with the person where the clock is one person's."""
        who = self.clock.respondent
        return f"{self.clock.rule.label} · {who.name}" if who is not None else self.clock.rule.label


def section(user: Any, clue: Clue) -> dict[str, Any] | None:
    """Return the clocks of the clue, running ones first; None where it never had one."""
    clocks = list(clocks_of(clue))
    extends = user.can(EXTEND_CLOCK)
    facts = possible_facts(user, clue) if extends else []
    if not clocks and not facts:
        return None
    told = tell(clocks, moves_of(clocks))
    kept = of_measures(clue) if extends else set()
    shown = [
        ShownClock(
            clock,
            Light(clock.light),
            told[clock.pk],
            extends
            and clock.closed_at is None
            and clock.pk not in kept
            and told[clock.pk].may_be_extended,
        )
        for clock in clocks
    ]
    return {
        "light": light_of(clue),
        "clue": clue,
        "may_state": bool(facts),
        "running": [one for one in shown if one.clock.closed_at is None],
        "over": [one for one in shown if one.clock.closed_at is not None],
    }
