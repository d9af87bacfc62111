"""The only source of "now".

Everything that depends on time asks here, so that the demo can move through a year in seconds
and tests can stand at any instant. People read Asia/Shanghai; the database holds UTC.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import DatabaseError, connection, transaction

CHINA = ZoneInfo("Asia/Shanghai")

_shift = dt.timedelta(0)
#: The past instant at which a reader stands while a page is shown as of a day.
_standing: ContextVar[dt.datetime | None] = ContextVar("standing", default=None)


def real_now() -> dt.datetime:
    """Return the machine's own time; only for idle time-outs and lock-outs, which no demo moves."""
    return dt.datetime.now(dt.UTC)


def now() -> dt.datetime:
    """Return the portal's present instant in UTC, or the past one at which the reader stands."""
    return _standing.get() or present()


def present() -> dt.datetime:
    """Return the portal's present instant in UTC, wherever the reader stands."""
    return real_now() + _shift


@contextmanager
def standing_at(instant: dt.datetime | None) -> Iterator[None]:
    """Let `now` answer with a past instant, for reading what was; None brings the present back."""
    token = _standing.set(instant)
    try:
        yield
    finally:
        _standing.reset(token)


def standing() -> dt.datetime | None:
    """Return the past instant at which the reader stands, or nothing in the present."""
    return _standing.get()


def today() -> dt.date:
    """Return the portal's present date as people in China read it."""
    return local(now()).date()


def local(instant: dt.datetime) -> dt.datetime:
    """Return the instant as read in Asia/Shanghai."""
    return instant.astimezone(CHINA)


def start_of(day: dt.date) -> dt.datetime:
    """Return midnight at the start of the day in China."""
    return dt.datetime.combine(day, dt.time.min, tzinfo=CHINA)


def end_of(day: dt.date) -> dt.datetime:
    """Return the exclusive end of the day in China: midnight of the next day."""
    return start_of(day + dt.timedelta(days=1))


def shift() -> dt.timedelta:
    """Return how far the demo clock stands from the machine's."""
    return _shift


def set_shift(value: dt.timedelta) -> None:
    """Move this process's clock; the time machine stores the shift for the other processes."""
    global _shift
    _shift = value


def refresh() -> None:
    """Read the stored shift of the time machine; does nothing where there is no time machine."""
    if not settings.TIME_MACHINE:
        return
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT seconds FROM deadlines_clockshift ORDER BY id DESC LIMIT 1")
            row = cursor.fetchone()
    except DatabaseError:
        # Before the first migration there is no such table, and no shift either.
        return
    set_shift(dt.timedelta(seconds=row[0] if row else 0))
