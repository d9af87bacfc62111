"""Where findings and what follows from them may go: one table for services and for triggers."""

from collections.abc import Mapping

Moves = Mapping[str, frozenset[str]]

FINDING_MOVES: Moves = {
    "open": frozenset({"rectifying", "withdrawn"}),
    "rectifying": frozenset({"rectified", "withdrawn"}),
    "rectified": frozenset(),
    "withdrawn": frozenset(),
}

RECTIFICATION_MOVES: Moves = {
    "open": frozenset({"reported", "lapsed"}),
    # Sent back, it is open again; its reports and the verdicts on them stay.
    "reported": frozenset({"open", "closed", "lapsed"}),
    "closed": frozenset(),
    "lapsed": frozenset(),
}

PLAN_MOVES: Moves = {
    "draft": frozenset({"submitted", "discarded"}),
    "submitted": frozenset(),
    "discarded": frozenset(),
}

PROBLEM_MOVES: Moves = {
    "reported": frozenset({"confirmed", "refused"}),
    "confirmed": frozenset(),
    "refused": frozenset(),
}

SHEET_MOVES: Moves = {
    "scoring": frozenset({"submitted"}),
    "submitted": frozenset({"scoring", "confirmed"}),
    "confirmed": frozenset(),
}


FALSIFICATION_MOVES: Moves = {
    "proposed": frozenset({"confirmed", "rejected", "withdrawn"}),
    "confirmed": frozenset(),
    "rejected": frozenset(),
    "withdrawn": frozenset(),
}

SUMMONS_MOVES: Moves = {
    "planned": frozenset({"held", "cancelled"}),
    "held": frozenset(),
    "cancelled": frozenset(),
}

DOUBT_MOVES: Moves = {
    # Nothing is confirmed before the unit was asked.
    "open": frozenset({"asked", "field_check", "cleared"}),
    "asked": frozenset({"explained", "field_check", "cleared", "confirmed"}),
    "explained": frozenset({"asked", "field_check", "cleared", "confirmed"}),
    "field_check": frozenset({"asked", "cleared", "confirmed"}),
    # Decided doubts are looked at anew only for a reason that is kept.
    "cleared": frozenset({"open"}),
    "confirmed": frozenset({"open"}),
}


def may_move(moves: Moves, before: str, after: str) -> bool:
    """Tell whether the move is in the table."""
    return after in moves[before]


def illegal_move(moves: Moves) -> str:
    """Return the table as a condition in SQL over OLD.status and NEW.status, for a trigger."""
    legal = sorted(f"('{before}', '{after}')" for before in moves for after in moves[before])
    return f"(OLD.status, NEW.status) NOT IN ({', '.join(legal)})"
