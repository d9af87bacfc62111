"""What a killed process leaves on the disk holds no rows, or is wiped soon."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.http import QueryDict

from supervision.accounts.models import User
from supervision.exchange import exporters, services, staging
from supervision.exchange.models import ImportJob
from supervision.notifications.services import outbox
from tests.exchange.books import book, upload
from tests.exchange.workers import slow
from tests.exchange.workers.conftest import Start, wait
from tests.exchange.workers.test_killed import RUN, at_work

#: Stands in every row, and must stand in no file afterwards.
SECRET = "11010519491231002X"
_HOURS_AGO = 3 * 3600


@pytest.fixture
def temporary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return the folder of temporary files of the processes of this test."""
    place = tmp_path_factory.mktemp("temporary")
    before = os.environ.get("TMPDIR")
    os.environ["TMPDIR"] = str(place)
    yield place
    if before is None:
        del os.environ["TMPDIR"]
    else:
        os.environ["TMPDIR"] = before


@pytest.fixture
def no_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave tasks in the outbox, as when the broker is down."""
    monkeypatch.setattr(outbox, "_send", lambda row: False)


def files(*places: Path) -> list[Path]:
    """Return every file below the folders."""
    return [path for place in places for path in place.rglob("*") if path.is_file()]


def age(*paths: Path) -> None:
    """Let the files have been written long ago."""
    then = time.time() - _HOURS_AGO
    for path in paths:
        os.utime(path, (then, then))


def submit(admin: User) -> ImportJob:
    """Upload a workbook whose rows hold a number that concerns nobody else."""
    rows = [
        (f"K{number}", f"新单位{number}-{SECRET}", f"新{number}", "部门", "D", number)
        for number in range(slow.ROWS)
    ]
    return services.check_upload(
        actor=admin, importer=slow.as_importer(), upload=upload(book(rows), "单位.xlsx")
    )


def test_a_killed_import_leaves_the_upload_alone_and_the_end_wipes_it(
    admin: User, start: Start, media: Path, temporary: Path, no_broker: None
) -> None:
    job = submit(admin)
    services.confirm(actor=admin, job=job)
    worker = start(RUN, "apply", str(job.pk))
    wait(lambda: at_work(job, "applying", slow.ROWS + 10))
    worker.kill()
    worker.wait()
    left = files(media, temporary)
    assert left == [staging.path_of(job.pk)], "rows that were read have no name on the disk"
    assert left[0].stat().st_mode & 0o077 == left[0].parent.stat().st_mode & 0o077 == 0
    age(*left)
    assert services.wipe_leftovers() == 0, "the job is taken up again and needs it"
    services.run_apply(job.pk)
    assert files(media, temporary) == []


def test_what_a_killed_export_leaves_is_wiped_within_the_hour(
    admin: User, start: Start, media: Path, temporary: Path, no_broker: None
) -> None:
    job = services.export(
        actor=admin, exporter=exporters.get("slow-units"), params=QueryDict(), purpose="核对"
    )
    worker = start(RUN, "export", str(job.pk))
    wait(lambda: at_work(job, "writing", 5200))
    worker.kill()
    worker.wait()
    left = files(media, temporary)
    assert left and files(temporary) == []
    assert {path.parent.stat().st_mode & 0o077 for path in left} == {0}
    assert services.wipe_leftovers() == 0, "somebody may be at it"
    services.cancel_export(actor=admin, job=job)
    age(*files(media))
    assert services.wipe_leftovers() > 0
    assert files(media) == []


def test_an_upload_whose_job_was_never_written_down_is_wiped(
    admin: User, media: Path, no_broker: None
) -> None:
    job = submit(admin)
    orphan = staging.path_of(job.pk).with_name("0f8fad5b-d9cb-469f-a165-70867728950e.upload")
    orphan.write_bytes(SECRET.encode())
    assert services.wipe_leftovers() == 0
    age(*files(media))
    assert services.expire_files() == 0
    assert files(media) == [staging.path_of(job.pk)]


def test_a_job_that_broke_off_keeps_no_file(
    admin: User, media: Path, no_broker: None, stranger: User
) -> None:
    job = submit(admin)
    services.confirm(actor=admin, job=job)
    ImportJob.objects.filter(pk=job.pk).update(attempts=3)
    services.run_apply(job.pk)
    job.refresh_from_db()
    assert job.state == "failed"
    assert files(media) == []


def test_a_refused_workbook_is_kept_only_as_the_marked_one(
    admin: User, media: Path, no_broker: None
) -> None:
    content = book([("K1", "", "新", "部门", "D", 1)])
    job = services.check_upload(
        actor=admin, importer=slow.as_importer(), upload=upload(content, "单位.xlsx")
    )
    assert job.state == "refused"
    assert files(media) == [staging.marked_path_of(job.pk)]
