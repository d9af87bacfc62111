"""Celery entry points of the two responsibilities."""

from celery import shared_task

from accountability.services import detection


@shared_task(name="accountability.look_for_doubts")
def look_for_doubts() -> None:
    """Compare new filings with all earlier ones."""
    detection.look()


@shared_task(name="accountability.catch_up_doubts")
def catch_up_doubts() -> None:
    """Compare what the runs of the day missed."""
    detection.catch_up()
