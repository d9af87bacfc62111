"""Send a signed paper to its units, and take it back from them when it is revoked."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from supervision import clock
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.accounts.selectors import recipients
from supervision.audit.services import record
from supervision.deadlines.rules import TermError
from supervision.deadlines.services import fix_deadline, start_deadline
from supervision.documents import verbs
from supervision.documents.enums import DeliveryStatus, DocumentStatus
from supervision.documents.models import Delivery, OfficialDocument
from supervision.documents.notices import ISSUED, REVOKED
from supervision.documents.permissions import RECEIVE, has_hand_in
from supervision.documents.services.moves import hold, hold_delivery, move, move_delivery
from supervision.notifications.kinds import NoticeKind
from supervision.notifications.services.notices import Draft, withdraw, write

#: A paper that asks for no reply is to be received within three working days.
RECEIPT_TERM = "3WD"
#: A reply turns yellow three working days before its day.
REPLY_WARNING = "3WD"
MINIMUM_REASON = 5


def send_out(document: OfficialDocument) -> list[Delivery]:
    """Open a delivery for each unit of the paper just signed, and tell the units.

    A paper that stays inside goes to none; the register shows it to the office and the leaders.
    """
    units = [row.unit for row in document.addressees.select_related("unit")]
    if not units and not document.kind_entry.stays_inside:
        raise ValidationError(_("The paper has no unit to go to."))
    made = []
    for unit in units:
        delivery = Delivery(document=document, unit=unit, needs_reply=document.reply_by is not None)
        _start(delivery)
        made.append(delivery)
    sent = Delivery.objects.bulk_create(made)
    tell_units(sent, ISSUED, document.title)
    return sent


def revoke(*, actor: User, document: OfficialDocument, reason: str) -> OfficialDocument:
    """Revoke an issued paper: its number stays, its units are told, nothing is deleted.

    Raises PermissionDenied for the person who signed it or had a hand in it, ValidationError
    for a thin reason.
    """
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
        move(found, DocumentStatus.REVOKED)
        if actor.pk == found.signed_by_id or has_hand_in(actor, found):
            raise ValidationError(
                _("Another person than its drafter and its signer revokes a paper.")
            )
        found.revoked_by, found.revoked_at = actor, clock.now()
        found.revoke_reason = reason.strip()
        found.save()
        taken = [_take_back(delivery) for delivery in found.deliveries.order_by("pk")]
        record(
            verb=verbs.REVOKED,
            actor=actor,
            target=found,
            unit=found.subject_unit_id,
            details={"number": found.number, "note": found.revoke_reason},
        )
        tell_units(taken, REVOKED, found.revoke_reason)
    return found


def tell_units(deliveries: list[Delivery], kind: NoticeKind, body: str) -> None:
    """Tell the clerks and heads of the units, each with the address of their own delivery."""
    told = recipients(permission=RECEIVE, unit_ids={row.unit_id for row in deliveries})
    write(
        [
            Draft(
                recipient_id=user_id,
                kind=kind,
                title=f"{delivery.document.number} {delivery.document.title}",
                body=body,
                url=delivery.get_absolute_url(),
                object_type=Delivery._meta.label_lower,
                object_id=str(delivery.pk),
                unit_id=delivery.unit_id,
                ends_at=delivery.ends_at if delivery.closed_at is None else None,
                dedupe_key=f"delivery-{delivery.pk}-{kind.code}",
            )
            for delivery in deliveries
            for user_id in dict.fromkeys(told.get(delivery.unit_id, []))
        ]
    )


def _start(delivery: Delivery) -> None:
    document = delivery.document
    if document.signed_at is None:
        raise ValidationError(_("The paper is not signed."))
    if document.reply_by is None:
        start_deadline(delivery, started_at=document.signed_at, term=RECEIPT_TERM)
        return
    try:
        fix_deadline(
            delivery,
            started_at=document.signed_at,
            last_day=document.reply_by,
            warn=REPLY_WARNING,
            basis=document.number,
        )
    except TermError:
        raise ValidationError(_("The day for the reply has passed.")) from None


def _take_back(delivery: Delivery) -> Delivery:
    found = hold_delivery(delivery)
    move_delivery(found, DeliveryStatus.WITHDRAWN)
    found.paused_at = None
    found.closed_at = found.closed_at or clock.now()
    found.save()
    withdraw(found)
    return found
