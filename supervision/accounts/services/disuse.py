"""Close accounts that nobody has used for a long time."""

import datetime as dt

from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from supervision import clock
from supervision.accounts.announcing import announce
from supervision.accounts.models import User
from supervision.accounts.permissions import MANAGE
from supervision.accounts.selectors import holders, unused_since
from supervision.accounts.services import accounts


def close_unused() -> list[User]:
    """Close what was not used for `UNUSED_ACCOUNT_DAYS`, tell the system administrators, return it.

    The last administrators of a kind are left alone. Safe to run twice.
    """
    if not settings.UNUSED_ACCOUNT_DAYS:
        return []
    before = clock.now() - dt.timedelta(days=settings.UNUSED_ACCOUNT_DAYS)
    closed = [user for user in unused_since(before) if _close(user)]
    if closed:
        _tell(closed)
    return closed


def _close(user: User) -> bool:
    try:
        accounts.close(actor=None, user=user)
    except ValidationError:
        return False
    return True


def _tell(closed: list[User]) -> None:
    with override(settings.LANGUAGE_CODE):
        announce(
            code="accounts.closed_unused",
            recipients=holders(MANAGE),
            title=_("%(n)d accounts unused for %(days)d days were closed")
            % {"n": len(closed), "days": settings.UNUSED_ACCOUNT_DAYS},
            body=_(", ").join(f"{user.name}({user.username})" for user in closed),
            url=f"{reverse('accounts:list')}?state=closed",
            target=closed[-1],
        )
