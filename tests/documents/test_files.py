"""The files of a paper: drawn at the signature, kept with their digest, read through the gate."""

import hashlib
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404

from supervision.attachments import gates, selectors, storage
from supervision.attachments.models import Attachment
from supervision.documents.drawing import NoChineseFont
from supervision.documents.models import OfficialDocument
from supervision.documents.selectors.deliveries import draft_key
from supervision.documents.services import files, receipts, replies, signing, uploads
from supervision.notifications.models import OutboxTask
from tests.documents import papers


def test_the_word_file_is_kept_with_its_digest(officer: Any, office: Any, units: Any) -> None:
    paper = papers.issued(officer, office, units.water)
    kept = selectors.of(paper).get()
    content = storage.read(kept.storage_name).read()
    assert content[:2] == b"PK" and hashlib.sha256(content).hexdigest() == kept.sha256
    assert kept.name.startswith(paper.number) and kept.name.endswith(".docx")


def test_the_pdf_is_drawn_once_after_the_commit(
    officer: Any, office: Any, units: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "pdf_of", lambda paper: b"%PDF-1.7\n" + b"0" * 200)
    paper = papers.issued(officer, office, units.water)
    assert OutboxTask.objects.get(task="documents.draw_pdf").args == [paper.pk]
    assert files.draw_pdf(document_id=paper.pk) is not None
    assert files.draw_pdf(document_id=paper.pk) is None
    assert {kept.slot for kept in selectors.of(paper)} == {"docx", "pdf"}


def test_without_a_chinese_font_the_word_file_stands_alone(
    officer: Any, office: Any, units: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_font(paper: Any) -> bytes:
        raise NoChineseFont

    monkeypatch.setattr(files, "pdf_of", no_font)
    paper = papers.issued(officer, office, units.water)
    assert files.draw_pdf(document_id=paper.pk) is None
    assert selectors.of(paper).get().slot == "docx"


def test_a_draft_has_no_pdf(officer: Any, units: Any) -> None:
    assert files.draw_pdf(document_id=papers.draft(officer, units.water).pk) is None
    assert files.draw_pdf(document_id=0) is None


def test_what_cannot_be_drawn_uses_no_number(
    officer: Any, office: Any, units: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**kwargs: Any) -> bytes:
        raise ValidationError("模板不能套用")

    waiting = [papers.submitted(officer, units.water) for _n in range(2)]
    with monkeypatch.context() as patch:
        patch.setattr(files, "docx_for", broken)
        result = signing.sign_many(actor=office, documents=waiting)
    assert [reason for _paper, reason in result.refused] == ["模板不能套用"] * 2
    assert not OfficialDocument.objects.exclude(number="").exists()
    assert signing.sign(actor=office, document=waiting[1]).serial == 1


def test_the_gates_answer_like_the_pages(
    officer: Any,
    office: Any,
    internal: Any,
    clerk: Any,
    other_clerk: Any,
    auditor: Any,
    stranger: Any,
    units: Any,
) -> None:
    delivery = papers.replied(officer, office, clerk, units.water)
    reply = delivery.replies.get()
    for owner in (delivery.document, reply):
        gate = gates.get(owner._meta.label_lower)
        assert gate.readable is not None and gate.unit_of is not None
        for user in (officer, office, internal, clerk):
            assert gate.may_read(user, str(owner.pk))
            assert gate.readable(user).filter(key=str(owner.pk)).exists()
        for user in (other_clerk, auditor, stranger):
            assert not gate.may_read(user, str(owner.pk))
            assert not gate.readable(user).exists()
        assert not gate.may_read(officer, "x'")
        assert gate.unit_of(str(owner.pk)) == units.water.pk


def test_files_of_a_reply_are_staged_by_its_unit_alone(
    officer: Any, office: Any, clerk: Any, other_clerk: Any, stranger: Any, units: Any
) -> None:
    delivery = papers.delivered(officer, office, units.water)
    rest = f"delivery/{delivery.pk}"
    with pytest.raises(PermissionDenied):
        uploads.may_stage(clerk, rest)
    receipts.receive(actor=clerk, delivery=delivery)
    uploads.may_stage(clerk, rest)
    for user in (other_clerk, stranger):
        with pytest.raises(Http404):
            uploads.may_stage(user, rest)
    with pytest.raises(PermissionDenied):
        uploads.may_stage(officer, rest)
    with pytest.raises(Http404):
        uploads.may_stage(clerk, "delivery/x")


def test_a_reply_takes_its_files_along(officer: Any, office: Any, clerk: Any, units: Any) -> None:
    delivery = papers.delivered(officer, office, units.water)
    receipts.receive(actor=clerk, delivery=delivery)
    delivery.refresh_from_db()
    good = SimpleUploadedFile("说明.txt", "原因说明".encode())
    bad = SimpleUploadedFile("说明.exe", b"MZ")
    kept, refused = uploads.stage_files(
        actor=clerk, delivery=delivery, files=[good, bad], dropped=["太大"]
    )
    assert len(refused) == 2 and Attachment.objects.get(owner_id=draft_key(delivery)) == kept[0]
    reply = replies.reply(
        actor=clerk, delivery=delivery, text="已于今日补报，说明附后。", attachments=kept
    )
    assert selectors.of(reply).get() == kept[0]
