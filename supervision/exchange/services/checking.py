"""Take a workbook, and say in a worker what importing it would do."""

from __future__ import annotations

import uuid
from functools import partial
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import get_language

from supervision import clock
from supervision.accounts.permissions import require
from supervision.audit.context import origin
from supervision.audit.services import record
from supervision.exchange import annotation, importers, parsing, staging
from supervision.exchange.archives import MAX_BYTES, inspect
from supervision.exchange.enums import ImportState
from supervision.exchange.importers import Importer, Tally
from supervision.exchange.models import ImportJob
from supervision.exchange.parsing import Parsed, parse
from supervision.exchange.problems import FileRefused, Problem
from supervision.exchange.selectors import import_under_way
from supervision.exchange.services import queueing, telling
from supervision.exchange.services.running import Line, begin, fail, guarded, held, move
from supervision.exchange.services.writing import try_out
from supervision.exchange.verbs import (
    IMPORT_CHECKED,
    IMPORT_FAILED,
    IMPORT_REFUSED,
    IMPORT_SUBMITTED,
)

MAX_STORED_PROBLEMS = 500
_TO_CHECK = frozenset({ImportState.QUEUED, ImportState.READING, ImportState.CHECKING})


def submit(
    *, actor: Any, importer: Importer, upload: UploadedFile, queue: bool = True
) -> ImportJob:
    """Keep the workbook and hand it to a worker; the same file under way is the same job.

    Raises FileRefused when the file is no workbook at a first look.
    """
    require(actor, importer.permission)
    job_id = uuid.uuid4()
    name = Path(upload.name or "").name[-200:]
    path, digest = staging.keep(job_id, upload, limit=MAX_BYTES)
    try:
        inspect(path, name)
        same = import_under_way(actor, importer.code, digest)
        job = same or _add_job(job_id, actor, importer, name, digest, queue=queue)
    except FileRefused as refused:
        staging.drop(job_id)
        details = {"importer": importer.code, "sha256": digest, "reason": refused.code}
        record(verb=IMPORT_REFUSED, actor=actor, label=name, details=details)
        raise
    except BaseException:
        staging.drop(job_id)
        raise
    if job.pk != job_id:
        staging.drop(job_id)
    return job


def check_upload(*, actor: Any, importer: Importer, upload: UploadedFile) -> ImportJob:
    """Take the workbook and check it at once, without a worker: for commands and demo data.

    Raises FileRefused when the file is no workbook at a first look.
    """
    job = submit(actor=actor, importer=importer, upload=upload, queue=False)
    run_check(job.pk)
    job.refresh_from_db()
    return job


def run_check(job_id: uuid.UUID) -> None:
    """Read and check the workbook of the job, in a worker; safe to run twice."""
    with held(ImportJob, job_id) as line:
        if line is None:
            return
        job = begin(
            ImportJob, job_id, found=_TO_CHECK, state=ImportState.READING, verb=IMPORT_FAILED
        )
        if job is not None:
            with guarded(job, failed=partial(fail, job, verb=IMPORT_FAILED)):
                _check(job, line)


def take_result(job: ImportJob, state: str, parsed: Parsed | None, tally: Tally) -> None:
    """Move the job with what was found; raises Stopped when the user was quicker."""
    problems = parsed.ordered_problems if parsed else []
    move(
        job,
        state,
        row_count=parsed.row_count if parsed else 0,
        created_count=tally.created,
        updated_count=tally.updated,
        unchanged_count=tally.unchanged,
        problem_count=len(parsed.problems) if parsed else 0,
        problems=[problem.stored() for problem in problems[:MAX_STORED_PROBLEMS]],
        notices=[notice.stored() for notice in parsed.notices] if parsed else [],
        preview=parsed.excerpt.stored() if parsed and state != ImportState.DONE else {},
        attempts=0,
        beat_at=clock.real_now(),
        **({"applied_at": clock.now()} if state == ImportState.DONE else {}),
    )


def facts(job: ImportJob) -> dict[str, Any]:
    """Return what the audit record says of the job."""
    return {
        "importer": job.importer,
        "sha256": job.sha256,
        "rows": job.row_count,
        "created": job.created_count,
        "updated": job.updated_count,
        "unchanged": job.unchanged_count,
        "errors": job.problem_count,
    }


def refuse(job: ImportJob, parsed: Parsed, line: Line) -> None:
    """Close the job with its errors; then make the workbook that shows them at their cells."""
    with transaction.atomic():
        take_result(job, ImportState.REFUSED, parsed, Tally())
        record(verb=IMPORT_REFUSED, actor=job.created_by, target=job, details=facts(job))
        if line.is_long:
            telling.tell_refused(job)
    annotation.mark(staging.marked_path_of(job.pk), parsed)
    staging.drop_upload(job.pk)
    ImportJob.objects.filter(pk=job.pk, state=ImportState.REFUSED).update(marked_at=clock.now())


def _check(job: ImportJob, line: Line) -> None:
    importer = importers.get(job.importer)
    actor = job.created_by
    require(actor, importer.permission)
    path = staging.path_of(job.pk)
    try:
        with parse(importer, path, job.file_name, user=actor, tick=line.tick) as parsed:
            move(job, ImportState.CHECKING, done_rows=0)
            tally = _trial(importer, parsed, job, line)
            if parsed.problems:
                refuse(job, parsed, line)
                return
            with transaction.atomic():
                take_result(job, ImportState.WAITING, parsed, tally)
                record(verb=IMPORT_CHECKED, actor=actor, target=job, details=facts(job))
                if line.is_long:
                    telling.tell_checked(job)
    except FileRefused as refused:
        _refuse_file(job, refused, line)


def _trial(importer: Importer, parsed: Parsed, job: ImportJob, line: Line) -> Tally:
    """Look across the rows, then write them in a transaction that is rolled back."""
    if parsed.layout is None or not 0 < parsed.row_count <= importer.max_rows:
        return Tally()
    total = 2 * len(parsed.rows)
    parsing.check_rows(
        importer, parsed, user=job.created_by, tick=lambda done, _total: line.tick(done, total)
    )
    if parsed.problems:
        return Tally()
    return try_out(importer, parsed, job, line)


@transaction.atomic
def _refuse_file(job: ImportJob, refused: FileRefused, line: Line) -> None:
    """Close the job of a file that turned out to be no readable workbook, and drop the file."""
    problem = Problem(refused.code, params=refused.params)
    move(
        job,
        ImportState.REFUSED,
        problem_count=1,
        problems=[problem.stored()],
        beat_at=clock.real_now(),
    )
    details = {**facts(job), "reason": refused.code}
    record(verb=IMPORT_REFUSED, actor=job.created_by, target=job, details=details)
    if line.is_long:
        telling.tell_refused(job)
    transaction.on_commit(lambda: staging.drop(job.pk))


def _add_job(
    job_id: uuid.UUID, actor: Any, importer: Importer, name: str, digest: str, *, queue: bool
) -> ImportJob:
    """Write the job down and queue it; two at the same instant are one."""
    try:
        with transaction.atomic():
            job = ImportJob.objects.create(
                pk=job_id,
                importer=importer.code,
                file_name=name,
                size=staging.path_of(job_id).stat().st_size,
                sha256=digest,
                language=get_language() or "",
                ip=origin.get().ip,
                created_by=actor,
                created_at=clock.now(),
            )
            record(verb=IMPORT_SUBMITTED, actor=actor, target=job, details=facts(job))
            if queue:
                queueing.queue_check(job)
            return job
    except IntegrityError:
        same = import_under_way(actor, importer.code, digest)
        if same is None:
            raise
        return same
