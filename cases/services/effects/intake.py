"""What closing a repeat brings about: it points to the first clue of the matter."""

from typing import Any

from cases.enums import Act
from cases.models import Clue, Step


def close_repeat(step: Step, facts: dict[str, Any]) -> None:
    """Point the clue to the one it repeats."""
    step.clue.repeat_of = Clue.objects.get(number=facts["repeat_of"])


EFFECTS = {Act.CLOSE_REPEAT: close_repeat}
