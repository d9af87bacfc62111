"""The portal's Celery application with the slow import and export offered."""

import django

django.setup()

from supervision.project.celery import app  # noqa: E402  after the settings
from tests.exchange.workers import slow  # noqa: E402

slow.offer()

__all__ = ["app"]
