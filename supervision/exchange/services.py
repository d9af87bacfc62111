"""Check, apply and expire imports; write exports. Each leaves one audit event."""

from __future__ import annotations

import tempfile
import uuid
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from supervision import clock
from supervision.accounts.permissions import require
from supervision.audit.services import record
from supervision.exchange import annotation, exporters, importers, staging
from supervision.exchange.archives import MAX_BYTES
from supervision.exchange.enums import ImportState
from supervision.exchange.exporters import Exporter
from supervision.exchange.importers import Finding, Importer, Tally
from supervision.exchange.models import ImportJob
from supervision.exchange.parsing import Parsed, located, parse, preview
from supervision.exchange.problems import FileRefused, RowRefused
from supervision.exchange.selectors import jobs_to_expire
from supervision.exchange.verbs import (
    EXPORTED,
    IMPORT_APPLIED,
    IMPORT_CHECKED,
    IMPORT_EXPIRED,
    IMPORT_REFUSED,
)

MAX_STORED_PROBLEMS = 500
MAX_STORED_NOTICES = 30


class _DryRun(Exception):
    """Ends a trial application, so that its transaction is rolled back."""


def check_upload(*, actor: Any, importer: Importer, upload: UploadedFile) -> ImportJob:
    """Read the workbook and say what importing it would do; write nothing but the job.

    Raises FileRefused when the file is no readable workbook.
    """
    require(actor, importer.permission)
    job_id = uuid.uuid4()
    name = Path(upload.name or "").name[-200:]
    path, digest = staging.keep(job_id, upload, limit=MAX_BYTES)
    try:
        parsed = parse(importer, path, name, user=actor)
        tally = Tally()
        if not parsed.problems:
            tally = _try(importer, parsed, actor)
        return _save_job(job_id, actor, importer, name, digest, parsed, tally)
    except FileRefused as refused:
        staging.drop(job_id)
        details = {"importer": importer.code, "sha256": digest, "reason": refused.code}
        record(verb=IMPORT_REFUSED, actor=actor, label=name, details=details)
        raise
    except BaseException:
        staging.drop(job_id)
        raise


@transaction.atomic
def apply_job(*, actor: Any, job: ImportJob) -> ImportJob:
    """Write every row, or none; a second call finds the job applied and writes nothing.

    The file is read and checked anew, for the records may have changed since the upload.
    """
    importer = importers.get(job.importer)
    require(actor, importer.permission)
    job = ImportJob.objects.select_for_update().get(pk=job.pk, created_by=actor)
    if job.state == ImportState.APPLIED:
        return job
    path = staging.path_of(job.pk)
    if job.state != ImportState.CHECKED or not path.exists():
        raise ValidationError(_("This file can no longer be imported. Please upload it again."))
    parsed = parse(importer, path, job.file_name, user=actor)
    tally = Tally()
    if not parsed.problems:
        tally = _write(importer, parsed, actor)
    _take_result(job, parsed, tally)
    if parsed.problems:
        job.save()
        record(verb=IMPORT_REFUSED, actor=actor, target=job, details=_facts(job))
        return job
    job.state, job.applied_at, job.preview = ImportState.APPLIED, clock.now(), {}
    job.save()
    record(verb=IMPORT_APPLIED, actor=actor, target=job, details=_facts(job))
    transaction.on_commit(partial(staging.drop, job.pk))
    return job


def expire_jobs() -> int:
    """Delete the files of imports that nobody finished; return how many."""
    count = 0
    for job in jobs_to_expire():
        with transaction.atomic():
            changed = ImportJob.objects.filter(pk=job.pk, state=job.state).update(
                state=ImportState.EXPIRED, problems=[], preview={}
            )
            if changed:
                record(verb=IMPORT_EXPIRED, actor=None, target=job, details=_facts(job))
                transaction.on_commit(partial(staging.drop, job.pk))
                count += 1
    return count


def annotated(*, actor: Any, job: ImportJob) -> IO[bytes]:
    """Return the uploaded sheet with its errors marked; raises FileNotFoundError once dropped."""
    importer = importers.get(job.importer)
    require(actor, importer.permission)
    path = staging.path_of(job.pk)
    if not path.exists():
        raise FileNotFoundError(job.file_name)
    parsed = parse(importer, path, job.file_name, user=actor)
    stream = tempfile.TemporaryFile()
    annotation.annotate(stream, parsed.layout, parsed.problems or job.found_problems)
    stream.seek(0)
    return stream


def export(*, actor: Any, exporter: Exporter, params: Mapping[str, Any]) -> IO[bytes]:
    """Return the workbook of the rows the actor may see, and record who took what."""
    require(actor, exporter.permission)
    stream = tempfile.TemporaryFile()
    count = exporters.write(exporter, actor, params, stream)
    details = {
        "exporter": exporter.code,
        "filter": exporters.filters(params),
        "rows": count,
    }
    record(verb=EXPORTED, actor=actor, label=str(exporter.label), details=details)
    stream.seek(0)
    return stream


def _try(importer: Importer, parsed: Parsed, actor: Any) -> Tally:
    """Apply in a transaction that is rolled back, to tell beforehand what will come of it."""
    tally = Tally()
    try:
        with transaction.atomic():
            tally = _write(importer, parsed, actor)
            raise _DryRun
    except _DryRun:
        return tally


def _write(importer: Importer, parsed: Parsed, actor: Any) -> Tally:
    """Apply in a savepoint of its own; a refused row becomes a problem and undoes all others."""
    assert parsed.layout is not None
    try:
        with transaction.atomic():
            return importer.apply(parsed.rows, actor=actor)
    except RowRefused as refused:
        finding = Finding(refused.row, refused.key, refused.code, refused.params)
        parsed.problems.append(located(importer, parsed.layout, finding))
        return Tally()


@transaction.atomic
def _save_job(
    job_id: uuid.UUID,
    actor: Any,
    importer: Importer,
    name: str,
    digest: str,
    parsed: Parsed,
    tally: Tally,
) -> ImportJob:
    job = ImportJob(
        pk=job_id,
        importer=importer.code,
        file_name=name,
        size=staging.path_of(job_id).stat().st_size,
        sha256=digest,
        created_by=actor,
        created_at=clock.now(),
    )
    _take_result(job, parsed, tally)
    job.preview = preview(parsed)
    job.save(force_insert=True)
    verb = IMPORT_REFUSED if parsed.problems else IMPORT_CHECKED
    record(verb=verb, actor=actor, target=job, details=_facts(job))
    return job


def _take_result(job: ImportJob, parsed: Parsed, tally: Tally) -> None:
    job.state = ImportState.REFUSED if parsed.problems else ImportState.CHECKED
    job.row_count = parsed.row_count
    job.created_count = tally.created
    job.updated_count = tally.updated
    job.unchanged_count = tally.unchanged
    job.problem_count = len(parsed.problems)
    job.problems = [problem.stored() for problem in parsed.problems[:MAX_STORED_PROBLEMS]]
    job.notices = [notice.stored() for notice in parsed.notices[:MAX_STORED_NOTICES]]


def _facts(job: ImportJob) -> dict[str, Any]:
    return {
        "importer": job.importer,
        "sha256": job.sha256,
        "rows": job.row_count,
        "created": job.created_count,
        "updated": job.updated_count,
        "unchanged": job.unchanged_count,
        "errors": job.problem_count,
    }
