"""Set up, ask for and reset the second factor."""

import datetime as dt
from urllib.parse import quote, urlencode

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from supervision import clock
from supervision.accounts import rules
from supervision.accounts.enums import SessionEnd
from supervision.accounts.models import GrantRequest, SecondFactor, User
from supervision.accounts.rules import Code
from supervision.accounts.services import sessions
from supervision.accounts.verbs import (
    CODE_REFUSED,
    FACTOR_BLOCKED,
    FACTOR_ENROLLED,
    FACTOR_RESET,
    FACTOR_TURNED_OFF,
)
from supervision.audit.services import record


def is_enrolled(user: User) -> bool:
    """Tell whether the account has a second factor that is set up."""
    return SecondFactor.objects.filter(user=user, enrolled_at__isnull=False).exists()


def may_be_reset(user: User) -> bool:
    """Tell whether there is something to forget: a second factor, or one blocked on its way."""
    something = Q(enrolled_at__isnull=False) | Q(is_blocked=True)
    return SecondFactor.objects.filter(something, user=user).exists()


@transaction.atomic
def pending_secret(*, user: User) -> str:
    """Return the secret to be put into the app, the same until its first right code."""
    if user.is_temporary:
        raise PermissionDenied(_("A temporary account has no second factor."))
    factor, _made = SecondFactor.objects.select_for_update().get_or_create(user=user)
    if not factor.pending_secret:
        factor.pending_secret = rules.new_secret()
        factor.save(update_fields=["pending_secret"])
    return factor.pending_secret


def address_of(user: User, secret: str) -> str:
    """Return what the QR code says: the address an authenticator app reads."""
    label = quote(f"{settings.PORTAL_NAME}:{user.username}")
    return f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': settings.PORTAL_NAME})}"


@transaction.atomic
def enrol(*, user: User, code: str) -> Code:
    """Take the first code of the pending secret; a right one puts it in the place of the former."""
    factor = SecondFactor.objects.select_for_update().get(user=user)
    now = clock.real_now()
    closed = _closed(factor, now)
    if closed:
        return closed
    step = rules.step_of(factor.pending_secret, code, now)
    if step is None:
        return _count_wrong(factor, now)
    factor.secret, factor.pending_secret = factor.pending_secret, ""
    factor.enrolled_at, factor.last_step = now, step
    factor.failures = 0
    factor.save()
    record(verb=FACTOR_ENROLLED, actor=user, target=user)
    return Code.RIGHT


@transaction.atomic
def verify(*, user: User, code: str) -> Code:
    """Check a code. Each counts once; five wrong ones close the door for a quarter of an hour."""
    factor = SecondFactor.objects.select_for_update().get(user=user)
    now = clock.real_now()
    closed = _closed(factor, now)
    if closed:
        return closed
    step = rules.step_of(factor.secret, code, now) if factor.secret else None
    if step is None:
        return _count_wrong(factor, now)
    if step <= factor.last_step:
        return Code.USED
    factor.last_step, factor.failures, factor.locked_until = step, 0, None
    factor.save(update_fields=["last_step", "failures", "locked_until"])
    return Code.RIGHT


def _closed(factor: SecondFactor, now: dt.datetime) -> Code | None:
    if factor.is_blocked:
        return Code.BLOCKED
    if factor.locked_until is not None and now < factor.locked_until:
        return Code.PAUSED
    return None


def _count_wrong(factor: SecondFactor, now: dt.datetime) -> Code:
    factor.failures += 1
    factor.is_blocked = factor.failures >= rules.BLOCK_AFTER
    if factor.failures % rules.PAUSE_AFTER == 0:
        factor.locked_until = now + rules.PAUSE
    factor.save(update_fields=["failures", "is_blocked", "locked_until"])
    record(
        verb=FACTOR_BLOCKED if factor.is_blocked else CODE_REFUSED,
        actor=factor.user,
        target=factor.user,
        details={"failures": factor.failures},
    )
    return _closed(factor, now) or Code.WRONG


@transaction.atomic
def turn_off(*, user: User) -> None:
    """Forget one's own second factor; raises PermissionDenied where the role asks for it."""
    if user.needs_factor:
        raise PermissionDenied(_("Your role asks for the second factor; it cannot be turned off."))
    if SecondFactor.objects.filter(user=user, enrolled_at__isnull=False).delete()[0]:
        record(verb=FACTOR_TURNED_OFF, actor=user, target=user)


@transaction.atomic
def reset(*, actor: User, request: GrantRequest) -> None:
    """Forget the second factor as two persons agreed; every session of the account ends."""
    SecondFactor.objects.filter(user_id=request.user_id).delete()
    sessions.end_all(user=request.user, because=SessionEnd.CLOSED)
    record(
        verb=FACTOR_RESET,
        actor=actor,
        target=request.user,
        details={"asked_by": request.asked_by.name, "request": request.pk},
    )


def words(answer: Code) -> str:
    """Say why a code is not taken; "" for a right one."""
    return {
        Code.RIGHT: "",
        Code.WRONG: _("This code is not right. Please enter the six digits the app shows now."),
        Code.USED: _("This code was used already. Please wait for the next one."),
        Code.PAUSED: _("Too many wrong codes. Please try again in 15 minutes."),
        Code.BLOCKED: _(
            "Too many wrong codes. The second factor is blocked: ask the system administrator; "
            "two administrators together reset it."
        ),
    }[answer]


@transaction.atomic
def load_demo(*, user: User) -> None:
    """Set up a demo account with the secret everybody knows; raises outside demo mode."""
    if not settings.DEMO_MODE:
        raise ImproperlyConfigured("Known secrets are for demo mode only.")
    SecondFactor.objects.create(
        user=user, secret=settings.DEMO_FACTOR_SECRET, enrolled_at=clock.real_now()
    )


def demo_code(user: User, *, pending: bool = False) -> str:
    """Return the next code that will be taken, in the demo alone: nobody has its phone."""
    factor = SecondFactor.objects.filter(user=user).first() if settings.DEMO_MODE else None
    if factor is None:
        return ""
    secret = factor.pending_secret if pending else factor.secret
    now = rules.step_at(clock.real_now())
    last = 0 if pending else factor.last_step
    return rules.code_at(secret, min(max(now, last + 1), now + rules.DRIFT)) if secret else ""
