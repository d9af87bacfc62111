"""Import a checked workbook: every row in one transaction, or none."""

from __future__ import annotations

import uuid
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from supervision.accounts.permissions import require
from supervision.audit.services import record
from supervision.exchange import importers, parsing, staging
from supervision.exchange.enums import ImportState
from supervision.exchange.models import ImportJob
from supervision.exchange.parsing import parse
from supervision.exchange.services import queueing, telling
from supervision.exchange.services.checking import facts, refuse, take_result
from supervision.exchange.services.running import Line, begin, fail, guarded, held, move
from supervision.exchange.services.writing import write
from supervision.exchange.verbs import IMPORT_APPLIED, IMPORT_CONFIRMED, IMPORT_FAILED

_CONFIRMED = (ImportState.APPLYING, ImportState.DONE)


@transaction.atomic
def confirm(*, actor: Any, job: ImportJob, queue: bool = True) -> ImportJob:
    """Let the checked workbook be imported; a second confirmation changes nothing.

    Raises ValidationError when the file has gone or has errors.
    """
    require(actor, importers.get(job.importer).permission)
    job = ImportJob.objects.select_for_update().get(pk=job.pk, created_by=actor)
    if job.state in _CONFIRMED:
        return job
    if job.state != ImportState.WAITING or not staging.path_of(job.pk).exists():
        raise ValidationError(_("This file can no longer be imported. Please upload it again."))
    move(job, ImportState.APPLYING, done_rows=0, total_rows=job.row_count, beat_at=None)
    record(verb=IMPORT_CONFIRMED, actor=actor, target=job, details=facts(job))
    if queue:
        queueing.queue_apply(job)
    return job


def apply_job(*, actor: Any, job: ImportJob) -> ImportJob:
    """Confirm and import at once, without a worker: for commands and demo data.

    Raises ValidationError when the file has gone or has errors.
    """
    confirm(actor=actor, job=job, queue=False)
    run_apply(job.pk)
    job.refresh_from_db()
    return job


def run_apply(job_id: uuid.UUID) -> None:
    """Import the workbook of the job, in a worker; safe to run twice."""
    with held(ImportJob, job_id) as line:
        if line is None:
            return
        found = frozenset({ImportState.APPLYING})
        job = begin(ImportJob, job_id, found=found, state=ImportState.APPLYING, verb=IMPORT_FAILED)
        if job is not None:
            with guarded(job, failed=partial(fail, job, verb=IMPORT_FAILED)):
                _apply(job, line)


def _apply(job: ImportJob, line: Line) -> None:
    """Read and check anew, for the records may have changed since the upload; then write."""
    importer = importers.get(job.importer)
    actor = job.created_by
    require(actor, importer.permission)
    rows = job.row_count
    path = staging.path_of(job.pk)

    def read_so_far(done: int, _total: int) -> None:
        line.tick(done // 2, 2 * rows)

    with parse(importer, path, job.file_name, user=actor, tick=read_so_far) as parsed:
        if not parsed.problems:
            parsing.check_rows(
                importer,
                parsed,
                user=actor,
                tick=lambda done, _total: line.tick((rows + done) // 2, 2 * rows),
            )
        if not parsed.problems:
            with transaction.atomic():
                tally = write(importer, parsed, job, line)
                if not parsed.problems:
                    take_result(job, ImportState.DONE, parsed, tally)
                    record(verb=IMPORT_APPLIED, actor=actor, target=job, details=facts(job))
                    if line.is_long:
                        telling.tell_done(job)
                    transaction.on_commit(partial(staging.drop, job.pk))
        if parsed.problems:
            refuse(job, parsed, line)
