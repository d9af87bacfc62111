"""A database of its own for one test, copied from the test database in a fraction of a second.

The server's threads see only what is committed, so these tests cannot be rolled back; and flushing
would lose the seeded terms and calendar and meet the triggers of the append-only tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, connections


@contextmanager
def _server() -> Iterator[Any]:
    """Yield a cursor that stands in none of the databases concerned."""
    with connection._nodb_cursor() as cursor:
        yield cursor


def _drop(cursor: Any, name: str) -> None:
    cursor.execute(f"DROP DATABASE IF EXISTS {connection.ops.quote_name(name)} WITH (FORCE)")


@contextmanager
def copied(suffix: str) -> Iterator[str]:
    """Yield the name of a fresh copy of the test database, and drop it afterwards."""
    quote = connection.ops.quote_name
    template = connection.settings_dict["NAME"]
    copy = f"{template}_{suffix}"
    connections.close_all()
    with _server() as cursor:
        _drop(cursor, copy)
        # A copy is refused while somebody is connected to the original. The server sends its own
        # workers (autovacuum) away by itself, and a plain role may not.
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = %s AND backend_type = 'client backend'",
            [template],
        )
        # Whole files at once: half the time of going through the log page by page.
        cursor.execute(
            f"CREATE DATABASE {quote(copy)} TEMPLATE {quote(template)} STRATEGY FILE_COPY"
        )
    try:
        yield copy
    finally:
        with _server() as cursor:
            _drop(cursor, copy)


@contextmanager
def own_copy() -> Iterator[None]:
    """Let every connection of this process go to a fresh copy, and drop it afterwards."""
    template = connection.settings_dict["NAME"]
    with copied("browser") as copy:
        connection.settings_dict["NAME"] = copy
        try:
            yield
        finally:
            connections.close_all()
            connection.settings_dict["NAME"] = template
