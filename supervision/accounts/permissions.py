"""Ask once whether an account may act; the raise and the button share this answer."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from supervision.accounts.models import User
from supervision.organizations.models import Unit

#: Open and close accounts, reset passwords.
MANAGE = "accounts.manage"
#: Ask that a post be given or ended.
GRANT_POSTS = "accounts.grant_posts"
#: Ask that an account be put back in use or a second factor be reset.
ASKS = "accounts.ask_unlock"
#: Decide, as the second person, on what somebody else asked for.
DECIDE_REQUESTS = "accounts.decide_requests"
#: Read every request, open and decided.
READ_REQUESTS = "accounts.read_requests"


def may(user: User, permission: str, unit: Unit | None = None) -> bool:
    """Tell whether the account holds the permission, in the unit if one is given."""
    return user.can(permission) if unit is None else user.can_in(permission, unit)


def require(user: User, permission: str, unit: Unit | None = None) -> None:
    """Raise PermissionDenied unless the account holds the permission."""
    if not may(user, permission, unit):
        raise PermissionDenied(_("Your post does not allow this."))
