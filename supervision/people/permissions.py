"""Who may read and change the register, and who is shown names in full."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from supervision.accounts.enums import RoleCode
from supervision.accounts.roles import permissions_of

READ = "people.read"
READ_NAMES = "people.read_names"
REVEAL = "people.reveal"
MANAGE = "people.manage"
EXPORT = "people.export"
READ_LOG = "people.read_log"


def require(user: Any, permission: str) -> None:
    """Raise PermissionDenied unless the account holds the permission."""
    if not user.can(permission):
        raise PermissionDenied(_("Your post does not allow this."))


def only_own_ranks(user: Any) -> bool:
    """Tell whether the account reads persons as internal supervision alone.

    The internal supervision office watches the commission's own people, nobody else.
    """
    reading = {
        posting.role for posting in user.current_postings if READ in permissions_of(posting.role)
    }
    return reading == {RoleCode.INTERNAL}
