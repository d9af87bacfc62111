"""Ask once whether an account may act; the raise and the button share this answer."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from supervision.accounts.models import User
from supervision.organizations.models import Unit


def may(user: User, permission: str, unit: Unit | None = None) -> bool:
    """Tell whether the account holds the permission, in the unit if one is given."""
    return user.can(permission) if unit is None else user.can_in(permission, unit)


def require(user: User, permission: str, unit: Unit | None = None) -> None:
    """Raise PermissionDenied unless the account holds the permission."""
    if not may(user, permission, unit):
        raise PermissionDenied(_("Your post does not allow this."))
