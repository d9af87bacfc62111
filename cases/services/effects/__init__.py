"""What an act brings about beside status, clocks and access: one callable an act.

Called inside the transaction that takes the step, after the last signature and before the clue is
written: an effect changes the columns of `step.clue` and leaves the saving of them to the service.
It is told the facts as the form stated them, checked when the step was proposed. Each module has
its `EFFECTS`; a reader of a fact that only it understands it adds to `services.facts.FACTS`.
"""

from collections.abc import Callable
from typing import Any

from cases.models import Step
from cases.services.effects import flow, intake, outcomes

Effect = Callable[[Step, dict[str, Any]], None]

EFFECTS: dict[str, Effect] = {
    str(act): effect
    for subject in (flow, intake, outcomes)
    for act, effect in subject.EFFECTS.items()
}
