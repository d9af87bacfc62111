"""Sign in with account and password; each account only inside its time."""

from typing import Any

from django.contrib.auth.backends import ModelBackend

from supervision import clock
from supervision.accounts.models import User


class PortalBackend(ModelBackend):
    """Django's check of the password, plus the time in which the account may be used."""

    def user_can_authenticate(self, user: Any) -> bool:
        """Tell whether the account may be used at this very instant."""
        return super().user_can_authenticate(user) and is_in_window(user)

    def get_user(self, user_id: Any) -> Any:
        """Return the account of a session, unless it is closed.

        Its time is not asked here but by the gate, which can say why.
        """
        return User.objects.filter(pk=user_id, is_active=True).first()


def is_in_window(user: User) -> bool:
    """Tell whether the account may be used now: its last day, and a temporary one's window."""
    if user.ends_on is not None and clock.today() > user.ends_on:
        return False
    if not user.is_temporary:
        return True
    window = getattr(user, "temporary", None)
    return window is not None and window.is_open(clock.now())
