"""Celery entry points of attachments."""

import datetime as dt

from celery import shared_task

from supervision.attachments import services

STALE_AFTER = dt.timedelta(days=7)


@shared_task(name="attachments.clean_staged_files")
def clean_staged_files() -> None:
    """Remove uploads that no record took up within a week."""
    services.clean_staged_files(older_than=STALE_AFTER)
