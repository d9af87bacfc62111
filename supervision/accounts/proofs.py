"""What a session has proved beyond the password at sign-in: the second factor, and a fresh look.

All of it stands in the session itself, so that another session of the same person has to prove it
anew. Time is the machine's own: a demo that moves the clock must not prolong a proof.
"""

from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase

from supervision import clock

_FACTOR = "factor_at"
_HAS_FACTOR = "has_factor"
_SUDO = "sudo_until"
_SIGN_IN = "sign_in"
_BEGAN = "began_at"


def begin(session: SessionBase, sign_in: int, *, has_factor: bool) -> None:
    """Note the number of the session's row, its beginning, and whether a factor is set up."""
    session[_SIGN_IN] = sign_in
    session[_BEGAN] = clock.real_now().timestamp()
    session[_HAS_FACTOR] = has_factor


def sign_in(session: SessionBase) -> int | None:
    """Return the number of the session's row, or None before its first request."""
    number = session.get(_SIGN_IN)
    return int(number) if number is not None else None


def began_at(session: SessionBase) -> float:
    """Return when the session began, as a time stamp."""
    return float(session.get(_BEGAN, 0))


def pass_factor(session: SessionBase) -> None:
    """Note that the second factor was given."""
    session[_FACTOR] = clock.real_now().timestamp()
    session[_HAS_FACTOR] = True


def has_passed_factor(session: SessionBase) -> bool:
    """Tell whether the second factor was given in this session."""
    return _FACTOR in session


def owes_factor(session: SessionBase, user: Any) -> bool:
    """Tell whether a second factor is due: it is set up, or a post held today asks for one."""
    if has_passed_factor(session):
        return False
    return bool(session.get(_HAS_FACTOR)) or user.needs_factor


def confirm(session: SessionBase) -> None:
    """Note that the person has just proved to be the account's holder."""
    session[_SUDO] = clock.real_now().timestamp() + settings.SUDO_SECONDS


def is_confirmed(session: SessionBase) -> bool:
    """Tell whether the person proved it within the last `SUDO_SECONDS`.

    More than that is left only where the machine's clock was set back: then it is proved anew.
    """
    left = float(session.get(_SUDO, 0)) - clock.real_now().timestamp()
    return 0 < left <= settings.SUDO_SECONDS
