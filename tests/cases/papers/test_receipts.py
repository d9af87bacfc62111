"""The receipt of a handing over: printed from what was recorded, kept when it is signed."""

import hashlib
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.urls import reverse

from cases.models import CasePaper, Clue, PaperDelivery
from cases.selectors.deliveries import OWNER, deliveries_of
from cases.services import papers
from cases.services.papers import HandingOver, receipts
from cases.verbs import PAPER_RECEIPT_SCANNED, PAPER_TAKEN_OUT
from supervision import clock
from supervision.accounts.models import User
from supervision.attachments import selectors as attachments
from supervision.attachments.models import AttachmentText
from supervision.attachments.services import ask_for_older, detach
from supervision.audit.models import AuditEvent
from tests.cases.papers.scene import REPORTER, broken_docx, issued
from tests.cases.walk import PDF, Walk, scan
from tests.cast import enter as sign_in
from tests.documents.checker import check_docx


@pytest.fixture
def notice(assigned: Clue, walk: Walk) -> CasePaper:
    """Return a notice of a talk that was issued."""
    return issued(walk, assigned, "talk_notice")


def hand_over(walk: Walk, paper: CasePaper, **changed: Any) -> PaperDelivery:
    """Hand the paper to the person, or as changed."""
    given: dict[str, Any] = {
        "recipient": "person",
        "name": "高建军",
        "handing": "direct",
        "place": "区水务局三楼会议室",
        "delivered_at": clock.now(),
        "first": walk.handler,
        "second": walk.second,
    }
    return papers.deliver(actor=walk.handler, paper=paper, said=HandingOver(**given | changed))


def text_of(content: bytes) -> str:
    found = check_docx(content, letter=False, sealed=False, bare=True, signed=False)
    assert "".join(found.titles) == "送达回证"
    return found.text


def test_the_receipt_names_paper_people_place_and_time(walk: Walk, notice: CasePaper) -> None:
    made = hand_over(walk, notice)
    said = text_of(receipts.take_word(actor=walk.handler, paper=notice, delivery=made))
    names = (notice.number, "高建军", "区水务局三楼会议室", walk.handler.name, walk.second.name)
    for word in (*names, "2026年11月2日9时00分", "签名", notice.organ.name):
        assert word in said
    # It is signed by the person: no inner number, and nobody who reported.
    assert notice.clue.number not in said
    assert REPORTER.name not in said
    event = AuditEvent.objects.filter(verb=PAPER_TAKEN_OUT.code).latest("pk")
    assert event.details["file"] == "receipt.docx"
    assert event.actor_id == walk.handler.pk


def test_a_refusal_stands_on_it_with_its_witness(walk: Walk, notice: CasePaper) -> None:
    made = hand_over(
        walk,
        notice,
        handing="left",
        is_refused=True,
        refusal="对谈话安排有异议",
        witness="魏长河",
        witness_post="区水务局局长",
    )
    said = text_of(receipts.take_word(actor=walk.handler, paper=notice, delivery=made))
    for word in ("对谈话安排有异议", "魏长河", "区水务局局长"):
        assert word in said


def test_the_form_to_take_along_leaves_open_what_is_not_known(
    walk: Walk, notice: CasePaper
) -> None:
    said = text_of(receipts.take_word(actor=walk.handler, paper=notice))
    assert notice.number in said
    assert "高建军" not in said
    assert walk.handler.name not in said


def test_the_signed_receipt_is_kept_as_proof(
    walk: Walk, notice: CasePaper, other_handler: User, stranger: User, petition: User
) -> None:
    made = hand_over(walk, notice)
    kept = papers.add_signed_receipt(
        actor=walk.second, delivery=made, file=scan("高建军回证.pdf"), printed=f" {notice.number} "
    )
    assert kept.owner_type == OWNER
    assert "高建军" not in kept.name
    (handed,) = deliveries_of(notice)
    assert [one.sha256 for one in handed.scans] == [hashlib.sha256(PDF).hexdigest()]
    assert AuditEvent.objects.filter(verb=PAPER_RECEIPT_SCANNED.code).count() == 1
    assert attachments.readable(walk.head, kept.pk) == kept
    for user in (other_handler, stranger, petition):
        with pytest.raises(Http404):
            attachments.readable(user, kept.pk)
    with pytest.raises(PermissionDenied):
        detach(actor=walk.handler, attachment=kept, reason="误传")
    ask_for_older()
    assert not AttachmentText.objects.exists()


def test_a_wrong_scan_is_refused(walk: Walk, notice: CasePaper, other_handler: User) -> None:
    made = hand_over(walk, notice)
    given: dict[str, Any] = {"delivery": made, "printed": notice.number}
    picture = SimpleUploadedFile("回证.txt", b"text", content_type="text/plain")
    for changed in (
        {"printed": "清江纪谈通〔2026〕99号", "file": scan()},
        {"printed": "", "file": scan()},
        {"file": picture},
        {"file": broken_docx()},
    ):
        with pytest.raises(ValidationError):
            papers.add_signed_receipt(actor=walk.handler, **given | changed)
    with pytest.raises(PermissionDenied):
        papers.add_signed_receipt(actor=other_handler, file=scan(), **given)
    assert not deliveries_of(notice)[0].scans
    papers.add_signed_receipt(actor=walk.handler, file=scan(), **given)
    with pytest.raises(ValidationError):
        papers.add_signed_receipt(actor=walk.handler, file=scan(), **given)
    assert len(deliveries_of(notice)[0].scans) == 1


def test_pages(client: Any, walk: Walk, notice: CasePaper, stranger: User, deputy: User) -> None:
    made = hand_over(walk, notice)
    own = {"pk": notice.pk, "delivery": made.pk}
    sign_in(client, walk.handler)
    page = client.get(notice.get_absolute_url()).content.decode()
    for name in ("paper_receipt", "paper_receipt_scan"):
        assert reverse(f"cases:{name}", kwargs=own) in page
    for name, given in (("paper_receipt", own), ("paper_receipt_form", {"pk": notice.pk})):
        sent = client.get(reverse(f"cases:{name}", kwargs=given))
        assert sent["Content-Disposition"].startswith("attachment")
    address = reverse("cases:paper_receipt_scan", kwargs=own)
    refused = client.post(address, {"printed": "别的", "file": scan()})
    assert refused.status_code == 422
    assert client.post(address, {"printed": notice.number, "file": scan()}).status_code == 302
    assert client.get(address.replace(f"/{made.pk}/", "/999999/")).status_code == 404
    sign_in(client, stranger)
    assert client.get(address).status_code == 403


def test_an_outsider_learns_nothing(
    client: Any, walk: Walk, notice: CasePaper, other_handler: User
) -> None:
    made = hand_over(walk, notice)
    sign_in(client, other_handler)
    own = {"pk": notice.pk, "delivery": made.pk}
    for name in ("paper_receipt", "paper_receipt_pdf", "paper_receipt_scan"):
        assert client.get(reverse(f"cases:{name}", kwargs=own)).status_code == 404
    for name in ("paper_receipt_form", "paper_receipt_form_pdf"):
        assert client.get(reverse(f"cases:{name}", args=[notice.pk])).status_code == 404
