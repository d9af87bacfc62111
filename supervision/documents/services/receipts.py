"""Confirm that a paper was received."""

from django.db import transaction

from supervision import clock
from supervision.accounts.models import User
from supervision.audit.services import record
from supervision.documents.enums import DeliveryStatus
from supervision.documents.models import Delivery
from supervision.documents.permissions import RECEIVE
from supervision.documents.services import numbers
from supervision.documents.services.hands import require_for
from supervision.documents.services.moves import hold_delivery, move_delivery
from supervision.documents.verbs import RECEIVED
from supervision.notifications.services.notices import withdraw


def receive(*, actor: User, delivery: Delivery) -> Delivery:
    """Confirm the receipt and number it; a paper that asks for no reply is settled with it.

    Raises ValidationError where somebody of the unit confirmed it already or it was revoked.
    """
    require_for(actor, RECEIVE, delivery)
    with transaction.atomic():
        found = hold_delivery(delivery)
        move_delivery(found, DeliveryStatus.RECEIVED)
        now = clock.now()
        found.received_by, found.received_at = actor, now
        found.receipt = numbers.receipt(clock.local(now).year)
        if not found.needs_reply:
            found.is_late = now >= found.ends_at
            found.closed_at = now
        found.save()
        withdraw(found)
        record(
            verb=RECEIVED,
            actor=actor,
            target=found,
            unit=found.unit,
            details={"receipt": found.receipt},
        )
    return found
