"""Change many rows of a table in one statement, each to its own values."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection

_PORTION = 1000


def update(
    table: str, changes: str, columns: Mapping[str, str], rows: Sequence[tuple[Any, ...]]
) -> None:
    """Change the rows whose keys stand first; the other values are `v.<column>` in `changes`."""
    names = ["id", *columns]
    places = ", ".join(f"%s::{kind}" for kind in ("bigint", *columns.values()))
    for start in range(0, len(rows), _PORTION):
        part = rows[start : start + _PORTION]
        values = ", ".join(f"({places})" for _row in part)
        statement = (
            f"UPDATE {table} SET {changes} FROM (VALUES {values}) AS v({', '.join(names)})"
            f" WHERE {table}.id = v.id"
        )
        with connection.cursor() as cursor:
            cursor.execute(statement, [value for row in part for value in row])
