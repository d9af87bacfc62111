"""What beat does: wipe files whose time is over, and hand out again what workers lost."""

from __future__ import annotations

from functools import partial

from django.db import transaction

from supervision import clock
from supervision.audit.services import record
from supervision.exchange import staging
from supervision.exchange.enums import ExportState, ImportState
from supervision.exchange.models import ExportJob, ImportJob
from supervision.exchange.selectors import (
    exports_to_expire,
    imports_to_expire,
    silent_exports,
    silent_imports,
)
from supervision.exchange.services.checking import facts
from supervision.exchange.services.queueing import queue_again
from supervision.exchange.services.running import is_held
from supervision.exchange.services.undoing import drop_old_steps
from supervision.exchange.verbs import EXPORT_EXPIRED, IMPORT_EXPIRED


def expire_files() -> int:
    """Wipe the files that nobody imported or needs any more; return how many jobs expired."""
    drop_old_steps()
    imports = sum(_expire_import(job) for job in imports_to_expire())
    return imports + sum(_expire_export(job) for job in exports_to_expire())


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
