"""A task is neither lost when the broker is down nor sent when the transaction fails."""

import datetime as dt
import time
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from celery import Celery, shared_task
from django.conf import settings as configured
from django.db import transaction
from django.test import Client

from supervision import clock
from supervision.audit.context import Origin, origin
from supervision.notifications import tasks
from supervision.notifications.models import OutboxTask
from supervision.notifications.services import enqueue_after_commit, outbox, pick_up_outbox
from tests.cast import enter
from tests.notifications.scene import Cast

#: A queue of this run alone, so that no worker of another run takes its messages.
QUEUE = f"test-{uuid.uuid4().hex}"


@shared_task(name="tests.noted")
def noted(number: int) -> None:
    """Stand for any task."""


@pytest.fixture
def broker(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Return the real queue that tasks go to."""
    app = Celery("tests", broker=configured.REDIS_URL, set_as_current=False)
    app.conf.task_default_queue = QUEUE
    monkeypatch.setattr(outbox, "current_app", app)
    with app.connection_for_read() as connection:
        queue = connection.SimpleQueue(QUEUE)
        yield queue
        queue.clear()
        queue.close()
    app.close()


@pytest.fixture
def dead_broker(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Send tasks to a broker that is not there."""
    app = Celery("tests", broker="redis://127.0.0.1:9/0", set_as_current=False)
    app.conf.broker_transport_options = configured.CELERY_BROKER_TRANSPORT_OPTIONS
    monkeypatch.setattr(outbox, "current_app", app)
    yield
    app.close()


def queued(queue: Any) -> tuple[str, Any]:
    """Take one message off the queue: its task and arguments."""
    message = queue.get(timeout=5)
    message.ack()
    return message.headers["task"], message.payload[0]


def test_a_task_goes_to_the_broker_after_the_commit(
    db: None, broker: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        enqueue_after_commit(noted, 7)
        assert OutboxTask.objects.count() == 1
    assert queued(broker) == ("tests.noted", [7])
    assert not OutboxTask.objects.exists()


def test_a_failed_transaction_sends_nothing(
    db: None, broker: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            enqueue_after_commit(noted, 7)
            raise ZeroDivisionError
    assert callbacks == []
    assert not OutboxTask.objects.exists()


def test_a_dead_broker_costs_no_page_and_no_task(
    db: None, dead_broker: None, django_capture_on_commit_callbacks: Any
) -> None:
    started = time.monotonic()
    with django_capture_on_commit_callbacks(execute=True):
        enqueue_after_commit(noted, 7)
    assert time.monotonic() - started < 1, "the page must not wait for the broker"
    row = OutboxTask.objects.get()
    assert (row.task, row.args, row.attempts) == ("tests.noted", [7], 1)
    assert pick_up_outbox() == 0
    assert OutboxTask.objects.get().attempts == 2


def test_what_waited_goes_when_the_broker_is_back(db: None, broker: Any) -> None:
    OutboxTask.objects.create(task="tests.noted", args=[1], attempts=1)
    OutboxTask.objects.create(task="tests.noted", args=[2])
    assert pick_up_outbox() == 1
    assert queued(broker) == ("tests.noted", [1])
    clock.set_shift(dt.timedelta(minutes=1))
    assert pick_up_outbox() == 1
    assert queued(broker) == ("tests.noted", [2])
    assert pick_up_outbox() == 0


def test_a_task_that_goes_late_carries_the_request_that_caused_it(db: None, broker: Any) -> None:
    token = origin.set(Origin(request_id="a" * 32))
    enqueue_after_commit(noted, 7)
    origin.reset(token)
    OutboxTask.objects.update(attempts=1)
    assert pick_up_outbox() == 1
    message = broker.get(timeout=5)
    message.ack()
    assert message.headers["request_id"] == "a" * 32


def test_beat_names_tasks_that_exist() -> None:
    ours = {
        entry["task"]
        for entry in configured.CELERY_BEAT_SCHEDULE.values()
        if str(entry["task"]).startswith("notifications.")
    }
    known = {task.name for task in (tasks.sweep_deadlines, tasks.deliver_sms, tasks.pick_up_outbox)}
    assert ours == known


def test_the_tasks_take_no_arguments_and_may_run_twice(people: Cast) -> None:
    for task in (tasks.sweep_deadlines, tasks.deliver_sms, tasks.pick_up_outbox):
        task.apply(throw=True)
        task.apply(throw=True)


def test_a_stranger_has_no_page_of_the_outbox(people: Cast) -> None:
    browser = Client()
    enter(browser, people.stranger)
    assert browser.get("/notices/outbox/").status_code == 404
