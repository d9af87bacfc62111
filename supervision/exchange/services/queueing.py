"""Hand jobs to the workers through the outbox: a broker that is down loses none.

Tasks are named, not imported: they stand above the services.
"""

from __future__ import annotations

from supervision.exchange.enums import ImportState
from supervision.exchange.models import ExportJob, ImportJob
from supervision.notifications.services import enqueue_after_commit

CHECK, APPLY, UNDO = "exchange.check_import", "exchange.apply_import", "exchange.undo_import"
EXPORT = "exchange.write_export"
_BY_STATE = {
    ImportState.QUEUED: CHECK,
    ImportState.READING: CHECK,
    ImportState.CHECKING: CHECK,
    ImportState.APPLYING: APPLY,
    ImportState.UNDOING: UNDO,
}


def queue_check(job: ImportJob) -> None:
    """Let a worker read and check the workbook."""
    _send(CHECK, str(job.pk))


def queue_apply(job: ImportJob) -> None:
    """Let a worker import the rows."""
    _send(APPLY, str(job.pk))


def queue_undo(job: ImportJob) -> None:
    """Let a worker take the batch back."""
    _send(UNDO, str(job.pk))


def queue_export(job: ExportJob) -> None:
    """Let a worker write the file."""
    _send(EXPORT, job.pk)


def queue_again(job: ImportJob | ExportJob) -> None:
    """Hand out once more what a worker lost."""
    if isinstance(job, ExportJob):
        queue_export(job)
    else:
        _send(_BY_STATE[ImportState(job.state)], str(job.pk))


def _send(name: str, argument: str | int) -> None:
    enqueue_after_commit(name, argument)
