"""Let the user stop a job; the worker sees it within a second and takes everything back."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from supervision.audit.services import record
from supervision.exchange import staging
from supervision.exchange.enums import ExportState, ImportState
from supervision.exchange.models import ExportJob, ImportJob
from supervision.exchange.services.running import move
from supervision.exchange.verbs import EXPORT_CANCELLED, IMPORT_CANCELLED


@transaction.atomic
def cancel_import(*, actor: Any, job: ImportJob) -> ImportJob:
    """Stop the import; a second request changes nothing.

    Raises ValidationError once it is imported, refused or otherwise at its end.
    """
    job = ImportJob.objects.select_for_update().get(pk=job.pk, created_by=actor)
    if job.state == ImportState.CANCELLED:
        return job
    if not job.may_be_cancelled:
        raise ValidationError(_("It is too late to cancel: %(state)s.") % _facts(job))
    before = job.state
    move(job, ImportState.CANCELLED, preview={})
    record(verb=IMPORT_CANCELLED, actor=actor, target=job, details={"state": before})
    transaction.on_commit(partial(staging.drop, job.pk))
    return job


@transaction.atomic
def cancel_export(*, actor: Any, job: ExportJob) -> ExportJob:
    """Stop the export; a second request changes nothing.

    Raises ValidationError once the file is ready, or the job otherwise at its end.
    """
    job = ExportJob.objects.select_for_update().get(pk=job.pk, created_by=actor)
    if job.state == ExportState.CANCELLED:
        return job
    if not job.is_at_work:
        raise ValidationError(_("It is too late to cancel: %(state)s.") % _facts(job))
    before = job.state
    move(job, ExportState.CANCELLED)
    record(verb=EXPORT_CANCELLED, actor=actor, target=job, details={"state": before})
    transaction.on_commit(partial(staging.drop_export, job.pk))
    return job


def _facts(job: ImportJob | ExportJob) -> dict[str, str]:
    return {"state": str(job.get_state_display())}
