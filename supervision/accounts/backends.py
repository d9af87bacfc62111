"""Sign in with account and password; temporary accounts only inside their window."""

from typing import Any

from django.contrib.auth.backends import ModelBackend

from supervision import clock
from supervision.accounts.models import User


class PortalBackend(ModelBackend):
    """Django's check of the password, plus the window of temporary accounts."""

    def user_can_authenticate(self, user: Any) -> bool:
        """Tell whether the account may be used at this very instant."""
        return super().user_can_authenticate(user) and is_in_window(user)

    def get_user(self, user_id: Any) -> Any:
        """Return the account of a session, unless it is closed.

        The window of a temporary account is not asked here but by the gate, which can say why.
        """
        return User.objects.filter(pk=user_id, is_active=True).first()


def is_in_window(user: User) -> bool:
    """Tell whether the account may be used now; a permanent account always may."""
    if not user.is_temporary:
        return True
    window = getattr(user, "temporary", None)
    return window is not None and window.is_open(clock.now())
