"""Where a paper may go from where it stands: one table for the services and for the triggers."""

from __future__ import annotations

from collections.abc import Mapping

DOCUMENT_MOVES: Mapping[str, frozenset[str]] = {
    "draft": frozenset({"submitted", "discarded"}),
    "submitted": frozenset({"signed", "returned", "discarded"}),
    "returned": frozenset({"submitted", "discarded"}),
    "signed": frozenset({"revoked"}),
    "revoked": frozenset(),
    "discarded": frozenset(),
}

DELIVERY_MOVES: Mapping[str, frozenset[str]] = {
    "sent": frozenset({"received", "withdrawn"}),
    "received": frozenset({"replied", "withdrawn"}),
    "replied": frozenset({"accepted", "sent_back", "withdrawn"}),
    "sent_back": frozenset({"replied", "withdrawn"}),
    "accepted": frozenset({"withdrawn"}),
    "withdrawn": frozenset(),
}

#: The words may still be changed.
EDITABLE = frozenset({"draft", "returned"})
#: The paper carries a number for good.
NUMBERED = frozenset({"signed", "revoked"})
#: The unit may answer.
ANSWERABLE = frozenset({"received", "sent_back"})


def may_move(moves: Mapping[str, frozenset[str]], before: str, after: str) -> bool:
    """Tell whether the move is in the table."""
    return after in moves[before]


def illegal_move(moves: Mapping[str, frozenset[str]]) -> str:
    """Return the table as a condition in SQL over OLD.status and NEW.status, for a trigger."""
    legal = sorted(f"('{before}', '{after}')" for before in moves for after in moves[before])
    return f"(OLD.status, NEW.status) NOT IN ({', '.join(legal)})"
