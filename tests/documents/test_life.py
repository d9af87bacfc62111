"""The life of a paper: drafted, signed by another, received, replied to, settled, revoked."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from supervision import clock
from supervision.audit.models import AuditEvent
from supervision.documents.content import Content, Paragraph, Table
from supervision.documents.models import OfficialDocument
from supervision.documents.selectors import (
    deliveries_visible_to,
    documents_about,
    documents_visible_to,
)
from supervision.documents.services import drafting, receipts, replies, sending, signing
from supervision.notifications.models import Notice
from supervision.organizations.models import Unit
from tests.documents import papers

REPLY = "已于今日补报，原因说明附后。"


def told(kind: str) -> list[str]:
    """Return who holds a notice of the kind that stands."""
    rows = Notice.objects.filter(kind=f"documents.{kind}", withdrawn_at__isnull=True)
    return sorted(rows.values_list("recipient__username", flat=True))


def numbers() -> list[int]:
    """Return the numbers given in the letters' series."""
    rows = OfficialDocument.objects.filter(series=papers.LETTER.series)
    return sorted(rows.values_list("serial", flat=True))


def test_a_letter_from_draft_to_green(
    officer: Any, office: Any, clerk: Any, head: Any, other_clerk: Any, units: Any
) -> None:
    paper = papers.draft(officer, units.water)
    assert (paper.number, paper.status) == ("", "draft")
    drafting.submit(actor=officer, document=paper)
    assert told("to_sign") == ["office"]
    signed = signing.sign(actor=office, document=paper)
    assert signed.number == f"清江纪督函试〔{clock.today().year}〕1号"
    assert told("issued") == ["clerk", "head"] and told("to_sign") == []
    delivery = receipts.receive(actor=clerk, delivery=signed.deliveries.get())
    assert delivery.receipt == f"HZ{clock.today().year}-000001"
    replies.reply(actor=clerk, delivery=delivery, text=REPLY)
    assert told("replied") == ["office", "officer"] and told("issued") == []
    settled = replies.accept(actor=officer, delivery=delivery)
    assert settled.closed_at == settled.accepted_at and settled.status == "accepted"
    assert papers.TOLD == [("signed", paper.pk), ("settled", paper.pk)]
    verbs = AuditEvent.objects.filter(verb__startswith="documents.").values_list("verb", flat=True)
    assert sorted(verbs) == sorted(
        f"documents.{verb}"
        for verb in ("drafted", "submitted", "signed", "received", "replied", "reply_accepted")
    )
    assert not Notice.objects.filter(recipient=other_clerk).exists()


def test_a_reply_sent_back_keeps_both_and_the_new_day(
    officer: Any, office: Any, clerk: Any, units: Any
) -> None:
    delivery = papers.replied(officer, office, clerk, units.water)
    assert delivery.paused_at == delivery.replied_at
    day = clock.today() + dt.timedelta(days=20)
    back = replies.send_back(actor=officer, delivery=delivery, reason="未说明原因", new_day=day)
    assert back.paused_at is None and back.ends_at == clock.end_of(day)
    replies.reply(actor=clerk, delivery=back, text="原因为经办人员调整，已落实。")
    replies.accept(actor=office, delivery=back)
    said = [(row.position, row.verdict.is_accepted) for row in delivery.replies.all()]
    assert said == [(1, False), (2, True)]


def test_whoever_had_a_hand_in_it_does_not_sign(
    officer: Any, office: Any, leader: Any, units: Any
) -> None:
    own = papers.submitted(office, units.water)
    with pytest.raises(PermissionDenied):
        signing.sign(actor=office, document=own)
    changed = papers.draft(officer, units.water)
    drafting.edit(actor=office, document=changed, content=papers.WORDS, reply_by=changed.reply_by)
    drafting.submit(actor=officer, document=changed)
    result = signing.sign_many(actor=office, documents=[own, changed])
    assert not result.signed and len(result.refused) == 2
    assert len(signing.sign_many(actor=leader, documents=[own, changed]).signed) == 2


def test_many_at_once_sign_what_can_go_and_name_what_cannot(
    officer: Any, office: Any, units: Any
) -> None:
    waiting = [papers.submitted(officer, units.water) for _n in range(4)]
    papers.GONE[waiting[1].pk] = "单位已于11月20日填报，督办函不再发出"
    result = signing.sign_many(actor=office, documents=waiting)
    assert [paper.serial for paper in result.signed] == [1, 2, 3]
    assert result.refused == [(waiting[1], "单位已于11月20日填报，督办函不再发出")]
    waiting[1].refresh_from_db()
    assert (waiting[1].status, waiting[1].number) == ("submitted", "")


def test_signing_twice_gives_one_number(officer: Any, office: Any, leader: Any, units: Any) -> None:
    paper = papers.issued(officer, office, units.water)
    for signer in (office, leader):
        with pytest.raises(ValidationError):
            signing.sign(actor=signer, document=paper)
    assert numbers() == [1]


def test_a_paper_sent_back_comes_again(officer: Any, office: Any, units: Any) -> None:
    paper = papers.submitted(officer, units.water)
    with pytest.raises(ValidationError):
        signing.send_back(actor=office, document=paper, reason="改")
    signing.send_back(actor=office, document=paper, reason="依据条款有误")
    assert told("returned") == ["officer"]
    drafting.submit(actor=officer, document=paper)
    assert signing.sign(actor=office, document=paper).serial == 1


def test_a_draft_thrown_away_uses_no_number(officer: Any, office: Any, units: Any) -> None:
    gone = drafting.discard(actor=officer, document=papers.draft(officer, units.water))
    papers.issued(officer, office, units.water)
    assert gone.number == "" and numbers() == [1]
    with pytest.raises(ValidationError):
        drafting.submit(actor=officer, document=gone)


def test_a_notice_without_reply_is_settled_by_its_receipt(
    officer: Any, office: Any, clerk: Any, other_clerk: Any, units: Any
) -> None:
    both = (units.water, units.finance)
    paper = papers.issued(officer, office, *both, kind=papers.NOTICE.code, reply_by=None)
    mine = paper.deliveries.get(unit=units.water)
    got = receipts.receive(actor=clerk, delivery=mine)
    assert got.closed_at == got.received_at
    with pytest.raises(ValidationError):
        replies.reply(actor=clerk, delivery=got, text=REPLY)
    assert paper.deliveries.get(unit=units.finance).closed_at is None


def test_a_revoked_paper_keeps_its_number(
    officer: Any, office: Any, leader: Any, clerk: Any, units: Any
) -> None:
    paper = papers.issued(officer, office, units.water)
    with pytest.raises(ValidationError):
        sending.revoke(actor=office, document=paper, reason="发文单位有误")
    revoked = sending.revoke(actor=leader, document=paper, reason="发文单位有误")
    delivery = revoked.deliveries.get()
    assert (revoked.number, delivery.status) == (paper.number, "withdrawn")
    assert told("revoked") == ["clerk"] and told("issued") == []
    with pytest.raises(ValidationError):
        receipts.receive(actor=clerk, delivery=delivery)
    assert papers.issued(officer, office, units.water).serial == 2


def test_the_number_begins_anew_with_the_china_year(
    officer: Any, office: Any, units: Any, at: Any
) -> None:
    at("2026-12-31T23:50:00")
    last = papers.issued(officer, office, units.water)
    at("2027-01-01T00:10:00")
    first = papers.issued(officer, office, units.water)
    assert (last.year, last.serial, first.year, first.serial) == (2026, 1, 2027, 1)
    assert first.issued_on == dt.date(2027, 1, 1)


@pytest.mark.parametrize(
    "changed",
    [
        {"kind": "nothing"},
        {"reply_by": None},
        {"reply_by": dt.date(2020, 1, 1)},
        {"reply_by": dt.date(2090, 1, 1)},
        {"content": replace(papers.WORDS, title="  ")},
        {"content": replace(papers.WORDS, title="长" * 201)},
        {"content": Content("题目", ())},
        {"content": Content("题目", (Paragraph(" \x00 "),))},
        {"content": Content("题目", (Paragraph("长" * 60_001),))},
        {"content": Content("题目", (Table(("甲", "乙"), (("一",),)),))},
    ],
    ids=str,
)
def test_what_no_paper_can_go_out_with(officer: Any, units: Any, changed: Any) -> None:
    with pytest.raises(ValidationError):
        papers.draft(officer, units.water, **changed)
    assert not OfficialDocument.objects.exists()


def test_units_none_too_many_or_given_up(officer: Any, units: Any) -> None:
    crowd = [Unit(pk=n) for n in range(1, 502)]
    given_up = Unit(pk=1, is_active=False)
    for wrong in ([], crowd, [given_up]):
        with pytest.raises(ValidationError) as refusal:
            papers.draft(officer, *wrong)
        assert list(refusal.value.error_dict) == ["units"]


def test_the_same_unit_twice_is_one_delivery(officer: Any, office: Any, units: Any) -> None:
    assert papers.issued(officer, office, units.water, units.water).deliveries.count() == 1


def test_a_day_that_passed_while_it_waited(officer: Any, office: Any, units: Any, at: Any) -> None:
    paper = papers.submitted(officer, units.water)
    at(clock.now() + dt.timedelta(days=12))
    with pytest.raises(ValidationError):
        signing.sign(actor=office, document=paper)
    assert numbers() == []


def test_a_reply_needs_words_and_a_receipt_first(
    officer: Any, office: Any, clerk: Any, units: Any
) -> None:
    delivery = papers.delivered(officer, office, units.water)
    with pytest.raises(ValidationError):
        replies.reply(actor=clerk, delivery=delivery, text=REPLY)
    receipts.receive(actor=clerk, delivery=delivery)
    for text in ("", "  已办  ", "长" * 20_001):
        with pytest.raises(ValidationError):
            replies.reply(actor=clerk, delivery=delivery, text=text)
    replies.reply(actor=clerk, delivery=delivery, text=REPLY)
    with pytest.raises(ValidationError):
        replies.reply(actor=clerk, delivery=delivery, text=REPLY)
    assert delivery.replies.count() == 1


def test_sending_back_needs_a_reason_and_a_later_day(
    officer: Any, office: Any, clerk: Any, units: Any
) -> None:
    delivery = papers.replied(officer, office, clerk, units.water)
    for wrong in (
        {"reason": "补"},
        {"reason": "未说明原因", "new_day": dt.date(2020, 1, 1)},
        {"reason": "未说明原因", "new_day": clock.today()},
    ):
        with pytest.raises(ValidationError):
            replies.send_back(actor=officer, delivery=delivery, **wrong)
    delivery.refresh_from_db()
    assert delivery.status == "replied"


def test_strangers_and_other_units_get_nothing(
    officer: Any, office: Any, clerk: Any, other_clerk: Any, auditor: Any, stranger: Any, units: Any
) -> None:
    delivery = papers.delivered(officer, office, units.water)
    for user in (other_clerk, auditor, stranger):
        assert not documents_visible_to(user).exists()
        assert not deliveries_visible_to(user).exists()
        with pytest.raises(PermissionDenied):
            papers.draft(user, units.water)
        with pytest.raises(PermissionDenied):
            receipts.receive(actor=user, delivery=delivery)
        with pytest.raises(PermissionDenied):
            replies.accept(actor=user, delivery=delivery)
    assert documents_visible_to(clerk).get() == delivery.document
    with pytest.raises(PermissionDenied):
        replies.accept(actor=clerk, delivery=delivery)


def test_a_unit_sees_no_draft(officer: Any, clerk: Any, internal: Any, units: Any) -> None:
    paper = papers.submitted(officer, units.water)
    assert not documents_visible_to(clerk).exists()
    # The internal supervision office reads what went out; drafts are the drafters' and signers'.
    assert not documents_visible_to(internal).exists()
    assert documents_visible_to(officer).get() == paper


def test_a_paper_is_found_from_its_cause(officer: Any, units: Any) -> None:
    paper = papers.draft(officer, units.water, about=units.water)
    assert documents_about(units.water).get() == paper
    assert not documents_about(units.finance).exists()
