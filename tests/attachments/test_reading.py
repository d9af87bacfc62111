"""Text of files: read by a worker, searched within the gates."""

import datetime as dt
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from docx import Document

from supervision import clock
from supervision.attachments import reading, selectors, services
from supervision.attachments.enums import ReadingState, TextSource
from supervision.attachments.models import AttachmentText
from supervision.attachments.reading import files as opening
from supervision.attachments.services import reading as waiting
from supervision.audit.models import AuditEvent
from supervision.dashboards import kernel_sources
from supervision.documents.drawing import pdf_of, pdf_refusal
from tests.attachments.samples import (
    WORDS,
    a_docx,
    a_docx_that_swells,
    a_docx_with_entities,
    a_picture_of_too_many_pixels,
    a_png,
    a_workbook,
    an_encrypted_pdf,
    an_endless_pdf,
    an_ofd,
    saved,
)
from tests.attachments.scene import Cast, kept, program, row_of, upload
from tests.documents.samples import paper


@pytest.fixture(autouse=True)
def _without_recognition(settings: Any) -> None:
    """Let every test say for itself whether recognition is there."""
    settings.OCR_COMMAND = ""


SPEAKING: dict[str, Callable[[], bytes]] = {
    "会议记录.txt": lambda: WORDS.encode(),
    "旧记录.txt": lambda: WORDS.encode("gb18030"),
    "会议记录.docx": a_docx,
    "台账.xlsx": a_workbook,
    "纪要.ofd": an_ofd,
}


@pytest.mark.parametrize("name", SPEAKING)
def test_files_with_text_are_read_without_recognition(name: str, owned: Cast) -> None:
    attachment = kept(owned, SPEAKING[name](), name)
    assert row_of(attachment).state == ReadingState.WAITING
    assert services.read_waiting() == 1
    row = row_of(attachment)
    assert (row.state, row.source) == (ReadingState.READ, TextSource.LAYER)
    assert WORDS in row.text
    assert row.read_at is not None


@pytest.mark.skipif(bool(pdf_refusal()), reason="no Chinese font on this machine")
def test_the_words_of_a_printed_paper_are_read(owned: Cast) -> None:
    attachment = kept(owned, pdf_of(paper()), "督办函.pdf")
    services.read_waiting()
    assert "清江纪督函〔2026〕12号" in row_of(attachment).text


def test_only_attached_files_are_read(owned: Cast) -> None:
    staged = services.store(
        actor=owned.clerk, upload=upload(b"abc", "a.txt"), draft="organizations.unit:1"
    )
    assert not AttachmentText.objects.exists()
    services.attach(attachments=[staged], owner=owned.unit)
    assert row_of(staged).state == ReadingState.WAITING


HOSTILE: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "锁.pdf": (an_encrypted_pdf, ReadingState.EMPTY, "encrypted"),
    "断.pdf": (lambda: b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n", ReadingState.FAILED, "damaged"),
    "环.pdf": (an_endless_pdf, ReadingState.FAILED, "damaged"),
    "大.png": (a_picture_of_too_many_pixels, ReadingState.FAILED, "damaged"),
    "坏.png": (lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 80, ReadingState.FAILED, "damaged"),
    "胀.docx": (a_docx_that_swells, ReadingState.FAILED, "damaged"),
    "引.docx": (a_docx_with_entities, ReadingState.FAILED, "damaged"),
    "空.docx": (lambda: saved(Document()), ReadingState.EMPTY, ""),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_file_breaks_the_worker(name: str, tmp_path: Path) -> None:
    make, state, fault = HOSTILE[name]
    path = tmp_path / "blob"
    path.write_bytes(make())
    found = reading.read(path, name.rpartition(".")[2])
    assert found.state == state, found
    assert found.fault == (opening.FAULTS[fault] if fault else "")
    assert "root:" not in found.text


def test_a_missing_file_and_an_unread_kind_are_said(tmp_path: Path) -> None:
    assert reading.read(tmp_path / "gone", "pdf").fault == opening.FAULTS["missing"]
    (tmp_path / "old").write_bytes(b"x")
    assert reading.read(tmp_path / "old", "doc").fault == opening.FAULTS["kind"]


def test_the_same_content_is_read_once(owned: Cast, settings: Any, tmp_path: Path) -> None:
    count = tmp_path / "count"
    settings.OCR_COMMAND = program(tmp_path, f"echo x >> {count}; echo 识别一次")
    first, second = kept(owned, a_png(), "甲.png"), kept(owned, a_png(), "乙.png")
    assert services.read_waiting() == 2
    assert row_of(first).text == row_of(second).text == "识别一次"
    assert count.read_text().count("x") == 1


def test_a_worker_that_dies_over_a_file_leaves_it_said(owned: Cast) -> None:
    attachment = kept(owned, b"abc", "a.txt")
    for attempt in (1, 2, 3):
        assert waiting._claim() is not None
        clock.set_shift(attempt * (waiting.REST + dt.timedelta(minutes=1)))
    assert waiting._claim() is None
    assert row_of(attachment).state == ReadingState.FAILED


def test_hits_stay_within_the_gates(owned: Cast) -> None:
    kept(owned, f"前言。{'略' * 60}{WORDS}。后记。".encode(), "记录.txt")
    services.read_waiting()
    for person in (owned.clerk, owned.reader):
        for text in ("党风廉政", "廉政", "专题 研究"):
            found = kernel_sources.file_texts(person, text, 5)
            assert found.total == 1, text
            assert WORDS in found.hits[0].sub or "廉政" in found.hits[0].sub
            assert found.hits[0].title == "记录.txt"
    for person in (owned.stranger, AnonymousUser()):
        person.is_active = getattr(person, "is_active", False)
        assert kernel_sources.file_texts(person, "党风廉政", 5).total == 0
    assert kernel_sources.file_texts(owned.clerk, "没有的词", 5).total == 0


def test_a_file_struck_off_is_found_no_more(owned: Cast) -> None:
    attachment = kept(owned, WORDS.encode(), "记录.txt")
    services.read_waiting()
    services.detach(actor=owned.clerk, attachment=attachment, reason="重复")
    assert kernel_sources.file_texts(owned.clerk, "党风廉政", 5).total == 0


def test_the_snippet_shows_where_the_word_stands() -> None:
    assert selectors.snippet("甲" * 100 + "目标" + "乙" * 100, ["目标"]).startswith("…甲")
    assert "目标" in selectors.snippet("甲" * 100 + "目标" + "乙" * 100, ["目标"])
    assert selectors.snippet("目标", ["目标"]) == "目标"


def test_the_command_reads_older_files(owned: Cast) -> None:
    attachment = kept(owned, WORDS.encode(), "记录.txt")
    AttachmentText.objects.all().delete()
    out = io.StringIO()
    call_command("read_attachments", stdout=out)
    assert "asked for: 1, read: 1" in out.getvalue()
    assert row_of(attachment).state == ReadingState.READ
    call_command("read_attachments", "--again", stdout=out)
    assert AuditEvent.objects.filter(verb="attachments.asked_again").count() == 1


def test_administrators_see_how_far_and_nobody_else(
    owned: Cast,
    sysadmin: Any,
    office: Any,
    stranger: Any,
    as_user: Callable[[Any], Client],
    settings: Any,
) -> None:
    kept(owned, a_png(), "机密照片.png")
    services.read_waiting()
    page = as_user(sysadmin).get(reverse("attachments:reading")).content.decode()
    assert "OCR_COMMAND" in page
    assert "机密照片" not in page
    settings.OCR_COMMAND = "/bin/echo 文字"
    assert (
        "OCR_COMMAND" not in as_user(sysadmin).get(reverse("attachments:reading")).content.decode()
    )
    assert as_user(sysadmin).post(reverse("attachments:read_again")).status_code == 302
    for person in (office, stranger):
        assert as_user(person).get(reverse("attachments:reading")).status_code == 403
        assert as_user(person).post(reverse("attachments:read_again")).status_code == 403
        with pytest.raises(PermissionDenied):
            services.ask_again(actor=person)


def test_the_opener_holds_no_key_of_the_portal(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A file that takes over its reader finds neither the database's address nor the key."""
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    (tmp_path / "a.txt").write_text("x")
    seen: dict[str, Any] = {}
    real = opening.subprocess.run

    def spy(*args: Any, **kwargs: Any) -> Any:
        seen.update(kwargs["env"])
        return real(*args, **kwargs)

    monkeypatch.setattr(opening.subprocess, "run", spy)
    assert reading.read(tmp_path / "a.txt", "txt").text == "x"
    assert set(seen) == {"PATH", "LANG"} and os.environ["DATABASE_URL"]
