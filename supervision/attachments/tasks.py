"""Celery entry points of attachments."""

import datetime as dt

from celery import shared_task

from supervision.attachments import services

STALE_AFTER = dt.timedelta(days=7)


@shared_task(name="attachments.clean_staged_files")
def clean_staged_files() -> None:
    """Remove uploads that no record took up within a week."""
    services.clean_staged_files(older_than=STALE_AFTER)


#: Files examined in one run; the next one follows within minutes.
FILES_A_RUN = 2_000


@shared_task(name="attachments.examine_files")
def examine_files() -> None:
    """Read what newly attached files say about themselves."""
    services.examine_files(limit=FILES_A_RUN)


#: Seconds in which files are picked up; with the longest single file a run ends within ten minutes.
READING_SECONDS = 45


@shared_task(name="attachments.read_files", soft_time_limit=570, time_limit=590)
def read_files() -> None:
    """Read attached files for the search."""
    services.read_waiting(seconds=READING_SECONDS)
