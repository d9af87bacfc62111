"""The Celery application: workers, and the beat schedule that runs the deadline warnings."""

import logging.config
import os
from typing import Any

from celery import Celery
from celery.signals import heartbeat_sent, setup_logging, task_prerun, worker_ready
from django.conf import settings

from supervision import clock
from supervision.project.life import show_life
from supervision.project.stalls import StallWatch

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "supervision.project.settings")

app = Celery("supervision")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@task_prerun.connect
def _use_the_portal_clock(**_: Any) -> None:
    """Read the demo's moved clock before each task, so that worker and web agree on "now"."""
    clock.refresh()


@setup_logging.connect
def _log_as_the_portal_does(**_: Any) -> None:
    """Keep Celery from its own log format: ours cuts personal data."""
    logging.config.dictConfig(settings.LOGGING)


@heartbeat_sent.connect
def _show_that_the_worker_lives(**_: Any) -> None:
    """Leave the sign that the container's health check reads."""
    show_life()


@worker_ready.connect
def _watch_for_stalls(**_: Any) -> None:
    """Have the worker end itself when it rests while tasks wait."""
    StallWatch(app, settings.WORKER_PATIENCE).start()
