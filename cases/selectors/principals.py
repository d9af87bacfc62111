"""Who acts as the principal today."""

from cases.permissions import SIGN_AS_PRINCIPAL
from cases.selectors.offices import holders
from cases.selectors.standins import stand_ins_of
from supervision.accounts.models import User


def acts_as_principal(user: User) -> bool:
    """Tell whether the account is the principal today, or stands in for an absent one."""
    own = holders(SIGN_AS_PRINCIPAL)
    return user.pk in own or user.pk in stand_ins_of(own)
