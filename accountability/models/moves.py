"""Walls shared by tables whose rows go from one status to another."""

import pgtrigger

from accountability.workflow import Moves, illegal_move
from supervision.web.walls import Wall, no_truncate


def only_legal_moves(moves: Moves, first: str) -> list[Wall]:
    """Return walls: a row begins at the first status, moves as the table says, and stays."""
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
                f"OLD.status IS DISTINCT FROM NEW.status AND {illegal_move(moves)}"
            ),
            func="RAISE EXCEPTION '% may not go from % to %',"
            " TG_TABLE_NAME, OLD.status, NEW.status USING ERRCODE = 'check_violation';",
        ),
        *kept(),
    ]


def kept() -> list[Wall]:
    """Return walls: no row is deleted, and the table is never emptied at a stroke."""
    return [
        Wall(
            name="never_deleted",
            when=pgtrigger.Before,
            operation=pgtrigger.Delete,
            func="RAISE EXCEPTION 'rows of % are never deleted', TG_TABLE_NAME;",
        ),
        no_truncate(),
    ]


def never_changes(*columns: str) -> Wall:
    """Return the wall around columns that stay as they were written."""
    new = ", ".join(f"NEW.{column}" for column in columns)
    old = ", ".join(f"OLD.{column}" for column in columns)
    return Wall(
        name="origin_stays",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(f"(({new}) IS DISTINCT FROM ({old}))"),
        func="RAISE EXCEPTION 'the origin of a row of % is never changed', TG_TABLE_NAME"
        " USING ERRCODE = 'check_violation';",
    )


def stands(name: str, when: str, *columns: str) -> Wall:
    """Return the wall around columns that stay from the moment the condition over OLD holds."""
    new = ", ".join(f"NEW.{column}" for column in columns)
    old = ", ".join(f"OLD.{column}" for column in columns)
    return Wall(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(f"{when} AND ROW({new}) IS DISTINCT FROM ROW({old})"),
        func="RAISE EXCEPTION 'what stands in a row of % is never changed', TG_TABLE_NAME"
        " USING ERRCODE = 'check_violation';",
    )
