"""Files that are no workbook: each is refused with its reason, and nothing is kept."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied

from supervision.accounts.models import User
from supervision.audit.models import AuditEvent
from supervision.exchange import archives, importers, services
from supervision.exchange.models import ImportJob
from supervision.exchange.problems import FileRefused
from supervision.organizations.models import Unit
from tests.exchange.books import book, encrypted, upload

XLS = Path(__file__).parent / "files" / "units.xls"
Check = Callable[..., ImportJob]


def _broken(content: bytes) -> bytes:
    return content[: len(content) // 2]


def _with_sheet(change: Callable[[bytes], bytes]) -> bytes:
    """Return the good workbook with the raw text of its sheet changed."""
    source = zipfile.ZipFile(io.BytesIO(book()))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, change(data) if name.endswith("sheet1.xml") else data)
    return stream.getvalue()


def _with_last_row(cell: bytes) -> bytes:
    row = b'<row r="1048576">' + cell + b"</row></sheetData>"
    return _with_sheet(lambda data: data.replace(b"</sheetData>", row))


FAR = b'<c r="XFD1048576" t="n"><v>1</v></c>'
FAR_BUT_EMPTY = b'<c r="XFD1048576" s="0"/>'


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (_broken(book()), "单位.xlsx", "broken"),
        (b"\x00\x01\x02 no workbook at all", "单位.xlsx", "broken"),
        (XLS.read_bytes()[:700], "单位.xls", "broken"),
        (encrypted(book()), "单位.xlsx", "encrypted"),
        (b"", "单位.xlsx", "empty_file"),
        (book(), "单位.pdf", "wrong_extension"),
        (book(), "单位.csv", "wrong_extension"),
        (book(), "单位.xls", "extension_disagrees"),
        (XLS.read_bytes(), "单位.xlsx", "extension_disagrees"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "单位.xls", "extension_disagrees"),
        ("单位编码,单位名称\nU1,甲\n".encode(), "单位.xlsx", "extension_disagrees"),
        (b"%PDF-1.7 ...", "单位.xlsx", "extension_disagrees"),
        (b"\x89PNG\r\n\x1a\n....", "单位.xlsx", "extension_disagrees"),
    ],
    ids=lambda value: value if isinstance(value, str) else "file",
)
def test_the_file_is_refused_with_its_reason(
    check: Check, media: Path, content: bytes, name: str, code: str
) -> None:
    before = Unit.objects.count()
    with pytest.raises(FileRefused) as refused:
        check(content, name)
    assert refused.value.code == code
    assert refused.value.text
    assert not ImportJob.objects.exists()
    assert not list((media / "private" / "imports").iterdir())
    assert Unit.objects.count() == before
    event = AuditEvent.objects.get(verb="exchange.import_refused")
    assert (event.object_label, event.details["reason"]) == (name, code)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (_with_sheet(lambda data: data[:200]), "broken"),
        (_with_last_row(FAR), "too_many_cells"),
    ],
    ids=["cut short", "far out"],
)
def test_what_only_the_reader_sees_is_refused_by_the_job_and_the_file_wiped(
    check: Check,
    media: Path,
    content: bytes,
    code: str,
    django_capture_on_commit_callbacks: Callable[..., object],
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        job = check(content)
    assert (job.state, [problem.code for problem in job.found_problems]) == ("refused", [code])
    assert not list((media / "private" / "imports").iterdir())
    event = AuditEvent.objects.get(verb="exchange.import_refused")
    assert event.details["reason"] == code


def test_another_kind_of_archive_is_told_apart(check: Check) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("readme.txt", "hello")
    with pytest.raises(FileRefused) as refused:
        check(stream.getvalue())
    assert refused.value.code == "extension_disagrees"


def test_a_file_beyond_the_limit_is_refused_and_not_written_whole(
    check: Check, media: Path
) -> None:
    with pytest.raises(FileRefused) as refused:
        check(b"PK" + b"\x00" * (archives.MAX_BYTES + 5_000_000))
    assert refused.value.code == "too_large"
    assert refused.value.params["limit"] == "20"
    assert not list((media / "private" / "imports").iterdir())


def test_columns_formatted_to_the_end_do_not_count_as_filled(check: Check) -> None:
    job = check(_with_last_row(FAR_BUT_EMPTY))
    assert (job.problem_count, job.row_count) == (0, 3)


def test_an_old_workbook_is_read(check: Check) -> None:
    job = check(XLS.read_bytes(), "单位.xls")
    assert (job.state, job.row_count, job.created_count) == ("waiting", 2, 2)


def test_a_stranger_checks_nothing(stranger: User, media: Path) -> None:
    with pytest.raises(PermissionDenied):
        services.check_upload(
            actor=stranger, importer=importers.get("units"), upload=upload(book())
        )
    assert not ImportJob.objects.exists()
    assert not (media / "private").exists()
