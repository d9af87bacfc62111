"""Papers brought in, signed copies, and how papers are handed over."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction

from cases.models import CasePaper, Clue, PaperDelivery
from cases.selectors.papers import OWNER, missing_papers
from cases.services import papers
from cases.services.papers import HandingOver
from supervision import clock
from supervision.accounts.models import User
from supervision.attachments.models import Attachment, AttachmentText
from supervision.attachments.selectors import readable_to
from supervision.attachments.services import ask_for_older
from tests.cases.papers.scene import again, broken_docx, drafted, finished, issued
from tests.cases.walk import Walk, register, scan


def bring(walk: Walk, clue: Clue, slot: str = "disposition_sheet", **changed: Any) -> CasePaper:
    """Bring in a paper that was made elsewhere."""
    given: dict[str, Any] = {
        "actor": walk.handler,
        "file": scan("高建军处置呈批表.pdf"),
        "dated_on": clock.today(),
        "printed": "清江纪室〔2026〕7号",
        "officers": [walk.handler, walk.second],
    }
    return papers.add_scan(clue=again(clue), slot=slot, **(given | changed))


def test_a_scan_fills_its_slot(
    assigned: Clue, walk: Walk, other_handler: User, stranger: User
) -> None:
    paper = bring(walk, assigned)
    assert paper.status == "issued" and paper.is_brought and not paper.content
    assert "disposition_sheet" not in missing_papers(again(assigned), "dispose_close")
    file = Attachment.objects.get(owner_type=OWNER, owner_id=str(paper.pk))
    assert file in readable_to(walk.handler)
    assert file not in readable_to(other_handler) and file not in readable_to(stranger)
    # Neither its name nor what could be read in it lies open.
    assert file.name == f"{paper.code}.pdf"
    assert ask_for_older() == 0
    assert not AttachmentText.objects.filter(attachment=file).exists()


def test_a_damaged_word_file_is_refused(assigned: Clue, walk: Walk) -> None:
    with pytest.raises(ValidationError) as error:
        bring(walk, assigned, file=broken_docx())
    assert "file" in error.value.message_dict
    assert not again(assigned).papers.exclude(slot="assignment_sheet").exists()


@pytest.mark.parametrize(
    ("name", "content"), [("表.exe", b"MZ\x90\x00"), ("表.pdf", b"no pdf"), ("表.docx", b"no zip")]
)
def test_other_files_are_refused(name: str, content: bytes, assigned: Clue, walk: Walk) -> None:
    with pytest.raises(ValidationError):
        bring(walk, assigned, file=SimpleUploadedFile(name, content))
    assert not again(assigned).papers.exclude(slot="assignment_sheet").exists()


def test_a_scan_of_another_clue_is_refused(
    assigned: Clue, walk: Walk, petition: User, units: Any, case_offices: Any
) -> None:
    other = walk.assign(register(petition, units.finance), case_offices.handling)
    theirs = finished(walk, other, "disposition_sheet")
    full_width = f"编号：{theirs.code}".replace("-", "－")
    for printed in (theirs.code, full_width):
        with pytest.raises(ValidationError) as error:
            bring(walk, assigned, printed=printed)
        assert error.value.error_dict["printed"][0].code == "other_clue"
    ours = drafted(walk, assigned, "talk_plan")
    with pytest.raises(ValidationError):
        bring(walk, assigned, printed=ours.code)


@pytest.mark.parametrize("days", [-30, 1])
def test_a_day_that_cannot_be_is_refused(days: int, assigned: Clue, walk: Walk) -> None:
    with pytest.raises(ValidationError) as error:
        bring(walk, assigned, dated_on=clock.today() + dt.timedelta(days=days))
    assert "dated_on" in error.value.message_dict


def test_two_names_stand_under_a_scan_too(assigned: Clue, walk: Walk) -> None:
    with pytest.raises(ValidationError) as error:
        bring(walk, assigned, slot="verification_plan", officers=[walk.handler])
    assert "officers" in error.value.message_dict
    with pytest.raises(ValidationError):
        bring(walk, assigned, printed="   ")


def test_a_signed_copy_belongs_to_its_paper(
    assigned: Clue, walk: Walk, petition: User, units: Any, case_offices: Any
) -> None:
    paper = finished(walk, assigned, "disposition_sheet")
    other = walk.assign(register(petition, units.finance), case_offices.handling)
    theirs = finished(walk, other, "disposition_sheet")
    for printed in (theirs.code, "清江纪立〔2026〕9号", ""):
        with pytest.raises(ValidationError):
            papers.add_signed_copy(actor=walk.handler, paper=paper, file=scan(), printed=printed)
    kept = papers.add_signed_copy(
        actor=walk.handler, paper=paper, file=scan(), printed=f" 编号：{paper.code} "
    )
    assert kept.slot == "signed"
    with pytest.raises(ValidationError):
        draft = drafted(walk, assigned, "talk_plan")
        papers.add_signed_copy(actor=walk.handler, paper=draft, file=scan(), printed=draft.code)


@pytest.fixture
def notice(assigned: Clue, walk: Walk) -> CasePaper:
    """Return a notice of a talk that was issued."""
    clue = walk.take(assigned, "dispose_talk")
    return issued(walk, clue, "talk_notice")


def said(walk: Walk, **changed: Any) -> HandingOver:
    """Return what an ordinary receipt says."""
    given: dict[str, Any] = {
        "recipient": "person",
        "name": "高建军",
        "handing": "direct",
        "place": "水务局三楼会议室",
        "delivered_at": clock.now(),
        "first": walk.handler,
        "second": walk.second,
    }
    return HandingOver(**(given | changed))


def test_a_receipt_names_two_officers(notice: CasePaper, walk: Walk) -> None:
    made = papers.deliver(actor=walk.handler, paper=notice, said=said(walk))
    assert {made.first, made.second} == {walk.handler, walk.second}
    with pytest.raises(DatabaseError), transaction.atomic():
        PaperDelivery.objects.filter(pk=made.pk).update(name="别人")
    with pytest.raises(DatabaseError), transaction.atomic():
        made.delete()
    # The unit has a receipt of its own.
    papers.deliver(
        actor=walk.handler, paper=notice, said=said(walk, recipient="unit", name="水务局办公室")
    )
    assert notice.deliveries.count() == 2


def test_a_refusal_needs_reason_and_witness(notice: CasePaper, walk: Walk) -> None:
    for changed in (
        {"is_refused": True},
        {"is_refused": True, "refusal": "拒绝签收"},
        {"handing": "left"},
        {"witness": "邻居"},
    ):
        with pytest.raises(ValidationError):
            papers.deliver(actor=walk.handler, paper=notice, said=said(walk, **changed))
    made = papers.deliver(
        actor=walk.handler,
        paper=notice,
        said=said(
            walk,
            handing="left",
            is_refused=True,
            refusal="本人称内容不实，拒绝签字",
            witness="方启明",
            witness_post="水务局机关党委书记",
        ),
    )
    assert made.is_refused


def test_what_no_receipt_can_say(
    notice: CasePaper, walk: Walk, other_handler: User, stranger: User
) -> None:
    early = clock.now() - dt.timedelta(days=1)
    for changed in (
        {"second": walk.handler},
        {"second": other_handler},
        {"delivered_at": clock.now() + dt.timedelta(hours=1)},
        {"delivered_at": early},
    ):
        with pytest.raises(ValidationError):
            papers.deliver(actor=walk.handler, paper=notice, said=said(walk, **changed))
    for user in (stranger, other_handler, walk.reviewers[0]):
        with pytest.raises(PermissionDenied):
            papers.deliver(actor=user, paper=notice, said=said(walk))
    assert not notice.deliveries.exists()


def test_only_what_was_issued_is_handed_over(assigned: Clue, walk: Walk) -> None:
    draft = finished(walk, assigned, "talk_notice")
    with pytest.raises(ValidationError):
        papers.deliver(actor=walk.handler, paper=draft, said=said(walk))
    inside = bring(walk, assigned, slot="talk_report")
    with pytest.raises(ValidationError):
        papers.deliver(actor=walk.handler, paper=inside, said=said(walk))


def test_what_was_handed_over_is_not_withdrawn(notice: CasePaper, walk: Walk) -> None:
    papers.deliver(actor=walk.handler, paper=notice, said=said(walk))
    with pytest.raises(ValidationError) as error:
        papers.withdraw_paper(actor=walk.handler, paper=notice, reason="时间写错了，重新通知")
    assert error.value.code == "handed_over"
    with pytest.raises(DatabaseError), transaction.atomic():
        CasePaper.objects.filter(pk=notice.pk).update(
            status="withdrawn",
            withdrawn_by=walk.handler,
            withdrawn_at=clock.now(),
            withdraw_reason="时间写错了",
        )
