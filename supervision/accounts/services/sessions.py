"""What sign-in and use leave behind; how many sessions an account may hold, and how they end."""

import datetime as dt
from importlib import import_module

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from supervision import clock
from supervision.accounts.enums import SessionEnd
from supervision.accounts.models import SignInSession, TemporaryAccount, User
from supervision.accounts.verbs import (
    CONFIRM_FAILED,
    CONFIRMED,
    LOGGED_IN,
    LOGGED_OUT,
    LOGIN_FAILED,
    SESSION_ENDED,
)
from supervision.audit.context import origin
from supervision.audit.services import record

#: How long the list of past sessions is kept; the audit record keeps the sign-ins themselves.
KEPT = dt.timedelta(days=180)


@transaction.atomic
def signed_in(*, user: User) -> None:
    """Record a sign-in."""
    record(verb=LOGGED_IN, actor=user, target=user, unit=user.home_unit)
    mark_used(user=user)


@transaction.atomic
def signed_out(*, user: User, sign_in: int | None = None) -> None:
    """Record a sign-out and close the session's row."""
    _end(_row(sign_in), SessionEnd.SIGNED_OUT)
    record(verb=LOGGED_OUT, actor=user, target=user, unit=user.home_unit)


@transaction.atomic
def refused(*, username: str) -> None:
    """Record a refused sign-in; what was typed as a password is never kept.

    Nor is it where it was typed into the wrong field: of no account's name the beginning is kept.
    """
    user = User.objects.filter(username__iexact=username).first()
    label = user.username if user is not None else f"{username[:2]}…"
    record(verb=LOGIN_FAILED, actor=None, target=user, label=label)


@transaction.atomic
def confirm(*, user: User, refusal: str = "") -> None:
    """Record that somebody proved to be the holder before an important act, or did not."""
    record(
        verb=CONFIRM_FAILED if refusal else CONFIRMED,
        actor=user,
        target=user,
        details={"wrong": refusal} if refusal else None,
    )


@transaction.atomic
def start(*, user: User, agent: str, is_proved: bool) -> int:
    """Note a new session and return its number; a proved one counts against the limit at once."""
    now = clock.now()
    row = SignInSession.objects.create(
        user=user,
        started_at=now,
        seen_at=clock.real_now(),
        proved_at=now if is_proved else None,
        ip=origin.get().ip,
        agent=agent[:200],
    )
    if is_proved:
        _keep_within_limit(user)
    return row.pk


@transaction.atomic
def prove(*, user: User, sign_in: int | None) -> None:
    """Note that the session gave its second factor: only now may it end an older one."""
    open_rows = _row(sign_in).filter(user=user, ended_at__isnull=True)
    if open_rows.update(proved_at=clock.now()):
        _keep_within_limit(user)


def _keep_within_limit(user: User) -> None:
    """End the oldest sessions beyond the number allowed; those long unused go first."""
    limit = (
        settings.ADMINISTRATOR_SESSION_LIMIT if user.is_administrator else settings.SESSION_LIMIT
    )
    User.objects.select_for_update().get(pk=user.pk)
    held = SignInSession.objects.filter(user=user, ended_at__isnull=True, proved_at__isnull=False)
    idle = clock.real_now() - dt.timedelta(seconds=settings.IDLE_TIMEOUT_SECONDS)
    _end(held.filter(seen_at__lt=idle), SessionEnd.IDLE)
    if limit:
        newest = list(held.order_by("-proved_at", "-id").values_list("pk", flat=True)[:limit])
        if _end(held.exclude(pk__in=newest), SessionEnd.NEWER):
            record(
                verb=SESSION_ENDED, actor=user, target=user, details={"because": SessionEnd.NEWER}
            )


@transaction.atomic
def end_own(*, user: User, sign_in: int) -> bool:
    """End another session of one's own; tell whether it was still open."""
    rows = SignInSession.objects.filter(pk=sign_in, user=user)
    if not _end(rows, SessionEnd.BY_HOLDER):
        return False
    record(verb=SESSION_ENDED, actor=user, target=user, details={"because": SessionEnd.BY_HOLDER})
    return True


def end_all(*, user: User, because: SessionEnd, spare: int | None = None) -> None:
    """End every session of the account but one; the act that asks for it is what is recorded."""
    rows = SignInSession.objects.filter(user=user)
    _end(rows if spare is None else rows.exclude(pk=spare), because)


def end_idle(*, sign_in: int | None) -> None:
    """Close the row of a session that the gate found too long unused."""
    _end(_row(sign_in), SessionEnd.IDLE)


def _row(sign_in: int | None) -> QuerySet[SignInSession]:
    rows = SignInSession.objects.all()
    return rows.none() if sign_in is None else rows.filter(pk=sign_in)


def _end(rows: QuerySet[SignInSession], because: SessionEnd) -> int:
    return rows.filter(ended_at__isnull=True).update(ended_at=clock.now(), ended_because=because)


def mark_used(*, user: User, sign_in: int | None = None) -> None:
    """Note when a session, and a temporary account, was last used."""
    if sign_in is not None:
        SignInSession.objects.filter(pk=sign_in).update(seen_at=clock.real_now())
    if user.is_temporary:
        TemporaryAccount.objects.filter(user=user).update(last_used_at=clock.now())


def reason_of_end(*, user: User, sign_in: int) -> str:
    """Return why the session was ended, or "" while it runs."""
    row = SignInSession.objects.filter(pk=sign_in, user=user).values("ended_because").first()
    if row is None:
        return _("Please sign in again.")
    return str(SessionEnd(row["ended_because"]).label) if row["ended_because"] else ""


def forget_old() -> int:
    """Delete the rows of sessions that ended long ago, and what over ones held; return how many."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    return SignInSession.objects.filter(ended_at__lt=clock.now() - KEPT).delete()[0]
