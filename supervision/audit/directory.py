"""What the apps above know of units and accounts, for pages that may not import them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field


def _none() -> list[tuple[int, str]]:
    return []


@dataclass
class Directory:
    """Sources of names; organizations and accounts fill them in at start-up."""

    #: Every unit as (id, short name), in tree order.
    units: Callable[[], list[tuple[int, str]]] = field(default=_none)
    #: The accounts that held an administrator's post at any time.
    administrators: Callable[[], Iterable[int]] = field(default=list)


directory = Directory()


def unit_names() -> dict[int, str]:
    """Return the short name of each unit by id."""
    return dict(directory.units())
