"""Give background tasks the identifier of the request that caused them, and note their runs."""

from __future__ import annotations

import logging
import time
from contextvars import Token
from typing import Any

import structlog
from celery.signals import before_task_publish, task_postrun, task_prerun
from django.db import DatabaseError

from supervision.audit.context import Origin, origin
from supervision.project import pulses

_HEADER = "request_id"
_log = structlog.get_logger("supervision.task")
_faults = logging.getLogger(__name__)
_begun: dict[str, tuple[float, Token[Origin]]] = {}


@before_task_publish.connect
def _hand_on(headers: dict[str, Any] | None = None, **_: Any) -> None:
    """Let the message carry the identifier of the request that sends it."""
    if headers is not None:
        headers.setdefault(_HEADER, origin.get().request_id)


@task_prerun.connect
def _begin(task_id: str = "", task: Any = None, **_: Any) -> None:
    """Bind the identifier for audit events and log lines; a task of beat is its own cause."""
    given = getattr(task.request, _HEADER, "") or task_id.replace("-", "")
    _begun[task_id] = time.monotonic(), origin.set(Origin(request_id=given[:32]))


@task_postrun.connect
def _end(task_id: str = "", task: Any = None, state: str = "", **_: Any) -> None:
    """Write one line and one pulse, and unbind."""
    begun, token = _begun.pop(task_id, (None, None))
    if begun is None or token is None:
        return
    seconds, failed = time.monotonic() - begun, state == "FAILURE"
    _log.info("task", task=task.name, task_id=task_id, state=state, ms=round(seconds * 1000))
    origin.reset(token)
    if task.request.is_eager:
        return
    try:
        pulses.note(task=task.name, seconds=seconds, failed=failed)
    except DatabaseError:
        # The task's own end must not hang on its book-keeping; readiness tells of the silence.
        _faults.warning("the pulse of %s could not be noted", task.name)
