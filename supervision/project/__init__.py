"""Composition root. Importing the Celery app here binds every task to our broker.

Without it a process that imports tasks but not the app talks to amqp://localhost.
"""

from supervision.project.celery import app as celery_app

__all__ = ["celery_app"]
