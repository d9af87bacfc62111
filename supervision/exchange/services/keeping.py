"""What beat does: wipe files whose time is over, and hand out again what workers lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from django.db import transaction

from supervision import clock
from supervision.audit.services import record
from supervision.exchange import staging
from supervision.exchange.enums import ExportState, ImportState
from supervision.exchange.models import ExportJob, ImportJob
from supervision.exchange.selectors import (
    exports_to_expire,
    files_of_exports,
    files_of_imports,
    imports_to_expire,
    silent_exports,
    silent_imports,
)
from supervision.exchange.services.checking import facts
from supervision.exchange.services.queueing import queue_again
from supervision.exchange.services.running import is_held
from supervision.exchange.services.undoing import drop_old_steps
from supervision.exchange.verbs import EXPORT_EXPIRED, IMPORT_EXPIRED

#: Longer than any job may run.
LEFTOVER_AFTER = dt.timedelta(hours=1)


def expire_files() -> int:
    """Wipe the files that nobody imported or needs any more; return how many jobs expired."""
    drop_old_steps()
    wipe_leftovers()
    imports = sum(_expire_import(job) for job in imports_to_expire())
    return imports + sum(_expire_export(job) for job in exports_to_expire())


def wipe_leftovers() -> int:
    """Wipe what killed processes left: files that no job needs; return how many.

    A file that was written within the hour is left alone: its job may not have its row yet.
    """
    # File times are the machine's own, whatever the demo's clock says.
    before = (clock.real_now() - LEFTOVER_AFTER).timestamp()
    found = [
        *staging.untouched("work", before),
        *_not_needed(staging.untouched("imports", before), files_of_imports()),
        *_not_needed(staging.untouched("exports", before), files_of_exports()),
    ]
    for path in found:
        staging.wipe(path)
    return len(found)


def _not_needed(paths: Iterable[Path], needed: set[tuple[str, str]]) -> list[Path]:
    return [path for path in paths if (path.stem, path.suffix) not in needed]


def tend_jobs() -> int:
    """Hand out the jobs again whose worker died or whose message was lost; return how many."""
    imports = sum(_hand_out(job) for job in silent_imports())
    return imports + sum(_hand_out(job) for job in silent_exports())


@transaction.atomic
def _expire_import(job: ImportJob) -> bool:
    changed = ImportJob.objects.filter(pk=job.pk, state=job.state).update(
        state=ImportState.EXPIRED, problems=[], preview={}, marked_at=None
    )
    if changed:
        record(verb=IMPORT_EXPIRED, actor=None, target=job, details=facts(job))
        transaction.on_commit(partial(staging.drop, job.pk))
    return bool(changed)


@transaction.atomic
def _expire_export(job: ExportJob) -> bool:
    changed = ExportJob.objects.filter(pk=job.pk, state=job.state).update(state=ExportState.EXPIRED)
    if changed:
        record(verb=EXPORT_EXPIRED, actor=None, target=job, details={"number": job.number})
        transaction.on_commit(partial(staging.drop_export, job.pk))
    return bool(changed)


@transaction.atomic
def _hand_out(job: ImportJob | ExportJob) -> bool:
    """Hand the job out unless a worker is silently at it; the next start counts its attempts."""
    if is_held(job):
        return False
    job.beat_at = clock.real_now()
    job.save(update_fields=["beat_at"])
    queue_again(job)
    return True
