"""How long work says how far it is."""

from __future__ import annotations

from collections.abc import Callable

#: Told how many rows are done and how many there are; raises to end the work.
Tick = Callable[[int, int], None]


def no_tick(_done: int, _total: int) -> None:
    """Tell nobody."""
