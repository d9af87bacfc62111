"""A worker that no longer takes tasks ends itself, so that whoever runs it starts it again.

After its broker was away a worker has been seen to live on without consuming: the process is there
and its heart beats, but the queue grows and no deadline warns anybody.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
import time

from celery import Celery
from celery.worker import state
from kombu.exceptions import OperationalError
from redis import RedisError

logger = logging.getLogger(__name__)

#: Seconds between two looks, and those a worker gets to end in good order.
_EVERY = 5.0
_GRACE = 20.0


class StallWatch(threading.Thread):
    """Looks every few seconds whether this worker rests while tasks wait."""

    def __init__(self, app: Celery, patience: float) -> None:
        """Note the worker's application and how many seconds it may rest beside waiting tasks."""
        super().__init__(name="stall-watch", daemon=True)
        self.app = app
        self.patience = patience
        self._done = 0

    def run(self) -> None:
        """Watch until the worker ends, or must be ended."""
        rests_since: float | None = None
        while True:
            time.sleep(_EVERY)
            if not self._rests() or not self._tasks_wait():
                rests_since = None
                continue
            now = time.monotonic()
            rests_since = now if rests_since is None else rests_since
            if now - rests_since >= self.patience:
                self._end()

    def _rests(self) -> bool:
        """Tell whether nothing is being done and nothing was since the last look."""
        done, before = sum(state.total_count.values()), self._done
        self._done = done
        return done == before and not state.active_requests

    def _tasks_wait(self) -> bool:
        """Tell whether the queue holds tasks; a broker that does not answer holds none."""
        queue = self.app.conf.task_default_queue
        try:
            with self.app.connection_for_read() as line:
                return bool(line.default_channel.client.llen(queue))
        except (OperationalError, RedisError, OSError):
            return False

    def _end(self) -> None:
        logger.critical("tasks wait and this worker takes none: it ends, to be started again")
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(_GRACE)
        os._exit(os.EX_SOFTWARE)
