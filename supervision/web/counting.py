"""Count several querysets in one statement: the round trips cost more than the counting."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet


def count_each(rows: Mapping[str, QuerySet[Any]]) -> dict[str, int]:
    """Return how many rows each queryset has by its key; one that can have none is not asked."""
    found = dict.fromkeys(rows, 0)
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
    if asked:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(counts)}", params)
            found.update(zip(asked, cursor.fetchone(), strict=True))
    return found


def _keys(rows: QuerySet[Any]) -> QuerySet[Any]:
    # An order says nothing of a number, except where it chooses which rows there are.
    return (rows if rows.query.is_sliced else rows.order_by()).values("pk")
