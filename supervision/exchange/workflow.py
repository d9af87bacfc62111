"""Where a job may go from where it stands: one table for the services and for the triggers.

A working state may follow itself: another worker takes over what a killed one left.
"""

from __future__ import annotations

from collections.abc import Mapping

IMPORT_MOVES: Mapping[str, frozenset[str]] = {
    "queued": frozenset({"reading", "refused", "cancelled", "failed"}),
    "reading": frozenset({"checking", "refused", "cancelled", "failed"}),
    "checking": frozenset({"reading", "waiting", "refused", "cancelled", "failed"}),
    "waiting": frozenset({"applying", "expired", "cancelled"}),
    "applying": frozenset({"done", "refused", "cancelled", "failed"}),
    "done": frozenset({"undoing"}),
    "undoing": frozenset({"undone", "done"}),
    "refused": frozenset({"expired"}),
    "undone": frozenset(),
    "cancelled": frozenset(),
    "failed": frozenset(),
    "expired": frozenset(),
}

EXPORT_MOVES: Mapping[str, frozenset[str]] = {
    "queued": frozenset({"writing", "cancelled", "failed"}),
    "writing": frozenset({"ready", "cancelled", "failed"}),
    "ready": frozenset({"expired"}),
    "failed": frozenset(),
    "cancelled": frozenset(),
    "expired": frozenset(),
}

#: A worker is at it, or should be.
IMPORT_AT_WORK = frozenset({"queued", "reading", "checking", "applying", "undoing"})
EXPORT_AT_WORK = frozenset({"queued", "writing"})
#: The user may still stop it.
IMPORT_CANCELLABLE = frozenset({"queued", "reading", "checking", "waiting", "applying"})
#: The same file of the same person is the same job.
IMPORT_UNDER_WAY = frozenset({"queued", "reading", "checking", "waiting", "applying"})


def may_move(moves: Mapping[str, frozenset[str]], before: str, after: str) -> bool:
    """Tell whether the move is in the table."""
    return after in moves[before]


def sources(moves: Mapping[str, frozenset[str]], after: str) -> list[str]:
    """Return the states from which the move to the state is legal."""
    return sorted(before for before, targets in moves.items() if after in targets)


def illegal_move(moves: Mapping[str, frozenset[str]]) -> str:
    """Return the table as a condition in SQL over OLD.state and NEW.state, for a trigger."""
    legal = sorted(f"('{before}', '{after}')" for before in moves for after in moves[before])
    return f"(OLD.state, NEW.state) NOT IN ({', '.join(legal)})"
