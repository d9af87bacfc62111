"""Take rows out: with a purpose, under a number, recorded for good; again with each download."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from supervision import clock
from supervision.accounts.permissions import require
from supervision.audit.context import origin
from supervision.audit.services import record, record_read
from supervision.exchange import exporters, staging
from supervision.exchange.enums import ExportState
from supervision.exchange.exporters import Exporter
from supervision.exchange.models import ExportDownload, ExportJob, ExportRecord
from supervision.exchange.safe_workbook import Stamp
from supervision.exchange.selectors import export_at_work
from supervision.exchange.services import queueing, telling
from supervision.exchange.services.running import Line, begin, fail, guarded, held, move
from supervision.exchange.verbs import EXPORT_ASKED, EXPORT_FAILED, EXPORT_FETCHED, EXPORTED

_TO_WRITE = frozenset({ExportState.QUEUED, ExportState.WRITING})


def export(*, actor: Any, exporter: Exporter, params: QueryDict, purpose: str) -> ExportJob:
    """Write the rows the actor may see, at once when they are few, otherwise in a worker.

    Raises ValidationError without a purpose, or for rows that cannot be taken out. The same rows
    asked for twice are one job.
    """
    require(actor, exporter.permission)
    if not purpose.strip():
        raise ValidationError({"purpose": _("Say what the rows are needed for.")})
    exporter.check(actor, params)
    params = exporters.understood(exporter, params)
    is_small = exporters.is_small(exporter, actor, params)
    job = _add_job(actor, exporter, params.urlencode(), purpose.strip(), queue=not is_small)
    if is_small:
        run_export(job.pk)
        job.refresh_from_db()
    return job


def run_export(job_id: int) -> None:
    """Write the file of the job; safe to run twice."""
    with held(ExportJob, job_id) as line:
        if line is None:
            return
        job = begin(
            ExportJob, job_id, found=_TO_WRITE, state=ExportState.WRITING, verb=EXPORT_FAILED
        )
        if job is None:
            return
        with guarded(job, failed=lambda failure: fail(job, failure, verb=EXPORT_FAILED)):
            _write(job, line)
        if job.state != ExportState.READY:
            staging.drop_export(job.pk)


@transaction.atomic
def fetch(*, actor: Any, job: ExportJob) -> Path:
    """Return the file to send and record that it was fetched.

    Raises FileNotFoundError once it has expired, and before it is ready.
    """
    exporter = exporters.get(job.exporter)
    require(actor, exporter.permission)
    path = staging.export_path_of(job.pk)
    if job.created_by_id != actor.pk or job.state != ExportState.READY or not path.exists():
        raise FileNotFoundError(job.number)
    ExportDownload.objects.create(
        record=job.record, actor=actor, at=clock.now(), ip=origin.get().ip
    )
    details = {"number": job.number, "rows": job.record.row_count}
    record_read(verb=EXPORT_FETCHED, actor=actor, target=job, purpose=job.purpose, details=details)
    return path


def _write(job: ExportJob, line: Line) -> None:
    exporter = exporters.get(job.exporter)
    actor = job.created_by
    require(actor, exporter.permission)
    params = QueryDict(job.query)
    unit = actor.home_unit
    stamp = Stamp(job.number, actor.name, unit.name if unit else "", clock.now(), job.purpose)
    path = staging.export_path_of(job.pk)
    part = staging.part_of(path)
    with part.open("wb") as stream:
        rows = exporters.write(exporter, actor, params, stream, stamp=stamp, tick=line.tick)
    with transaction.atomic():
        move(job, ExportState.READY, ready_at=clock.now(), done_rows=rows, total_rows=rows)
        columns = [str(column.label) for column in exporter.columns_for(actor, params)]
        _record(job, exporter, params, stamp, part, rows, columns)
        if line.is_long:
            telling.tell_ready(job)
        part.replace(path)


def _record(
    job: ExportJob,
    exporter: Exporter,
    params: QueryDict,
    stamp: Stamp,
    file: Path,
    rows: int,
    columns: list[str],
) -> None:
    chosen = exporters.filters(params)
    ExportRecord.objects.create(
        job=job,
        number=job.number,
        exporter=exporter.code,
        label=str(exporter.label)[:100],
        filter_words=exporter.described(job.created_by, params),
        filter_data=chosen,
        columns=columns,
        purpose=job.purpose,
        row_count=rows,
        size=file.stat().st_size,
        sha256=staging.digest_of(file),
        ip=job.ip,
        actor=job.created_by,
        actor_name=stamp.name,
        unit_name=stamp.unit,
        at=stamp.at,
    )
    record_read(
        verb=EXPORTED,
        actor=job.created_by,
        target=job,
        label=str(exporter.label),
        purpose=job.purpose,
        details={
            "exporter": exporter.code,
            "filter": chosen,
            "rows": rows,
            "number": job.number,
        },
    )


def _add_job(actor: Any, exporter: Exporter, query: str, purpose: str, *, queue: bool) -> ExportJob:
    """Write the job down and queue it; two at the same instant are one."""
    same = export_at_work(actor, exporter.code, query)
    if same is not None:
        return same
    try:
        with transaction.atomic():
            job = ExportJob.objects.create(
                exporter=exporter.code,
                query=query,
                purpose=purpose[:200],
                language=get_language() or "",
                ip=origin.get().ip,
                created_by=actor,
                created_at=clock.now(),
            )
            details = {"exporter": exporter.code, "purpose": purpose}
            record(verb=EXPORT_ASKED, actor=actor, target=job, details=details)
            if queue:
                queueing.queue_export(job)
            return job
    except IntegrityError:
        same = export_at_work(actor, exporter.code, query)
        if same is None:
            raise
        return same
