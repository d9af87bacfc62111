"""Note every run of a background task, and read when something last ran."""

from __future__ import annotations

import datetime as dt

from django.db import connection

from supervision import clock
from supervision.project.models import TaskPulse

SWEEP = "notifications.sweep_deadlines"

#: How far two machines' clocks may differ; what is further ahead was written before a clock was
#: set back.
_AHEAD = dt.timedelta(minutes=1)

_NOTE = """
INSERT INTO project_taskpulse AS p
    (task, last_run, last_success, last_seconds, runs, failures, seconds)
VALUES (%(task)s, %(now)s, %(success)s, %(seconds)s, 1, %(failed)s, %(seconds)s)
ON CONFLICT (task) DO UPDATE SET
    last_run = excluded.last_run,
    last_success = coalesce(excluded.last_success, p.last_success),
    last_seconds = excluded.last_seconds,
    runs = p.runs + 1,
    failures = p.failures + excluded.failures,
    seconds = p.seconds + excluded.seconds
"""


def note(*, task: str, seconds: float, failed: bool) -> None:
    """Count one run of a task; a single statement, so that parallel workers lose none."""
    now = clock.real_now()
    with connection.cursor() as cursor:
        cursor.execute(
            _NOTE,
            {
                "task": task,
                "now": now,
                "success": None if failed else now,
                "seconds": seconds,
                "failed": int(failed),
            },
        )


def last_runs() -> dict[str, dt.datetime]:
    """Return when each task last ended well."""
    found = TaskPulse.objects.filter(last_success__isnull=False)
    return {task: at for task, at in found.values_list("task", "last_success") if at is not None}


def ages() -> dict[str, dt.timedelta]:
    """Return how long ago each task last ended well; a sign from the future tells nothing."""
    now = clock.real_now()
    return {task: now - at for task, at in last_runs().items() if at <= now + _AHEAD}
