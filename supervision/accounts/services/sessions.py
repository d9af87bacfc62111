"""What sign-in and use leave behind."""

from django.db import transaction

from supervision import clock
from supervision.accounts.models import TemporaryAccount, User
from supervision.accounts.verbs import LOGGED_IN, LOGGED_OUT, LOGIN_FAILED
from supervision.audit.services import record


@transaction.atomic
def signed_in(*, user: User) -> None:
    """Record a sign-in."""
    record(verb=LOGGED_IN, actor=user, target=user, unit=user.home_unit)
    mark_used(user=user)


@transaction.atomic
def signed_out(*, user: User) -> None:
    """Record a sign-out."""
    record(verb=LOGGED_OUT, actor=user, target=user, unit=user.home_unit)


@transaction.atomic
def refused(*, username: str) -> None:
    """Record a refused sign-in; what was typed as a password is never kept."""
    user = User.objects.filter(username__iexact=username).first()
    record(verb=LOGIN_FAILED, actor=None, target=user, label=username[:40])


def mark_used(*, user: User) -> None:
    """Note when a temporary account was last used."""
    if user.is_temporary:
        TemporaryAccount.objects.filter(user=user).update(last_used_at=clock.now())
