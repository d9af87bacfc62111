"""Hand tasks to the broker after the commit; what it cannot take now waits in a row."""

import datetime as dt
import logging
import uuid
from typing import Any

from celery import Task, current_app
from django.db import transaction
from django.db.models import F, Q
from kombu.exceptions import OperationalError

from supervision import clock
from supervision.audit.context import origin
from supervision.notifications.models import OutboxTask

logger = logging.getLogger(__name__)
#: Younger rows are still on their way by the request that made them.
_GRACE = dt.timedelta(seconds=30)
_BATCH = 200


def enqueue_after_commit(task: Task | str, *args: Any) -> None:
    """Run the task once the present transaction has committed, even if the broker is down now.

    A service names the task, which stands above it. The row stands in the same transaction, so
    neither a crash nor a dead broker loses the task. A task may run twice when a crash falls
    between sending and deleting: tasks are idempotent.
    """
    with transaction.atomic(savepoint=False):
        row = OutboxTask.objects.create(
            task=getattr(task, "name", task), args=list(args), request_id=origin.get().request_id
        )
        transaction.on_commit(lambda: _send(row))


def pick_up_outbox() -> int:
    """Hand over what could not be sent at the time; return how many tasks went."""
    sent = 0
    for pk in _waiting():
        with transaction.atomic():
            row = OutboxTask.objects.select_for_update(skip_locked=True).filter(pk=pk).first()
            if row is None:
                continue
            if not _send(row):
                return sent
            sent += 1
    return sent


def _waiting() -> list[uuid.UUID]:
    now = clock.now()
    # A row from the future was written before the clock was set back.
    left_alone = Q(created_at__gt=now - _GRACE, created_at__lte=now + _GRACE, attempts=0)
    return list(
        OutboxTask.objects.exclude(left_alone)
        .order_by("created_at")
        .values_list("pk", flat=True)[:_BATCH]
    )


def _send(row: OutboxTask) -> bool:
    """Give the row's task to the broker and delete the row, or note why it did not go."""
    try:
        current_app.send_task(
            row.task,
            args=row.args,
            task_id=str(row.pk),
            retry=False,
            # However late it goes, it carries the request that caused it.
            headers={"request_id": row.request_id},
        )
    except (OperationalError, OSError) as error:
        logger.warning("broker down, task %s waits in the outbox", row.task)
        OutboxTask.objects.filter(pk=row.pk).update(
            attempts=F("attempts") + 1, last_error=str(error)[:200]
        )
        return False
    OutboxTask.objects.filter(pk=row.pk).delete()
    return True
