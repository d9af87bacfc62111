"""Celery entry points of import and export."""

from celery import shared_task

from supervision.exchange import services


@shared_task(name="exchange.expire_imports")
def expire_imports() -> None:
    """Delete uploaded workbooks that nobody imported within a day."""
    services.expire_jobs()
