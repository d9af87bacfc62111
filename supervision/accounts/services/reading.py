"""Look at what an account opens: reading the reach map of somebody is on record."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from supervision.accounts import reach
from supervision.accounts.models import User
from supervision.accounts.verbs import REACH_READ
from supervision.audit.services import record_read


@transaction.atomic
def open_reach(*, actor: Any, account: User, kind: str = "") -> None:
    """Record that the actor read the reach of the account, or its rows of one kind.

    Raises PermissionDenied where the account is not one the actor may look at.
    """
    if not reach.subjects(actor).filter(pk=account.pk).exists():
        raise PermissionDenied(_("Your post does not allow this."))
    record_read(
        verb=REACH_READ,
        actor=actor,
        target=account,
        unit=account.home_unit,
        details={"kind": kind} if kind else None,
    )
