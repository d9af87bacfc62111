"""A full disk: a clear word, the form as it was typed, no row without a file, no half file."""

from __future__ import annotations

import contextlib
import resource
import subprocess
import tempfile
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import Client
from django.utils.translation import gettext as _
from xlsxwriter.exceptions import FileCreateError

from accountability.models import Duty, Filing
from accountability.selectors.filings import draft_key
from accountability.services import tasklists
from supervision import clock
from supervision.accounts.enums import RoleCode
from supervision.accounts.models import User
from supervision.attachments.models import Attachment
from supervision.audit.models import AuditEvent
from supervision.exchange import exporters, services
from supervision.exchange.models import ImportJob
from tests.cast import Units
from tests.exchange.books import book

ROOM = 256 * 1024
#: Stays in memory on its way in, and does not fit.
LARGE = "会议记录\n".encode() * 60_000
#: Goes by way of a temporary file, which does not fit either.
HUGE = LARGE * 5
NAME = "会议纪要.txt"


@pytest.fixture
def disk(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a folder that takes some hundred kilobytes, for files and temporary files.

    It is a file system of its own where this account may mount one, else the system's limit on
    the size of a file: both refuse the write.
    """
    place = tmp_path / "small"
    place.mkdir()
    settings.MEDIA_ROOT = place
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    with contextlib.ExitStack() as after:
        if _mounted(place):
            after.callback(subprocess.run, ["umount", "-l", str(place)], check=True)
        else:
            before = resource.getrlimit(resource.RLIMIT_FSIZE)
            resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, before[1]))
            after.callback(resource.setrlimit, resource.RLIMIT_FSIZE, before)
        yield place


def _mounted(place: Path) -> bool:
    words = ["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(place)]
    try:
        return subprocess.run(words, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


@pytest.fixture
def duty(office: User, units: Units) -> Duty:
    """A task of the water bureau."""
    task = tasklists.issue(
        actor=office,
        title="自查",
        content="自查自纠。",
        standard="形成自查报告。",
        units=[units.water],
        due_on=clock.today(),
    )
    return Duty.objects.get(task_list=task)


def kept(place: Path) -> list[str]:
    """Return the files that lie on the disk."""
    return [path.name for path in place.rglob("*") if path.is_file()]


@pytest.mark.parametrize("content", [LARGE, HUGE], ids=["in memory", "by a temporary file"])
def test_a_form_keeps_what_was_typed(
    content: bytes, disk: Path, duty: Duty, clerk: User, as_user: Callable[..., Client]
) -> None:
    typed = "专题研究河道采砂问题，责成两个站所整改。"
    events = AuditEvent.objects.filter(verb__startswith="attachments.").count()
    answer = as_user(clerk).post(
        f"/accountability/duties/{duty.pk}/",
        {
            "token": str(uuid.uuid4()),
            "event_on": clock.today().isoformat(),
            "text": typed,
            "files": SimpleUploadedFile(NAME, content),
        },
    )
    assert answer.status_code == 200
    page = answer.content.decode()
    assert typed in page
    assert _no_room(NAME) in page
    assert not Filing.objects.exists() and not Attachment.objects.exists()
    assert AuditEvent.objects.filter(verb__startswith="attachments.").count() == events
    assert kept(disk) == []


def _no_room(name: str) -> str:
    text = _(
        "%(name)s could not be kept: the portal's disk is full. "
        "Tell the system administrator and hand it in again later."
    )
    return (text % {"name": name}).replace("'", "&#x27;")


@pytest.mark.parametrize("content", [LARGE, HUGE], ids=["in memory", "by a temporary file"])
def test_a_single_upload_is_refused_in_a_sentence(
    content: bytes, disk: Path, duty: Duty, clerk: User, as_user: Callable[..., Client]
) -> None:
    answer = as_user(clerk).post(
        "/files/", {"draft": draft_key(duty), "file": SimpleUploadedFile(NAME, content)}
    )
    assert answer.status_code == 507
    assert answer.json()["error"].startswith(NAME)
    assert not Attachment.objects.exists() and kept(disk) == []


@pytest.mark.parametrize("times", [1, 5], ids=["in memory", "by a temporary file"])
def test_a_workbook_that_finds_no_room_makes_no_job(
    times: int, disk: Path, units: Units, sysadmin: User, as_user: Callable[..., Client]
) -> None:
    content = book() + b"\0" * (len(LARGE) * times)
    answer = as_user(sysadmin).post(
        "/exchange/import/units/", {"file": SimpleUploadedFile("单位.xlsx", content)}
    )
    assert answer.status_code == 422
    errors = answer.context["form"].errors["file"]
    assert len(errors) == 1 and errors[0].startswith("单位.xlsx")
    assert not ImportJob.objects.exists() and kept(disk) == []


# XlsxWriter's archive closes itself once more when it is let go.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_export_that_finds_no_room_says_so_and_leaves_nothing(
    disk: Path, make_user: Callable[..., User], units: Units, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin = make_user("disk-admin", RoleCode.SYSTEM_ADMIN, units.commission, name="王系统")
    exporter = exporters.get("units")
    unit = units.water
    unit.name = "水" * 60
    monkeypatch.setattr(
        type(exporter), "rows", lambda *_args: ((unit, "D") for _n in range(60_000))
    )
    job = services.export(actor=admin, exporter=exporter, params=QueryDict(), purpose="核对")
    with contextlib.suppress(OSError, FileCreateError):
        services.run_export(job.pk)
    job.refresh_from_db()
    assert (job.state, job.failure) == ("failed", "no_room")


def test_a_stranger_is_refused_before_the_disk_is_asked(
    disk: Path, duty: Duty, stranger: User, as_user: Callable[..., Client]
) -> None:
    answer = as_user(stranger).post(
        "/files/", {"draft": draft_key(duty), "file": SimpleUploadedFile(NAME, LARGE)}
    )
    assert answer.status_code == 404
    assert kept(disk) == []
