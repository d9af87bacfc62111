"""Celery entry points of import and export: safe to run twice, for a job is held while it runs."""

from uuid import UUID

from celery import shared_task

from supervision.exchange import services

#: Seconds after which a task is asked to stop, and after which it is stopped.
_SOFT, _HARD = 1500, 1560


@shared_task(name="exchange.check_import", soft_time_limit=_SOFT, time_limit=_HARD)
def check_import(job_id: str) -> None:
    """Read and check an uploaded workbook."""
    services.run_check(UUID(job_id))


@shared_task(name="exchange.apply_import", soft_time_limit=_SOFT, time_limit=_HARD)
def apply_import(job_id: str) -> None:
    """Import the rows of a confirmed workbook."""
    services.run_apply(UUID(job_id))


@shared_task(name="exchange.undo_import", soft_time_limit=_SOFT, time_limit=_HARD)
def undo_import(job_id: str) -> None:
    """Take an imported batch back."""
    services.run_undo(UUID(job_id))


@shared_task(name="exchange.write_export", soft_time_limit=_SOFT, time_limit=_HARD)
def write_export(job_id: int) -> None:
    """Write the file of an export."""
    services.run_export(job_id)


@shared_task(name="exchange.expire_files")
def expire_files() -> None:
    """Wipe uploaded and exported workbooks a day after they were made."""
    services.expire_files()


@shared_task(name="exchange.tend_jobs")
def tend_jobs() -> None:
    """Hand out again the jobs whose worker died."""
    services.tend_jobs()
