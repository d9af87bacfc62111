"""A database of its own for one test, copied from its world in a fraction of a second.

The server's threads see only what is committed, so these tests cannot be rolled back; and flushing
would lose the seeded terms and calendar and meet the triggers of the append-only tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, connections

from tests import worlds


@contextmanager
def copied(suffix: str, original: str = "") -> Iterator[str]:
    """Yield the name of a fresh copy of a database, the empty one unless named; drop it after."""
    copy = f"{worlds.empty()}_{suffix}"
    worlds.duplicate(original or worlds.empty(), copy)
    try:
        yield copy
    finally:
        with connection._nodb_cursor() as cursor:
            name = connection.ops.quote_name(copy)
            cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@contextmanager
def own_copy(world: str) -> Iterator[None]:
    """Let every connection of this process go to a fresh copy of the world, and drop it after."""
    original = worlds.fetch(world).database if world else ""
    with copied("own", original) as copy, worlds.beginning_in(world, copy):
        try:
            yield
        finally:
            connections.close_all()
            connection.settings_dict["NAME"] = worlds.empty()
