"""What the pages of a duty and a filing show of pressing and falsification."""

from typing import Any

from accountability.models import Duty, Filing
from accountability.permissions import OVERSEE, PROPOSE_FALSE, URGE
from accountability.selectors import falsifications, letters, urgings
from supervision.deadlines.enums import Light


def of_duty(user: Any, duty: Duty) -> dict[str, Any] | None:
    """Return how the task was urged and lettered; nothing where there is nothing and no right."""
    told = urgings.of_duty(duty) if duty.urged_count else []
    named = [(one, letters.state_of(one)) for one in letters.of_duty(user, duty)]
    presses = getattr(duty, "light", "") in (Light.RED.value, Light.YELLOW.value)
    may_urge = presses and user.can_in(URGE, duty.unit)
    if not (told or named or may_urge or user.can(OVERSEE)):
        return None
    return {"told": told, "letters": named, "may_urge": may_urge}


def of_filing(user: Any, filing: Filing) -> dict[str, Any] | None:
    """Return what was proposed and decided about the filing, as far as the account reads it."""
    rows = list(falsifications.falsifications_visible_to(user).filter(filing=filing))
    standing = any(row.status in ("proposed", "confirmed") for row in rows)
    may_propose = not standing and user.can_in(PROPOSE_FALSE, filing.unit)
    if not rows and not may_propose:
        return None
    return {"rows": rows, "may_propose": may_propose}
