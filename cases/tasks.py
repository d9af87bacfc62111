"""Celery entry points of clues and cases: no arguments, safe to run twice."""

from celery import shared_task

from cases.services import quarters


@shared_task(name="cases.open_quarters")
def open_quarters() -> None:
    """Open the quarters that are over for the offices that feed back what they concluded."""
    quarters.open_quarters()
