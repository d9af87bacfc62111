"""Notices about jobs: of long ones when they are through, and of every one that broke off."""

from __future__ import annotations

from supervision.exchange import notices
from supervision.exchange.models import ExportJob, ImportJob
from supervision.notifications.kinds import NoticeKind
from supervision.notifications.services import notify


def tell_checked(job: ImportJob) -> None:
    """Say that the workbook is checked and waits for the confirmation."""
    _tell(notices.IMPORT_CHECKED, job)


def tell_refused(job: ImportJob) -> None:
    """Say that the workbook has errors."""
    _tell(notices.IMPORT_REFUSED, job)


def tell_done(job: ImportJob) -> None:
    """Say that the rows are imported."""
    _tell(notices.IMPORT_DONE, job)


def tell_undone(job: ImportJob) -> None:
    """Say that the batch is taken back."""
    _tell(notices.IMPORT_UNDONE, job)


def tell_undo_refused(job: ImportJob) -> None:
    """Say that the batch could not be taken back."""
    _tell(notices.IMPORT_UNDO_REFUSED, job, body=job.undo_refusal)


def tell_ready(job: ExportJob) -> None:
    """Say that the file can be fetched."""
    _tell(notices.EXPORT_READY, job)


def tell_failed(job: ImportJob | ExportJob) -> None:
    """Say that the work broke off, and why."""
    _tell(notices.FAILED, job, body=str(job.get_failure_display()))


def _tell(kind: NoticeKind, job: ImportJob | ExportJob, body: str = "") -> None:
    notify(
        kind=kind,
        recipients=[job.created_by_id],
        title=f"{kind.label}：{job}",
        body=body,
        url=job.get_absolute_url(),
        target=job,
    )
