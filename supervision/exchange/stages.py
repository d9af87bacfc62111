"""How far a job is, in words and as a share, for the progress bar."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from supervision import clock
from supervision.exchange.enums import ImportState
from supervision.exchange.models import ExportJob, ImportJob
from supervision.exchange.selectors import SILENT_AFTER


@dataclass(frozen=True)
class Progress:
    """What the progress part shows; `percent` is None while the end cannot be told."""

    label: str
    done: int
    total: int
    percent: int | None
    is_silent: bool
    steps: tuple[dict[str, str], ...] = ()


def import_progress(job: ImportJob) -> Progress | None:
    """Return how far the import is, or None when no worker is at it."""
    if not job.is_at_work:
        return None
    steps = () if job.state == ImportState.UNDOING else _steps(job.state)
    return _progress(job, steps)


def export_progress(job: ExportJob) -> Progress | None:
    """Return how far the export is, or None when no worker is at it."""
    return _progress(job, ()) if job.is_at_work else None


def _progress(job: ImportJob | ExportJob, steps: tuple[dict[str, str], ...]) -> Progress:
    total = job.total_rows
    percent = min(99, job.done_rows * 100 // total) if total else None
    silent_since = job.beat_at or job.created_at
    now = clock.real_now() if job.beat_at else clock.now()
    return Progress(
        label=str(job.get_state_display()),
        done=job.done_rows,
        total=total,
        percent=percent,
        is_silent=now - silent_since > SILENT_AFTER,
        steps=steps,
    )


def _steps(state: str) -> tuple[dict[str, str], ...]:
    """Return the way of an import with the present place marked."""
    way = (
        (ImportState.QUEUED, _("Wait")),
        (ImportState.READING, _("Read rows")),
        (ImportState.CHECKING, _("Check rows")),
        (ImportState.WAITING, _("Confirm")),
        (ImportState.APPLYING, _("Import")),
    )
    here = [code for code, _label in way].index(ImportState(state))
    return tuple(
        {"label": label, "state": "done" if at < here else "current" if at == here else ""}
        for at, (_code, label) in enumerate(way)
    )
