"""Celery entry points of accounts: no arguments, safe to run twice."""

from celery import shared_task

from supervision.accounts.services import disuse, sessions


@shared_task(name="accounts.close_unused")
def close_unused() -> None:
    """Close accounts nobody used for a long time."""
    disuse.close_unused()


@shared_task(name="accounts.forget_sessions")
def forget_sessions() -> None:
    """Delete the rows of sessions that ended long ago."""
    sessions.forget_old()
