"""The Celery application: workers, and the beat schedule that runs the deadline warnings."""

import os
from typing import Any

from celery import Celery
from celery.signals import task_prerun

from supervision import clock

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "supervision.project.settings")

app = Celery("supervision")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@task_prerun.connect
def _use_the_portal_clock(**_: Any) -> None:
    """Read the demo's moved clock before each task, so that worker and web agree on "now"."""
    clock.refresh()
