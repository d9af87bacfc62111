"""Walls in the database that the tables of exchange share."""

from __future__ import annotations

from collections.abc import Mapping

import pgtrigger

from supervision.exchange.workflow import illegal_move
from supervision.web.walls import Wall


def only_legal_moves(moves: Mapping[str, frozenset[str]]) -> list[Wall]:
    """Return triggers that let a job begin in the queue and move as the table says."""
    return [
        Wall(
            name="begins_queued",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert,
            condition=~pgtrigger.Q(new__state="queued"),
            func="RAISE EXCEPTION '% begins in the queue', TG_TABLE_NAME"
            " USING ERRCODE = 'check_violation';",
        ),
        Wall(
            name="legal_moves",
            when=pgtrigger.Before,
            operation=pgtrigger.UpdateOf("state"),
            condition=pgtrigger.Condition(
                f"OLD.state IS DISTINCT FROM NEW.state AND {illegal_move(moves)}"
            ),
            func="RAISE EXCEPTION '% may not go from % to %',"
            " TG_TABLE_NAME, OLD.state, NEW.state USING ERRCODE = 'check_violation';",
        ),
    ]
