"""Killed, cancelled, started twice: nothing is lost, nothing doubled, nothing half applied."""

from __future__ import annotations

import datetime as dt
import os
import signal
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from celery import current_app
from django.http import QueryDict

from supervision import clock
from supervision.accounts.models import User
from supervision.audit.models import AuditEvent
from supervision.exchange import exporters, services, staging
from supervision.exchange.models import ExportJob, ExportRecord, ImportJob, ImportStep
from supervision.notifications.models import Notice, OutboxTask
from supervision.notifications.services import outbox
from supervision.organizations.models import Unit
from tests.exchange.books import book, opened, upload
from tests.exchange.workers import slow
from tests.exchange.workers.conftest import Start, wait

RUN = "tests.exchange.workers.run"
QUEUE = f"test-{uuid.uuid4().hex}"


@pytest.fixture(autouse=True)
def own_queue() -> Iterator[None]:
    """Send tasks to a queue of this run alone."""
    before = current_app.conf.task_default_queue
    current_app.conf.task_default_queue = QUEUE
    yield
    current_app.conf.task_default_queue = before


@pytest.fixture
def no_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave tasks in the outbox, as when the broker is down."""
    monkeypatch.setattr(outbox, "_send", lambda row: False)


@pytest.fixture
def waiting(admin: User, no_broker: None) -> ImportJob:
    """Return a checked workbook of many new units."""
    rows = [
        (f"K{number}", f"新单位{number}", f"新{number}", "部门", "D", number)
        for number in range(slow.ROWS)
    ]
    job = services.check_upload(
        actor=admin, importer=slow.as_importer(), upload=upload(book(rows), "单位.xlsx")
    )
    assert (job.state, job.created_count) == ("waiting", slow.ROWS)
    return job


def new_units() -> int:
    return Unit.objects.filter(code__startswith="K").count()


def at_work(job: Any, state: str, done: int) -> Any:
    """Tell whether progress is seen from outside while the rows are uncommitted."""
    job.refresh_from_db()
    return job.state == state and job.done_rows >= done and job.attempts > 0


def imported_once(job: ImportJob) -> bool:
    job.refresh_from_db()
    if job.state != "done":
        return False
    assert new_units() == job.created_count == slow.ROWS
    assert ImportStep.objects.filter(job=job).count() == slow.ROWS
    assert AuditEvent.objects.filter(verb="exchange.import_applied").count() == 1
    added = AuditEvent.objects.filter(
        verb="organizations.unit_added", object_label__startswith="新"
    )
    assert added.count() == slow.ROWS
    return True


def test_a_killed_import_leaves_nothing_and_is_taken_up_again(
    waiting: ImportJob, admin: User, start: Start
) -> None:
    services.confirm(actor=admin, job=waiting)
    worker = start(RUN, "apply", str(waiting.pk))
    wait(lambda: at_work(waiting, "applying", slow.ROWS + 10))
    assert new_units() == 0
    worker.kill()
    worker.wait()
    waiting.refresh_from_db()
    assert (waiting.state, new_units()) == ("applying", 0)
    OutboxTask.objects.all().delete()
    assert services.tend_jobs() == 0, "a worker that spoke just now is left in peace"
    _silent(waiting)
    assert services.tend_jobs() == 1
    row = OutboxTask.objects.get()
    assert (row.task, row.args) == ("exchange.apply_import", [str(waiting.pk)])
    services.run_apply(waiting.pk)
    assert imported_once(waiting)
    services.run_apply(waiting.pk)
    assert imported_once(waiting)


def test_two_workers_at_once_import_once(waiting: ImportJob, admin: User, start: Start) -> None:
    services.confirm(actor=admin, job=waiting)
    workers = [start(RUN, "apply", str(waiting.pk)) for _n in range(2)]
    assert [worker.wait(60) for worker in workers] == [0, 0]
    assert imported_once(waiting)


def test_an_import_is_cancelled_in_the_middle_of_writing(
    waiting: ImportJob, admin: User, start: Start
) -> None:
    services.confirm(actor=admin, job=waiting)
    worker = start(RUN, "apply", str(waiting.pk))
    wait(lambda: at_work(waiting, "applying", slow.ROWS + 10))
    services.cancel_import(actor=admin, job=waiting)
    assert worker.wait(30) == 0
    waiting.refresh_from_db()
    assert (waiting.state, new_units()) == ("cancelled", 0)
    assert not staging.path_of(waiting.pk).exists()
    assert not ImportStep.objects.exists()


def test_a_job_whose_worker_dies_three_times_says_so(
    waiting: ImportJob, admin: User, start: Start
) -> None:
    services.confirm(actor=admin, job=waiting)
    ImportJob.objects.filter(pk=waiting.pk).update(attempts=3)
    services.run_apply(waiting.pk)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.failure) == ("failed", "worker_lost")
    assert new_units() == 0
    assert Notice.objects.filter(recipient=admin, kind="exchange.failed").exists()


def test_a_killed_undo_takes_back_all_or_nothing(
    waiting: ImportJob, admin: User, start: Start
) -> None:
    services.apply_job(actor=admin, job=waiting)
    services.undo(actor=admin, job=waiting)
    worker = start(RUN, "undo", str(waiting.pk))
    wait(lambda: at_work(waiting, "undoing", 10))
    worker.kill()
    worker.wait()
    assert new_units() == slow.ROWS
    services.run_undo(waiting.pk)
    waiting.refresh_from_db()
    assert (waiting.state, new_units()) == ("undone", 0)


def test_a_killed_export_is_written_again_and_recorded_once(
    admin: User, start: Start, no_broker: None, media: Path
) -> None:
    job = services.export(
        actor=admin, exporter=exporters.get("slow-units"), params=QueryDict(), purpose="核对"
    )
    worker = start(RUN, "export", str(job.pk))
    wait(lambda: at_work(job, "writing", 5200))
    worker.kill()
    worker.wait()
    assert not staging.export_path_of(job.pk).exists()
    assert not ExportRecord.objects.exists()
    _silent(job)
    OutboxTask.objects.all().delete()
    assert services.tend_jobs() == 1
    services.run_export(job.pk)
    services.run_export(job.pk)
    job.refresh_from_db()
    assert (job.state, ExportRecord.objects.get().row_count) == ("ready", 6000)
    with staging.export_path_of(job.pk).open("rb") as stream:
        assert opened(stream.read()).active.max_row == 6000 + 4


def test_an_export_is_cancelled_while_it_is_written(
    admin: User, start: Start, no_broker: None, media: Path
) -> None:
    job = services.export(
        actor=admin, exporter=exporters.get("slow-units"), params=QueryDict(), purpose="核对"
    )
    worker = start(RUN, "export", str(job.pk))
    wait(lambda: at_work(job, "writing", 5200))
    services.cancel_export(actor=admin, job=job)
    assert worker.wait(30) == 0
    assert not ExportRecord.objects.exists()
    assert not list((media / "private" / "exports").iterdir())


def test_a_celery_worker_whose_child_is_killed_hands_the_import_out_again(
    admin: User, start: Start, waiting: ImportJob, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    module = "tests.exchange.workers.celery_app"
    parent = start(
        *("celery", "-A", module, "worker", "-Q", QUEUE, "-c", "1", "-P", "prefork"),
        *("--loglevel", "ERROR", "--without-gossip", "--without-mingle"),
    )
    services.confirm(actor=admin, job=waiting)
    wait(lambda: at_work(waiting, "applying", slow.ROWS + 10), 90)
    for child in _children(parent.pid):
        os.kill(child, signal.SIGKILL)
    wait(lambda: imported_once(waiting), 90)
    assert waiting.attempts == 0


def test_a_stranger_starts_and_stops_nothing(waiting: ImportJob, stranger: User) -> None:
    with pytest.raises(ImportJob.DoesNotExist):
        services.cancel_import(actor=stranger, job=waiting)
    waiting.refresh_from_db()
    assert waiting.state == "waiting"


def _silent(job: ImportJob | ExportJob) -> None:
    """Let the last sign of the worker be long ago."""
    long_ago = clock.real_now() - dt.timedelta(minutes=5)
    type(job).objects.filter(pk=job.pk).update(beat_at=long_ago)


def _children(pid: int) -> list[int]:
    listing = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(child) for child in listing.split()]
