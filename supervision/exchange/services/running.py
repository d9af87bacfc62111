"""Work on a job so that a killed worker leaves nothing behind, and a second one does nothing twice.

Whoever works holds an advisory lock on a second connection. PostgreSQL frees it when the worker
dies, however it dies; until then every other start of the same job finds it taken and goes away.
The same connection writes the progress, so that the page sees it while the rows are uncommitted.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any, TypeVar

from celery.exceptions import SoftTimeLimitExceeded
from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import Model
from django.utils import translation

from supervision import clock
from supervision.accounts.backends import is_in_window
from supervision.audit.context import Origin, origin
from supervision.audit.services import record
from supervision.audit.verbs import Verb
from supervision.exchange import staging
from supervision.exchange.enums import Failure
from supervision.exchange.models import ExportJob, ImportJob
from supervision.exchange.services import telling
from supervision.exchange.workflow import EXPORT_MOVES, IMPORT_MOVES, may_move
from supervision.web.room import is_full

logger = logging.getLogger(__name__)

Job = TypeVar("Job", ImportJob, ExportJob)
MOVES: Mapping[type, Mapping[str, frozenset[str]]] = {
    ImportJob: IMPORT_MOVES,
    ExportJob: EXPORT_MOVES,
}
MAX_STARTS = 3
#: A sign of life, and a look at whether the user has cancelled.
_EVERY_SECONDS = 0.5
_PATIENCE_SECONDS = 10


class Stopped(Exception):
    """The job was cancelled, or is no longer where this worker left it."""


class Line:
    """The second connection of a worker: its lock, its progress, the user's cancel."""

    def __init__(self, kind: type[Model], pk: Any) -> None:
        self._connection = connection.copy()
        self._table = kind._meta.db_table
        self._pk = str(pk)
        self._told = 0.0
        self._started = time.monotonic()

    def take(self) -> bool:
        """Take the job; return False when another worker holds it."""
        with self._connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [self._key])
            return bool(cursor.fetchone()[0])

    def tick(self, done: int, total: int) -> None:
        """Say how far the work is; raises Stopped when the user has cancelled it."""
        now = time.monotonic()
        if now - self._told < _EVERY_SECONDS:
            return
        self._told = now
        with self._connection.cursor() as cursor:
            cursor.execute(
                f'UPDATE "{self._table}" SET done_rows = %s, total_rows = %s, beat_at = %s'
                " WHERE id = %s RETURNING state",
                [done, max(done, total), clock.real_now(), self._pk],
            )
            row = cursor.fetchone()
        if row is not None and row[0] == "cancelled":
            raise Stopped

    @property
    def is_long(self) -> bool:
        """Tell whether the user has probably gone on to something else meanwhile."""
        return time.monotonic() - self._started > _PATIENCE_SECONDS

    def close(self) -> None:
        """Give lock and connection back."""
        self._connection.close()

    @property
    def _key(self) -> str:
        return f"{self._table}:{self._pk}"


@contextmanager
def held(kind: type[Model], pk: Any) -> Iterator[Line | None]:
    """Hold the job for the length of the block; give None when another worker holds it."""
    line = Line(kind, pk)
    try:
        yield line if line.take() else None
    finally:
        line.close()


def is_held(job: ImportJob | ExportJob) -> bool:
    """Tell whether a living worker holds the job."""
    with held(type(job), job.pk) as line:
        return line is None


@transaction.atomic
def begin(kind: type[Job], pk: Any, *, found: frozenset[str], state: str, verb: Verb) -> Job | None:
    """Count a start of the job and move it; None when it is elsewhere or has broken off too often.

    The job is found in its state again after a worker was killed; the next one starts it anew.
    """
    job = kind._default_manager.select_for_update().filter(pk=pk, state__in=found).first()
    if job is None:
        return None
    if job.attempts >= MAX_STARTS:
        fail(job, Failure.WORKER_LOST, verb=verb)
        return None
    move(job, state, attempts=job.attempts + 1, done_rows=0, beat_at=clock.real_now())
    return job


def move(job: Job, state: str, **values: Any) -> None:
    """Bring the job into the state by compare and set; raises Stopped when it is elsewhere."""
    moves = MOVES[type(job)]
    if state != job.state and not may_move(moves, job.state, state):
        raise ValueError(f"{job.state} may not become {state}")
    manager = type(job)._default_manager
    if not manager.filter(pk=job.pk, state=job.state).update(state=state, **values):
        raise Stopped
    job.state = state
    for name, value in values.items():
        setattr(job, name, value)


@transaction.atomic
def fail(job: Job, failure: Failure, *, verb: Verb) -> None:
    """Mark the job as broken off, with the word the user reads, and wipe its files."""
    move(job, "failed", failure=failure)
    drop = staging.drop_export if isinstance(job, ExportJob) else staging.drop
    transaction.on_commit(partial(drop, job.pk))
    details = {"reason": failure.value}
    record(verb=verb, actor=job.created_by, target=job, details=details)
    telling.tell_failed(job)


@contextmanager
def guarded(job: Job, *, failed: Callable[[Failure], None]) -> Iterator[None]:
    """Work as the job's owner, in the owner's language; a fault becomes the job's own word.

    A database that is away is no fault of the job: the error goes up, and the job is taken over.
    """
    mark = origin.set(Origin(ip=job.ip, request_id=origin.get().request_id))
    try:
        with translation.override(job.language or None):
            _require_account(job.created_by)
            yield
    except Stopped:
        logger.info("%s %s was stopped", job._meta.model_name, job.pk)
    except (OperationalError, InterfaceError):
        raise
    except SoftTimeLimitExceeded:
        _close(job, failed, Failure.TOO_LONG)
    except PermissionDenied:
        _close(job, failed, Failure.FORBIDDEN)
    except Exception as error:
        if _close(job, failed, Failure.NO_ROOM if is_full(error) else Failure.UNEXPECTED):
            raise
    finally:
        origin.reset(mark)


def _close(job: Job, failed: Callable[[Failure], None], failure: Failure) -> bool:
    """Mark the job as broken off; return False when the user had cancelled it before."""
    try:
        failed(failure)
    except Stopped:
        logger.info("%s %s was stopped", job._meta.model_name, job.pk)
        return False
    return True


def _require_account(user: Any) -> None:
    """Refuse an account that was closed, or whose window ended, while the job waited."""
    if not user.is_active or not is_in_window(user):
        raise PermissionDenied
