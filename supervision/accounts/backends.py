"""Sign in with account and password; each account only inside its time."""

from typing import Any

from django.contrib.auth.backends import ModelBackend

from supervision import clock
from supervision.accounts.models import User


class PortalBackend(ModelBackend):
    """Django's check of the password, plus the time in which the account may be used."""

    #: A temporary account whose password was right, outside its time.
    outside: User | None = None

    def authenticate(
        self, request: Any, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> Any:
        """Return the account; note on the request whom its time alone keeps out."""
        user = super().authenticate(request, username, password, **kwargs)
        if request is not None:
            request.outside_its_time = self.outside
        return user

    def user_can_authenticate(self, user: Any) -> bool:
        """Tell whether the account may be used at this very instant; its password was right."""
        if not super().user_can_authenticate(user):
            return False
        if is_in_window(user):
            return True
        self.outside = user if user.is_temporary else None
        return False

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
