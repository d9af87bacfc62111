"""Celery entry points of notifications: no arguments, safe to run twice."""

from celery import shared_task

from supervision.notifications import services


@shared_task(name="notifications.sweep_deadlines")
def sweep_deadlines() -> None:
    """Warn of deadlines."""
    services.sweep()


@shared_task(name="notifications.deliver_sms")
def deliver_sms() -> None:
    """Send the text messages that are due."""
    services.deliver_sms()


@shared_task(name="notifications.pick_up_outbox")
def pick_up_outbox() -> None:
    """Hand over tasks that the broker could not take."""
    services.pick_up_outbox()
