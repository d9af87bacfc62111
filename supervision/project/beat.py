"""The clock of periodic tasks, with a sign of life that a container's health check can read."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from celery.beat import PersistentScheduler


class LivingScheduler(PersistentScheduler):
    """Celery's scheduler; touches the file of LIFE_FILE at every tick."""

    def tick(self, *args: Any, **kwargs: Any) -> float:
        """Send what is due and leave the sign; returns the seconds until the next tick."""
        wait = float(super().tick(*args, **kwargs))
        show_life()
        # A sign at least every ten seconds, however far off the next task is.
        return min(wait, 10.0)


def show_life() -> None:
    """Touch the file named by LIFE_FILE, where one is named."""
    path = os.environ.get("LIFE_FILE")
    if path:
        Path(path).touch()
