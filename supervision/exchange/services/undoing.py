"""Take an imported batch back, while nothing has been built on it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from supervision import clock
from supervision.accounts.permissions import require
from supervision.audit.services import record
from supervision.exchange import importers
from supervision.exchange.enums import Failure, ImportState
from supervision.exchange.importers import Step
from supervision.exchange.models import ImportJob, ImportStep
from supervision.exchange.models.imports import UNDO_WITHIN
from supervision.exchange.permissions import undo_refusal
from supervision.exchange.services import queueing, telling
from supervision.exchange.services.checking import facts
from supervision.exchange.services.running import MAX_STARTS, Line, guarded, held, move
from supervision.exchange.verbs import (
    IMPORT_UNDO_ASKED,
    IMPORT_UNDO_REFUSED,
    IMPORT_UNDONE,
)

_AT_ONCE = 2000


@transaction.atomic
def undo(*, actor: Any, job: ImportJob, queue: bool = True) -> ImportJob:
    """Let the batch be taken back; a second request changes nothing.

    Raises ValidationError when it cannot be taken back, or no longer.
    """
    importer = importers.get(job.importer)
    require(actor, importer.permission)
    job = ImportJob.objects.select_for_update().get(pk=job.pk, created_by=actor)
    if job.state in (ImportState.UNDOING, ImportState.UNDONE):
        return job
    reason = undo_refusal(importer, job)
    if reason:
        raise ValidationError(reason)
    total = job.steps.count()
    move(job, ImportState.UNDOING, undo_refusal="", done_rows=0, total_rows=total, beat_at=None)
    record(verb=IMPORT_UNDO_ASKED, actor=actor, target=job, details=facts(job))
    if queue:
        queueing.queue_undo(job)
    return job


def run_undo(job_id: uuid.UUID) -> None:
    """Take the batch of the job back, in a worker; safe to run twice."""
    with held(ImportJob, job_id) as line:
        if line is None:
            return
        job = ImportJob.objects.filter(pk=job_id, state=ImportState.UNDOING).first()
        if job is None:
            return
        if job.attempts >= MAX_STARTS:
            _refuse(job, str(Failure.WORKER_LOST.label))
            return
        move(job, ImportState.UNDOING, attempts=job.attempts + 1, beat_at=clock.real_now())
        with guarded(job, failed=lambda failure: _refuse(job, str(failure.label))):
            try:
                _undo(job, line)
            except ValidationError as refused:
                _refuse(job, " ".join(refused.messages))


@transaction.atomic
def _undo(job: ImportJob, line: Line) -> None:
    importer = importers.get(job.importer)
    actor = job.created_by
    require(actor, importer.permission)
    done, total = 0, job.steps.count()
    for steps in _portions(job, importer.portion_size or total or 1):
        importer.undo(steps, actor=actor)
        done += len(steps)
        line.tick(done, total)
    move(job, ImportState.UNDONE, undone_at=clock.now(), attempts=0)
    record(verb=IMPORT_UNDONE, actor=actor, target=job, details=facts(job))
    job.steps.all().delete()
    if line.is_long:
        telling.tell_undone(job)


def _portions(job: ImportJob, size: int) -> Iterator[list[Step]]:
    """Yield the steps, the last one first, in lists of the size."""
    found: list[Step] = []
    for stored in job.steps.order_by("-id").iterator(chunk_size=_AT_ONCE):
        found.append(stored.step)
        if len(found) >= size:
            yield found
            found = []
    if found:
        yield found


@transaction.atomic
def _refuse(job: ImportJob, reason: str) -> None:
    """Leave the batch as it is and say why."""
    move(job, ImportState.DONE, undo_refusal=reason, attempts=0)
    details = {**facts(job), "reason": reason}
    record(verb=IMPORT_UNDO_REFUSED, actor=job.created_by, target=job, details=details)
    telling.tell_undo_refused(job)


def drop_old_steps() -> int:
    """Forget how to take batches back whose time is over; return how many steps went."""
    before = clock.now() - UNDO_WITHIN
    over = ImportStep.objects.filter(job__state=ImportState.DONE, job__applied_at__lt=before)
    return over.delete()[0]
