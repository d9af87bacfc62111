"""The clock of periodic tasks: loses no night, and does not stand still when time is set back."""

from __future__ import annotations

import datetime as dt
import logging
from typing import Any

from celery.beat import PersistentScheduler
from django.db import DatabaseError

from supervision import clock
from supervision.project import pulses
from supervision.project.life import show_life

logger = logging.getLogger(__name__)


class LivingScheduler(PersistentScheduler):
    """Celery's scheduler, with the last runs from the database and a sign of life at every tick."""

    _now: dt.datetime

    def setup_schedule(self) -> None:
        """Take up the schedule where the last beat left it, wherever its notes are.

        They lie in memory and go with the container. What was due in the night while no beat ran
        is sent at once; what never ran waits for its hour.
        """
        super().setup_schedule()
        self._now = clock.real_now()
        ran = _last_runs()
        for entry in self.schedule.values():
            entry.last_run_at = min(ran.get(entry.task, entry.last_run_at), self._now)

    def tick(self, *args: Any, **kwargs: Any) -> float:
        """Send what is due and leave the sign; returns the seconds until the next tick."""
        self._follow_the_clock()
        wait = float(super().tick(*args, **kwargs))
        show_life()
        # A sign at least every ten seconds, however far off the next task is.
        return min(wait, 10.0)

    def _follow_the_clock(self) -> None:
        """Forget runs that lie ahead: else nothing is due until a clock set back is there again."""
        now = clock.real_now()
        if now < self._now:
            logger.warning("the clock of this machine was set back")
            for entry in self.schedule.values():
                entry.last_run_at = min(entry.last_run_at, now)
            self._heap = None
        self._now = now


def _last_runs() -> dict[str, dt.datetime]:
    try:
        return pulses.last_runs()
    except DatabaseError:
        logger.warning("the last runs could not be read: daily tasks wait for their hour")
        return {}
