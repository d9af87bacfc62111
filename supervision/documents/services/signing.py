"""Sign papers: number, file, deliveries and notices come in one transaction, or none does.

The file is drawn while the number's row is held: it must show the number, and a paper that cannot
be drawn must not use one up.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from supervision import clock
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.audit.services import record
from supervision.documents import verbs
from supervision.documents.enums import DocumentStatus
from supervision.documents.models import OfficialDocument
from supervision.documents.notices import RETURNED, SIGNED
from supervision.documents.permissions import has_hand_in
from supervision.documents.services import numbers
from supervision.documents.services.checking import check_reply_day
from supervision.documents.services.files import ask_for_pdf, keep_docx
from supervision.documents.services.moves import hold, move
from supervision.documents.services.sending import send_out
from supervision.notifications.services.notices import notify, withdraw

MINIMUM_REASON = 5


@dataclass(frozen=True)
class SigningResult:
    """What became of a selection: the papers signed, and those refused with the reason."""

    signed: list[OfficialDocument] = field(default_factory=list)
    refused: list[tuple[OfficialDocument, str]] = field(default_factory=list)


def sign(*, actor: User, document: OfficialDocument) -> OfficialDocument:
    """Sign the paper, give it its number and send it out.

    Raises PermissionDenied for whoever had a hand in its words, ValidationError where it moved
    meanwhile, its day has passed, its cause is gone, or it cannot be drawn.
    """
    require(actor, document.kind_entry.sign)
    with transaction.atomic():
        found = hold(document)
        _check(actor, found)
        _number(actor, found)
        keep_docx(found)
        ask_for_pdf(found)
        send_out(found)
        record(
            verb=verbs.SIGNED,
            actor=actor,
            target=found,
            unit=found.subject_unit_id,
            details={"number": found.number},
        )
        _tell_drafter(found)
        found.kind_entry.signed(found, actor)
    return found


def sign_many(*, actor: User, documents: Iterable[OfficialDocument]) -> SigningResult:
    """Sign each paper that can go out, in the order given; name those that cannot, and why.

    Each is a transaction of its own, so that one that is refused keeps none of the others back.
    """
    result = SigningResult()
    for document in documents:
        try:
            result.signed.append(sign(actor=actor, document=document))
        except ValidationError as refusal:
            result.refused.append((document, " ".join(refusal.messages)))
        except PermissionDenied as refusal:
            result.refused.append((document, str(refusal)))
    return result


def send_back(*, actor: User, document: OfficialDocument, reason: str) -> OfficialDocument:
    """Give the paper back to its drafter with the reason."""
    require(actor, document.kind_entry.sign)
    if len(reason.strip()) < MINIMUM_REASON:
        raise ValidationError(
            {
                "reason": _("Give the reason in at least %(least)d characters.")
                % {"least": MINIMUM_REASON}
            }
        )
    with transaction.atomic():
        found = hold(document)
        move(found, DocumentStatus.RETURNED)
        found.returned_by, found.returned_at = actor, clock.now()
        found.return_reason = reason.strip()
        found.save()
        withdraw(found)
        record(
            verb=verbs.RETURNED,
            actor=actor,
            target=found,
            unit=found.subject_unit_id,
            details={"note": found.return_reason},
        )
        notify(
            kind=RETURNED,
            recipients=[found.drafted_by_id],
            title=found.title,
            body=found.return_reason,
            url=found.get_absolute_url(),
            target=found,
            unit=found.subject_unit_id,
            dedupe_key=f"paper-{found.pk}-returned-{found.returned_at:%Y%m%d%H%M%S%f}",
        )
    return found


def _check(actor: User, document: OfficialDocument) -> None:
    if has_hand_in(actor, document):
        raise PermissionDenied(
            _("Whoever drafted a paper does not sign it: a second person is needed.")
        )
    move(document, DocumentStatus.SIGNED)
    check_reply_day(document.reply_by, needed=document.kind_entry.needs_reply)
    gone = document.kind_entry.basis_gone(document)
    if gone:
        raise ValidationError(str(gone), code="basis_gone")


def _number(actor: User, document: OfficialDocument) -> None:
    now = clock.now()
    document.signed_by, document.signed_at = actor, now
    document.issued_on = clock.local(now).date()
    document.word = document.organ.word
    document.series = document.kind_entry.series
    document.year = document.issued_on.year
    document.serial = numbers.take(word=document.word, series=document.series, year=document.year)
    document.number = numbers.printed(
        word=document.word, series=document.series, year=document.year, serial=document.serial
    )
    document.save()


def _tell_drafter(document: OfficialDocument) -> None:
    withdraw(document)
    notify(
        kind=SIGNED,
        recipients=[document.drafted_by_id],
        title=f"{document.number} · {document.title}",
        url=document.get_absolute_url(),
        target=document,
        unit=document.subject_unit_id,
        dedupe_key=f"paper-{document.pk}-signed",
    )
