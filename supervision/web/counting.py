"""Count several querysets in one statement: the round trips cost more than the counting."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet


@dataclass(frozen=True)
class Question:
    """How many rows several querysets have, as one statement that can be asked again."""

    keys: tuple[str, ...]
    asked: tuple[str, ...]
    sql: str
    params: tuple[Any, ...]

    def ask(self) -> dict[str, int]:
        """Return the number of rows by key as the database holds them now."""
        found = dict.fromkeys(self.keys, 0)
        if self.asked:
            with connection.cursor() as cursor:
                cursor.execute(self.sql, self.params)
                found.update(zip(self.asked, cursor.fetchone(), strict=True))
        return found


def question_of(rows: Mapping[str, QuerySet[Any]]) -> Question:
    """Return the question for the querysets; one that can have no row is not asked."""
    asked: list[str] = []
    counts: list[str] = []
    params: list[Any] = []
    for key, each in rows.items():
        try:
            sql, values = _keys(each).query.sql_with_params()
        except EmptyResultSet:
            continue
        asked.append(key)
        counts.append(f"(SELECT count(*) FROM ({sql}) AS counted)")
        params.extend(values)
    return Question(tuple(rows), tuple(asked), f"SELECT {', '.join(counts)}", tuple(params))


def _keys(rows: QuerySet[Any]) -> QuerySet[Any]:
    # An order says nothing of a number, except where it chooses which rows there are.
    return (rows if rows.query.is_sliced else rows.order_by()).values("pk")
