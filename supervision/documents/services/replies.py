"""Reply to a paper; accept the reply, or send it back with its reason.

The clock of the delivery rests while the office examines: a unit that replied in time does not
turn red because nobody read its reply.
"""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from supervision import clock
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.accounts.selectors import holders
from supervision.attachments.models import Attachment
from supervision.attachments.services import attach
from supervision.audit.services import record
from supervision.deadlines.services import extend_deadline, pause_deadline, resume_deadline
from supervision.documents import verbs
from supervision.documents.enums import DeliveryStatus
from supervision.documents.models import Delivery, DeliveryReply, ReplyVerdict
from supervision.documents.notices import ACCEPTED, REPLIED, SENT_BACK
from supervision.documents.permissions import REPLY, settling
from supervision.documents.selectors.deliveries import pauses_of
from supervision.documents.services.hands import require_for
from supervision.documents.services.moves import hold_delivery, move_delivery
from supervision.documents.services.sending import tell_units
from supervision.notifications.services.notices import notify, withdraw

MINIMUM_TEXT = 10
MINIMUM_REASON = 5
MAX_TEXT = 20_000


def reply(
    *,
    actor: User,
    delivery: Delivery,
    text: str,
    attachments: Sequence[Attachment | uuid.UUID | str] = (),
) -> DeliveryReply:
    """Send the unit's reply with its files, staged before; the office is told.

    Raises ValidationError for a thin text, a paper not yet received, and a reply that is being
    examined or accepted.
    """
    require_for(actor, REPLY, delivery)
    words = text.replace("\x00", "").strip()
    if not MINIMUM_TEXT <= len(words) <= MAX_TEXT:
        raise ValidationError(
            {
                "text": _("Write the reply in %(least)d to %(most)d characters.")
                % {"least": MINIMUM_TEXT, "most": MAX_TEXT}
            }
        )
    with transaction.atomic():
        found = hold_delivery(delivery)
        if not found.needs_reply:
            raise ValidationError(_("This paper asks for no reply."))
        move_delivery(found, DeliveryStatus.REPLIED)
        now = clock.now()
        late = now >= found.ends_at
        sent = DeliveryReply.objects.create(
            delivery=found,
            position=found.replies.count() + 1,
            text=words,
            is_late=late,
            replied_by=actor,
            replied_at=now,
        )
        attach(attachments=attachments, owner=sent, actor=actor)
        found.replied_by, found.replied_at = actor, now
        found.is_late = found.is_late or late
        pause_deadline(found, at=now)
        found.save()
        withdraw(found)
        record(
            verb=verbs.REPLIED,
            actor=actor,
            target=found,
            unit=found.unit,
            details={"reply": sent.position},
        )
        _tell_office(found)
    return sent


def accept(*, actor: User, delivery: Delivery, opinion: str = "") -> Delivery:
    """Accept the reply that is being examined: the delivery is settled and turns green."""
    with transaction.atomic():
        found = _examined(actor, delivery)
        _decide(actor, found, ReplyVerdict(is_accepted=True, opinion=opinion.strip()))
        move_delivery(found, DeliveryStatus.ACCEPTED)
        found.accepted_by, found.accepted_at = actor, clock.now()
        found.paused_at, found.closed_at = None, found.accepted_at
        found.save()
        record(
            verb=verbs.ACCEPTED,
            actor=actor,
            target=found,
            unit=found.unit,
            details={"note": opinion.strip()},
        )
        tell_units([found], ACCEPTED, opinion.strip())
        found.document.kind_entry.settled(found.document, actor)
    return found


def send_back(
    *, actor: User, delivery: Delivery, reason: str, new_day: dt.date | None = None
) -> Delivery:
    """Send the reply back with the reason; the clock runs again, to the new day if one is given.

    Raises ValidationError for a thin reason, and for a day that is not later than the present one.
    """
    if len(reason.strip()) < MINIMUM_REASON:
        raise ValidationError(
            {
                "reason": _("Give the reason in at least %(least)d characters.")
                % {"least": MINIMUM_REASON}
            }
        )
    if new_day is not None and new_day < clock.today():
        raise ValidationError({"new_day": _("The day for the reply has passed.")})
    with transaction.atomic():
        found = _examined(actor, delivery)
        verdict = ReplyVerdict(is_accepted=False, opinion=reason.strip(), new_day=new_day)
        _decide(actor, found, verdict)
        move_delivery(found, DeliveryStatus.SENT_BACK)
        resume_deadline(found, pauses=pauses_of([found.pk])[found.pk])
        if new_day is not None:
            extend_deadline(found, last_day=new_day)
        found.save()
        # The row's end is generated by the database.
        found.refresh_from_db(fields=["ends_at"])
        record(
            verb=verbs.SENT_BACK,
            actor=actor,
            target=found,
            unit=found.unit,
            details={"note": reason.strip()},
        )
        tell_units([found], SENT_BACK, reason.strip())
    return found


def _examined(actor: User, delivery: Delivery) -> Delivery:
    require(actor, settling(delivery.document.kind), delivery.unit)
    found = hold_delivery(delivery)
    if found.replied_by_id == actor.pk:
        raise PermissionDenied(_("Nobody decides on their own reply."))
    if found.status != DeliveryStatus.REPLIED:
        raise ValidationError(_("No reply of this unit waits for a decision."), code="moved")
    return found


def _decide(actor: User, delivery: Delivery, verdict: ReplyVerdict) -> None:
    verdict.reply = delivery.replies.order_by("-position")[0]
    verdict.decided_by, verdict.decided_at = actor, clock.now()
    verdict.save()


def _tell_office(delivery: Delivery) -> None:
    document = delivery.document
    notify(
        kind=REPLIED,
        recipients=holders(settling(document.kind)),
        title=f"{delivery.unit.short_name} · {document.number} {document.title}",
        url=delivery.get_absolute_url(),
        target=delivery,
        unit=delivery.unit,
        dedupe_key=f"delivery-{delivery.pk}-replied-{delivery.replied_at:%Y%m%d%H%M%S%f}",
    )
