"""Upload and download over HTTP: owner in, reader out, stranger nowhere."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from supervision.accounts.models import User
from supervision.attachments import storage
from supervision.attachments.models import Attachment
from supervision.attachments.services import store
from supervision.audit.models import AuditEvent
from tests.attachments.scene import EXE, PDF, Cast, upload

Browser = Callable[[User], Client]
KEY = "organizations.unit:open"
UPLOAD = "attachments:upload"


def post(client: Client, content: bytes = PDF, name: str = "a.pdf", key: str = KEY) -> Any:
    """Upload one file as the form's script does."""
    file = SimpleUploadedFile(name, content)
    return client.post(f"{reverse(UPLOAD)}?draft={key}", {"file": file, "slot": "minutes"})


def test_an_upload_is_staged_and_answers_with_its_digest(cast: Cast, browser: Browser) -> None:
    answer = post(browser(cast.clerk))
    assert answer.status_code == 201
    file = Attachment.objects.get()
    given = answer.json()
    assert given["id"] == str(file.pk)
    assert given["digest"] == given["sha256"] == file.sha256
    assert (given["name"], given["size"], given["slot"]) == ("a.pdf", len(PDF), "minutes")
    assert (file.owner_type, file.owner_id) == ("draft", KEY)
    assert given["remove_url"] == reverse("attachments:discard", args=[file.pk])


@pytest.mark.parametrize(
    ("key", "status", "words"),
    [
        ("organizations.unit:locked", 403, "assessment of 2026"),
        ("nobody.knows:1", 400, ""),
        ("", 400, ""),
    ],
)
def test_the_record_itself_may_refuse(
    cast: Cast, browser: Browser, key: str, status: int, words: str
) -> None:
    answer = post(browser(cast.clerk), key=key)
    assert answer.status_code == status
    assert words in answer.json()["error"]
    assert not Attachment.objects.exists()


def test_a_program_named_pdf_gets_a_clear_word(cast: Cast, browser: Browser) -> None:
    answer = post(browser(cast.clerk), EXE, "report.pdf")
    assert answer.status_code == 422
    assert "report.pdf" in answer.json()["error"]


def test_sixty_megabytes_get_a_clear_word(cast: Cast, browser: Browser, settings: Any) -> None:
    settings.FILE_UPLOAD_HANDLERS = [
        "supervision.attachments.uploads.CappedUploadHandler",
        "django.core.files.uploadhandler.MemoryFileUploadHandler",
        "django.core.files.uploadhandler.TemporaryFileUploadHandler",
    ]
    file = io.BytesIO(PDF + b"\x00" * 60 * 1024 * 1024)
    file.name = "big.pdf"
    client = browser(cast.clerk)
    answer = client.post(reverse(UPLOAD), {"draft": KEY, "file": file, "slot": "minutes"})
    assert answer.status_code == 413
    assert "big.pdf" in answer.json()["error"]
    assert "20" in answer.json()["error"]
    assert not Attachment.objects.exists()


def test_no_file_at_all(cast: Cast, browser: Browser) -> None:
    answer = browser(cast.clerk).post(reverse(UPLOAD), {"draft": KEY})
    assert answer.status_code == 400


def test_a_download_is_always_a_download_and_is_recorded(cast: Cast, browser: Browser) -> None:
    file = store(actor=cast.clerk, upload=upload(name="纪要 1.pdf"), owner=cast.unit)
    for user in (cast.clerk, cast.reader):
        answer: Any = browser(user).get(file.url)
        assert answer.status_code == 200
        assert b"".join(answer.streaming_content) == PDF
        assert answer["Content-Disposition"].startswith("attachment;")
        assert "filename*=utf-8''%E7%BA%AA%E8%A6%81%201.pdf" in answer["Content-Disposition"]
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in answer["Cache-Control"]
        assert int(answer["Content-Length"]) == len(PDF)
    events = AuditEvent.objects.filter(verb="attachments.downloaded")
    assert set(events.values_list("actor_id", flat=True)) == {cast.clerk.pk, cast.reader.pk}


def test_a_stranger_gets_nothing(cast: Cast, browser: Browser) -> None:
    bound = store(actor=cast.clerk, upload=upload(), owner=cast.unit)
    staged = store(actor=cast.clerk, upload=upload(), draft=KEY)
    stranger = browser(cast.stranger)
    assert stranger.get(bound.url).status_code == 404
    assert stranger.get(staged.url).status_code == 404
    assert stranger.post(reverse("attachments:discard", args=[staged.pk])).status_code == 404
    assert post(stranger).status_code == 404
    assert Client().get(bound.url).status_code == 302
    assert not AuditEvent.objects.filter(verb="attachments.downloaded").exists()
    assert Attachment.objects.count() == 2


def test_a_staged_file_is_read_and_taken_back_by_its_uploader_only(
    cast: Cast, browser: Browser
) -> None:
    staged = store(actor=cast.clerk, upload=upload(), draft=KEY)
    discard = reverse("attachments:discard", args=[staged.pk])
    assert browser(cast.reader).get(staged.url).status_code == 404
    assert browser(cast.clerk).get(staged.url).status_code == 200
    assert browser(cast.clerk).get(discard).status_code == 405
    assert browser(cast.clerk).post(discard).json() == {"id": str(staged.pk)}
    assert not Attachment.objects.exists()


def test_an_attached_file_is_not_taken_back(cast: Cast, browser: Browser) -> None:
    bound = store(actor=cast.clerk, upload=upload(), owner=cast.unit)
    answer = browser(cast.clerk).post(reverse("attachments:discard", args=[bound.pk]))
    assert answer.status_code == 403
    assert Attachment.objects.exists()


def test_the_proxy_may_send_the_file(cast: Cast, browser: Browser, settings: Any) -> None:
    settings.ATTACHMENT_X_ACCEL_PREFIX = "/protected/"
    file = store(actor=cast.clerk, upload=upload(), owner=cast.unit)
    answer = browser(cast.clerk).get(file.url)
    assert answer["X-Accel-Redirect"] == f"/protected/{file.storage_name}"
    assert answer.content == b""


def test_a_file_gone_from_disk_is_not_found(cast: Cast, browser: Browser) -> None:
    file = store(actor=cast.clerk, upload=upload(), owner=cast.unit)
    storage.remove(file.storage_name)
    assert browser(cast.clerk).get(file.url).status_code == 404
