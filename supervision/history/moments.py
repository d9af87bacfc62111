"""Go back to an instant for reading: the same queries then find the rows as they were.

The schema `asof` holds a view of each tracked table under the table's own name. While a reader
stands in the past the views come first in the search path, the transaction is read only, and
`clock.now` answers with the past instant. So a page of the past is drawn by the code of the page
of today.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection, transaction

from supervision import clock

_LOOK = "SELECT set_config('search_path', %s, true), set_config('portal.as_of', %s, true)"
_READ_ONLY = "SELECT set_config('transaction_read_only', 'on', true)"
_PAST = "asof, public"
_PRESENT = "public"


@contextmanager
def as_of(instant: datetime) -> Iterator[None]:
    """Read everything as of the instant until the block ends; nothing can be written in it."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_READ_ONLY)
        _look(_PAST, instant)
        with clock.standing_at(instant):
            yield
        # There is nothing to keep, and only a rollback puts the settings of a savepoint back.
        transaction.set_rollback(True)


@contextmanager
def at_present() -> Iterator[None]:
    """Read today's rows for what does not belong to the page of the past: notices, to-dos."""
    instant = clock.standing()
    if instant is None:
        yield
        return
    _look(_PRESENT, None)
    try:
        with clock.standing_at(None):
            yield
    finally:
        _look(_PAST, instant)


def _look(path: str, instant: datetime | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_LOOK, [path, instant.isoformat() if instant else ""])
