"""Can the portal work now? Each probe answers in a word; none tells a secret or a name."""

from __future__ import annotations

import datetime as dt
import logging
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from celery import current_app
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from kombu.exceptions import OperationalError
from redis import RedisError

from supervision.crypto import keyring
from supervision.project import pulses

logger = logging.getLogger(__name__)

#: Beat sends something every half minute.
BEAT_SILENT_AFTER = dt.timedelta(minutes=2)
SWEEP_LATE_AFTER = dt.timedelta(minutes=5)


class NotReadyError(Exception):
    """One thing is missing; the text is for an operator and may be shown to anybody."""


@dataclass(frozen=True)
class Finding:
    """What one probe found; `trouble` is empty when all is well."""

    name: str
    trouble: str = ""


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


@cache
def _known_migrations() -> frozenset[tuple[str, str]]:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return frozenset(loader.disk_migrations)


def _migrations() -> None:
    applied = set(MigrationRecorder(connection).applied_migrations())
    missing = len(_known_migrations() - applied)
    if missing:
        raise NotReadyError(f"{missing} migrations have not been applied")


def _broker() -> None:
    with current_app.connection_for_read() as line:
        line.connect()
        line.default_channel.client.ping()


def _storage() -> None:
    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder) as trial:
        trial.write(os.urandom(4096))
        trial.flush()


def _keys() -> None:
    keyring.ring()


def _beat() -> None:
    ages = pulses.ages()
    scheduled = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    youngest = min((age for task, age in ages.items() if task in scheduled), default=None)
    _must_be_young("beat or worker", youngest, BEAT_SILENT_AFTER)
    _must_be_young("the deadline sweep", ages.get(pulses.SWEEP), SWEEP_LATE_AFTER)


def _must_be_young(what: str, age: dt.timedelta | None, limit: dt.timedelta) -> None:
    if age is None:
        raise NotReadyError(f"{what} has never run")
    if age > limit:
        raise NotReadyError(f"{what} last ran {age.total_seconds():.0f} s ago")


_PROBES: dict[str, Callable[[], None]] = {
    "database": _database,
    "migrations": _migrations,
    "broker": _broker,
    "storage": _storage,
    "keys": _keys,
    "beat": _beat,
}
_WORDS = {
    "database": "the database does not answer",
    "migrations": "the database does not answer",
    "broker": "the broker does not answer",
    "storage": "files cannot be written",
    "keys": "the key ring cannot be read",
    "beat": "the database does not answer",
}
_FAULTS = (DatabaseError, OperationalError, RedisError, OSError, ImproperlyConfigured)


def findings() -> list[Finding]:
    """Ask every probe; the cause of a fault goes to the log, a plain word to the asker."""
    return [_ask(name, probe) for name, probe in _PROBES.items()]


def _ask(name: str, probe: Callable[[], None]) -> Finding:
    try:
        probe()
    except NotReadyError as error:
        return Finding(name, str(error))
    except _FAULTS:
        logger.warning("not ready: %s", name, exc_info=True)
        return Finding(name, _WORDS[name])
    return Finding(name)
