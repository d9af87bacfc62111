"""A kind of paper for the tests, and short ways to bring one to each stage."""

import datetime as dt
from typing import Any

from accountability.permissions import DRAFT_PAPER, SIGN_PAPER
from supervision import clock
from supervision.accounts.models import User
from supervision.documents import kinds
from supervision.documents.content import Content, Heading, Paragraph, Table
from supervision.documents.kinds import DocumentKind, Layout
from supervision.documents.models import Delivery, OfficialDocument
from supervision.documents.services import drafting, receipts, replies, signing
from supervision.organizations.models import Unit

#: Papers named here have lost their cause, with the reason; the kind asks before it is signed.
GONE: dict[int, str] = {}
#: What the kind was told, in order.
TOLD: list[tuple[str, int]] = []


def _gone(document: Any) -> str:
    return GONE.get(document.pk, "")


def _signed(document: Any, actor: Any) -> None:
    TOLD.append(("signed", document.pk))


def _settled(document: Any, actor: Any) -> None:
    TOLD.append(("settled", document.pk))


LETTER = kinds.register(
    DocumentKind(
        code="tests.letter",
        label="督办函（试）",
        series="督函试",
        layout=Layout.LETTER,
        draft=DRAFT_PAPER,
        sign=SIGN_PAPER,
        needs_reply=True,
        basis_gone=_gone,
        signed=_signed,
        settled=_settled,
    )
)
NOTICE = kinds.register(
    DocumentKind(
        code="tests.notice",
        label="通报（试）",
        series="通报试",
        layout=Layout.GENERAL,
        draft=DRAFT_PAPER,
        sign=SIGN_PAPER,
    )
)

WORDS = Content(
    title="关于督促报送第三季度主体责任落实情况的函",
    blocks=(
        Paragraph("经核查，你单位下列事项逾期未报。"),
        Heading("逾期事项"),
        Table(("事项", "应报日期"), (("季度报告", "9月30日"), ("廉政谈话记录", "9月25日"))),
        Paragraph("请于规定期限内补报，并书面说明原因。"),
    ),
    contact="周文澜，0800-12345",
)


def draft(actor: User, *units: Unit, **changed: Any) -> OfficialDocument:
    """Draft a letter to the units, to be answered in ten days."""
    values: dict[str, Any] = {
        "kind": LETTER.code,
        "content": WORDS,
        "reply_by": clock.today() + dt.timedelta(days=10),
        "subject_unit": units[0] if units else None,
    }
    return drafting.draft(actor=actor, units=units, **(values | changed))


def submitted(actor: User, *units: Unit, **changed: Any) -> OfficialDocument:
    """Draft a letter and hand it to the signer."""
    return drafting.submit(actor=actor, document=draft(actor, *units, **changed))


def issued(drafter: User, signer: User, *units: Unit, **changed: Any) -> OfficialDocument:
    """Bring a letter out."""
    return signing.sign(actor=signer, document=submitted(drafter, *units, **changed))


def delivered(drafter: User, signer: User, unit: Unit, **changed: Any) -> Delivery:
    """Bring a letter out and return how it stands at its one unit."""
    return issued(drafter, signer, unit, **changed).deliveries.get()


def replied(drafter: User, signer: User, clerk: User, unit: Unit) -> Delivery:
    """Bring a letter out, receive it and reply to it."""
    delivery = receipts.receive(actor=clerk, delivery=delivered(drafter, signer, unit))
    replies.reply(actor=clerk, delivery=delivery, text="已于今日补报，原因说明附后。")
    delivery.refresh_from_db()
    return delivery
