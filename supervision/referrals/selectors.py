"""Read what was handed on: for the sender its state, for the receiver where it came from."""

from typing import Any

from django.db.models import Model, Q, QuerySet

from supervision.accounts.roles import permissions_of
from supervision.referrals.models import Referral
from supervision.referrals.permissions import READ


def referrals_of(user: Any) -> QuerySet[Referral]:
    """Return what the account, or its office, handed on; what was made of it is not loaded.

    A post counts only where it carries the permission and stands in the very unit that sent.
    """
    if not user.can(READ):
        return Referral.objects.none()
    own = [
        posting.unit_id for posting in user.current_postings if READ in permissions_of(posting.role)
    ]
    rows = Referral.objects.filter(Q(sent_by=user.pk) | Q(sender_unit__in=own))
    return rows.select_related("unit", "sent_by").defer(
        "received_type", "received_id", "received_label"
    )


def of_source(source: Model, receiver: str) -> Referral | None:
    """Return the referral made of the sender's record, if it was handed on."""
    rows = Referral.objects.filter(source_type=source._meta.label_lower, receiver=receiver)
    return rows.filter(source_id=str(source.pk)).first()


def of_received(received: Model) -> Referral | None:
    """Return the referral of which the receiver's record was made, or None."""
    rows = Referral.objects.select_related("sender_unit")
    return rows.filter(
        received_type=received._meta.label_lower, received_id=str(received.pk)
    ).first()


def answer_to(code: str) -> Referral | None:
    """Return what the holder of a query code may read; None for a code nobody was given."""
    if not code:
        return None
    return (
        Referral.objects.only("status", "concluded_at", "publishable")
        .filter(public_code=code)
        .first()
    )
