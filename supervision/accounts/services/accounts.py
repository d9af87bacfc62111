"""Open and close accounts, their passwords and preferences."""

import datetime as dt
from collections.abc import Iterable

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from supervision import clock
from supervision.accounts import passwords, rules
from supervision.accounts.enums import SessionEnd
from supervision.accounts.models import GrantRequest, PastPassword, User
from supervision.accounts.permissions import MANAGE, require
from supervision.accounts.selectors import administrators_in_use
from supervision.accounts.services import sessions
from supervision.accounts.verbs import (
    ACCOUNT_CLOSED,
    ACCOUNT_LIMITED,
    ACCOUNT_OPENED,
    ACCOUNT_REOPENED,
    PASSWORD_CHANGED,
    PASSWORD_RESET,
    PREFERENCES_CHANGED,
)
from supervision.audit.services import record


@transaction.atomic
def open_account(
    *, actor: User, username: str, name: str, phone: str = "", ends_on: dt.date | None = None
) -> tuple[User, str]:
    """Open an account; return it with its first password, shown once and changed at first use."""
    require(actor, MANAGE)
    password = passwords.readable()
    user = User.objects.create_user(
        username.lower(), password, name=name, phone=phone, ends_on=ends_on
    )
    record(verb=ACCOUNT_OPENED, actor=actor, target=user)
    return user, password


def is_usable(user: User) -> bool:
    """Tell whether the account is in use and its last day not over."""
    return user.is_active and (user.ends_on is None or clock.today() <= user.ends_on)


@transaction.atomic
def close(*, actor: User | None, user: User) -> None:
    """Close the account and end its sessions at once; an actor of None is the nightly task.

    Raises PermissionDenied for one's own account, ValidationError where too few administrators
    of a kind would be left.
    """
    if actor is not None:
        require(actor, MANAGE)
        if actor.pk == user.pk:
            raise PermissionDenied(_("Nobody closes their own account."))
    check_spared(post.role for post in user.current_postings)
    if User.objects.filter(pk=user.pk, is_active=True).update(is_active=False):
        sessions.end_all(user=user, because=SessionEnd.CLOSED)
        record(verb=ACCOUNT_CLOSED, actor=actor, target=user)


def check_spared(roles: Iterable[str]) -> None:
    """Raise ValidationError where too few administrators would be left without such a holder."""
    if rules.is_spared(roles, administrators_in_use()):
        raise ValidationError(
            _("Too few administrators of this kind would be left. Appoint another one first.")
        )


@transaction.atomic
def reopen(*, actor: User, request: GrantRequest) -> None:
    """Put an account back in use as two persons agreed; a last day that is over is taken off."""
    User.objects.filter(pk=request.user_id).update(
        is_active=True, ends_on=None, reopened_at=clock.now()
    )
    record(
        verb=ACCOUNT_REOPENED,
        actor=actor,
        target=request.user,
        details={"asked_by": request.asked_by.name, "request": request.pk},
    )


@transaction.atomic
def limit(*, actor: User, user: User, ends_on: dt.date) -> None:
    """Set the last day of use; a later day than the present one needs a request to reopen.

    Raises as `close` does.
    """
    require(actor, MANAGE)
    if actor.pk == user.pk:
        raise PermissionDenied(_("Nobody sets the last day of their own account."))
    if ends_on < clock.today():
        raise ValidationError(_("This day has passed."))
    present = User.objects.select_for_update().get(pk=user.pk).ends_on
    if present is not None and ends_on > present:
        raise ValidationError(_("A last day is only ever brought forward."))
    check_spared(post.role for post in user.current_postings)
    User.objects.filter(pk=user.pk).update(ends_on=ends_on)
    record(verb=ACCOUNT_LIMITED, actor=actor, target=user, details={"to": ends_on.isoformat()})


@transaction.atomic
def reset_password(*, actor: User, user: User) -> str:
    """Give the account a fresh first password, shown once and changed at the next sign-in."""
    require(actor, MANAGE)
    if actor.pk == user.pk:
        raise PermissionDenied(_("Nobody resets their own password; change it instead."))
    password = passwords.readable()
    _keep_password(user)
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    sessions.end_all(user=user, because=SessionEnd.PASSWORD)
    record(verb=PASSWORD_RESET, actor=actor, target=user)
    return password


@transaction.atomic
def change_password(*, user: User, password: str, sign_in: int | None = None) -> None:
    """Replace one's own password and end one's other sessions.

    Raises ValidationError when it breaks the rules, or is the present one or one of the last five.
    """
    if user.check_password(password):
        raise ValidationError(_("The new password must differ from the present one."))
    validate_password(password, user)
    _keep_password(user)
    user.set_password(password)
    user.must_change_password = False
    user.password_changed_at = clock.now()
    user.save(update_fields=["password", "must_change_password", "password_changed_at"])
    sessions.end_all(user=user, because=SessionEnd.PASSWORD, spare=sign_in)
    record(verb=PASSWORD_CHANGED, actor=user, target=user)


def _keep_password(user: User) -> None:
    """Keep the hash of the present password, and only the newest few."""
    past = PastPassword.objects.filter(user=user)
    PastPassword.objects.create(user=user, password=user.password, replaced_at=clock.now())
    newest = past.order_by("-id").values_list("pk", flat=True)[: passwords.KEPT]
    past.exclude(pk__in=list(newest)).delete()


@transaction.atomic
def set_preferences(*, user: User, elder_mode: bool | None = None, language: str = "") -> None:
    """Store how the person wants the pages to look."""
    changes: dict[str, object] = {}
    if elder_mode is not None and elder_mode != user.elder_mode:
        changes["elder_mode"] = elder_mode
    if language and language != user.language:
        changes["language"] = language
    if changes:
        User.objects.filter(pk=user.pk).update(**changes)
        record(verb=PREFERENCES_CHANGED, actor=user, target=user, details=changes)
