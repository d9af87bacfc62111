"""Walls of measures and outcomes: legal moves, and what depends on rows of other tables."""

from collections.abc import Mapping

import pgtrigger

from cases.models.walls import kept
from supervision.web.walls import Wall


def only_legal_moves(moves: Mapping[str, tuple[str, ...]], first: str) -> list[Wall]:
    """Return walls: a row begins at the first status, moves as the table says, and stays."""
    pairs = sorted((before, after) for before, afters in moves.items() for after in afters)
    legal = ", ".join(f"('{before}', '{after}')" for before, after in pairs)
    return [
        Wall(
            name="begins_first",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert,
            condition=pgtrigger.Condition(f"NEW.status <> '{first}'"),
            func=f"RAISE EXCEPTION '% begins as {first}', TG_TABLE_NAME"
            " USING ERRCODE = 'check_violation';",
        ),
        Wall(
            name="legal_moves",
            when=pgtrigger.Before,
            operation=pgtrigger.UpdateOf("status"),
            condition=pgtrigger.Condition(
                "OLD.status IS DISTINCT FROM NEW.status"
                f" AND (OLD.status, NEW.status) NOT IN ({legal})"
            ),
            func="RAISE EXCEPTION '% may not go from % to %',"
            " TG_TABLE_NAME, OLD.status, NEW.status USING ERRCODE = 'check_violation';",
        ),
        *kept(),
    ]


def refuses(
    name: str, unless: str, message: str, *, operation: pgtrigger.Operation, when: str = ""
) -> Wall:
    """Return a wall that looks into other tables: refused unless the condition over NEW holds."""
    return Wall(
        name=name,
        when=pgtrigger.Before,
        operation=operation,
        condition=pgtrigger.Condition(when) if when else None,
        func=f"IF NOT ({unless}) THEN RAISE EXCEPTION '{message}'"
        " USING ERRCODE = 'check_violation'; END IF; RETURN NEW;",
    )
