"""Files are checked, kept whole, bound once, and never changed."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from supervision.attachments import gates, selectors, storage
from supervision.attachments.models import Attachment
from supervision.attachments.services import attach, detach, discard, store
from supervision.audit.models import AuditEvent
from tests.attachments.scene import EXE, PDF, Cast, upload

DRAFT = "organizations.unit:1"


def blobs(media: Path) -> list[Path]:
    """Return the files on disk."""
    return [path for path in media.rglob("*") if path.is_file()]


def refused() -> Any:
    """Expect the database to refuse, without spoiling the test's transaction."""
    return pytest.raises((DatabaseError, IntegrityError))


def test_a_file_is_kept_with_its_digest(cast: Cast, media: Path) -> None:
    file = store(actor=cast.clerk, upload=upload(), slot="minutes", draft=DRAFT)
    assert file.sha256 == hashlib.sha256(PDF).hexdigest()
    assert (file.size, file.content_type, file.name) == (len(PDF), "application/pdf", "minutes.pdf")
    (path,) = blobs(media)
    assert path.read_bytes() == PDF
    assert "minutes" not in str(path)
    assert path.stat().st_mode & 0o077 == 0
    assert AuditEvent.objects.filter(verb="attachments.stored").count() == 1


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (EXE, "report.pdf", "content"),
        (EXE, "report.exe", "extension"),
        (PDF, "report", "extension"),
        (PDF, "report.pdf.zip", "extension"),
        (b"", "report.pdf", "empty"),
    ],
)
def test_bad_files_are_refused_and_leave_nothing(
    cast: Cast, media: Path, content: bytes, name: str, code: str
) -> None:
    with pytest.raises(ValidationError) as refusal:
        store(actor=cast.clerk, upload=upload(content, name))
    assert refusal.value.code == code
    assert name in refusal.value.messages[0]
    assert blobs(media) == []
    assert not Attachment.objects.exists()


def test_the_size_cap_names_the_limit(cast: Cast, media: Path, settings: Any) -> None:
    settings.ATTACHMENT_MAX_BYTES = 1024 * 1024
    with pytest.raises(ValidationError, match="1.0") as refusal:
        store(actor=cast.clerk, upload=upload(PDF + b"x" * 1024 * 1024))
    assert refusal.value.code == "too_large"
    assert blobs(media) == []


def test_a_failed_transaction_leaves_no_file_behind(
    cast: Cast, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with refused(), transaction.atomic():
        store(actor=cast.clerk, upload=upload(), draft="x" * 500)
    assert blobs(media) == []


def test_the_scanner_of_the_settings_is_asked(
    cast: Cast, media: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ATTACHMENT_SCANNER = "tests.attachments.test_services.no_endobj"
    with pytest.raises(ValidationError) as refusal:
        store(actor=cast.clerk, upload=upload())
    assert refusal.value.code == "scan"
    assert store(actor=cast.clerk, upload=upload(b"%PDF-1.7\nclean\n")).size == 15


def no_endobj(stream: Any) -> bool:
    """Stand for a virus scanner."""
    stream.seek(0)
    return b"endobj" not in stream.read()


def test_files_are_bound_once_and_by_their_uploader(cast: Cast) -> None:
    file = store(actor=cast.clerk, upload=upload(), draft=DRAFT)
    assert list(selectors.staged(cast.clerk, DRAFT)) == [file]
    assert not selectors.staged(cast.stranger, DRAFT).exists()
    with pytest.raises(PermissionDenied):
        attach(attachments=[file], owner=cast.unit, actor=cast.stranger)
    assert attach(attachments=[str(file.pk)], owner=cast.unit, actor=cast.clerk) == [file]
    assert list(selectors.of(cast.unit)) == [file]
    assert selectors.of_many("organizations.unit", [cast.unit.pk, 0]) == {
        str(cast.unit.pk): [file],
        "0": [],
    }
    with pytest.raises(ValidationError):
        attach(attachments=[file], owner=cast.unit, actor=cast.clerk)
    assert AuditEvent.objects.filter(verb="attachments.attached").count() == 1


def test_an_owner_nobody_answers_for_is_refused(cast: Cast) -> None:
    with pytest.raises(LookupError):
        store(actor=cast.clerk, upload=upload(), owner=cast.stranger)
    file = store(actor=cast.clerk, upload=upload(), draft=DRAFT)
    with pytest.raises(LookupError):
        attach(attachments=[file], owner=cast.stranger)


def test_only_ones_own_unattached_upload_is_discarded(
    cast: Cast, media: Path, django_capture_on_commit_callbacks: Any
) -> None:
    file = store(actor=cast.clerk, upload=upload(), draft=DRAFT)
    with pytest.raises(PermissionDenied):
        discard(actor=cast.stranger, attachment=file)
    with django_capture_on_commit_callbacks(execute=True):
        discard(actor=cast.clerk, attachment=file)
    assert blobs(media) == []
    bound = store(actor=cast.clerk, upload=upload(), owner=cast.unit)
    with pytest.raises(PermissionDenied):
        discard(actor=cast.clerk, attachment=bound)


def test_a_file_struck_off_stays_in_store(cast: Cast, media: Path) -> None:
    file = store(actor=cast.clerk, upload=upload(), owner=cast.unit)
    detach(actor=cast.clerk, attachment=file, reason="wrong file")
    assert not selectors.of(cast.unit).exists()
    assert len(blobs(media)) == 1
    assert AuditEvent.objects.get(verb="attachments.detached").details == {"note": "wrong file"}


@pytest.mark.parametrize(
    "change",
    [{"sha256": "0" * 64}, {"size": 1}, {"name": "other.pdf"}, {"storage_name": "aa/bb/cc"}],
)
def test_the_database_refuses_to_change_a_file(cast: Cast, change: dict[str, Any]) -> None:
    file = store(actor=cast.clerk, upload=upload(), draft=DRAFT)
    with refused(), transaction.atomic():
        Attachment.objects.filter(pk=file.pk).update(**change)


@pytest.mark.parametrize(
    "change", [{"owner_id": "9"}, {"slot": "other"}, {"attached_at": None, "owner_type": "draft"}]
)
def test_the_database_keeps_an_attached_file_with_its_record(
    cast: Cast, change: dict[str, Any]
) -> None:
    file = store(actor=cast.clerk, upload=upload(), owner=cast.unit)
    with refused(), transaction.atomic():
        Attachment.objects.filter(pk=file.pk).update(**change)
    with refused(), transaction.atomic():
        Attachment.objects.filter(pk=file.pk).delete()


def test_a_storage_name_cannot_lead_outside(media: Path) -> None:
    with pytest.raises(ValueError, match="outside"):
        storage.path_of("../../etc/passwd")


def test_gates_close_after_start_up() -> None:
    with pytest.raises(RuntimeError):
        gates.register("late.model", lambda user, owner_id: True)
