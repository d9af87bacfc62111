"""Refuse whoever does not act for the unit that got a paper."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from supervision.accounts.models import User
from supervision.documents.models import Delivery
from supervision.documents.permissions import receives_for


def require_for(actor: User, permission: str, delivery: Delivery) -> None:
    """Raise PermissionDenied unless the account acts for the unit of the delivery."""
    if not receives_for(actor, permission, delivery.unit):
        raise PermissionDenied(_("Your post does not allow this."))
