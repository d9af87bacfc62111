"""What keeps a unit as it is: apps say why it must not leave the responsible units yet."""

from collections.abc import Callable
from dataclasses import dataclass

from supervision.organizations.models import Unit


@dataclass(frozen=True)
class UnitHold:
    """One reason to keep a unit; `reason` answers in words for people, "" where there is none."""

    key: str
    reason: Callable[[Unit], str]


_holds: dict[str, UnitHold] = {}


def register(hold: UnitHold) -> UnitHold:
    """Add the hold; raises ValueError when its key is taken."""
    if hold.key in _holds:
        raise ValueError(f"unit hold {hold.key!r} is registered twice")
    _holds[hold.key] = hold
    return hold


def reasons(unit: Unit) -> list[str]:
    """Return what keeps the unit among those that are counted and carry duties."""
    found = (hold.reason(unit) for hold in _holds.values())
    return [reason for reason in found if reason]
