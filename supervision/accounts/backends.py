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


def is_in_window(user: User) -> bool:
    """Tell whether the account may be used now; a permanent account always may."""
    if not user.is_temporary:
        return True
    window = getattr(user, "temporary", None)
    return window is not None and window.is_open(clock.now())
