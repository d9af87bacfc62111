"""Open, close and reset accounts; give and end posts."""

import datetime as dt

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from supervision import clock
from supervision.accounts import passwords
from supervision.accounts.enums import RoleCode
from supervision.accounts.models import Posting, User
from supervision.accounts.permissions import require
from supervision.accounts.verbs import (
    ACCOUNT_CLOSED,
    ACCOUNT_OPENED,
    ACCOUNT_REOPENED,
    PASSWORD_CHANGED,
    PASSWORD_RESET,
    POST_ENDED,
    POST_GIVEN,
    PREFERENCES_CHANGED,
)
from supervision.audit.services import record
from supervision.organizations.models import Unit

ADMINISTRATORS = (RoleCode.SYSTEM_ADMIN, RoleCode.SECURITY_ADMIN, RoleCode.AUDITOR)


@transaction.atomic
def open_account(*, actor: User, username: str, name: str, phone: str = "") -> tuple[User, str]:
    """Open an account; return it with its first password, shown once and changed at first use."""
    require(actor, "accounts.manage")
    password = passwords.readable()
    user = User.objects.create_user(username.lower(), password, name=name, phone=phone)
    record(verb=ACCOUNT_OPENED, actor=actor, target=user)
    return user, password


@transaction.atomic
def set_in_use(*, actor: User, user: User, in_use: bool) -> None:
    """Close the account, or put it back in use; never one's own."""
    require(actor, "accounts.manage")
    if actor.pk == user.pk:
        raise PermissionDenied(_("Nobody closes or opens their own account."))
    if User.objects.filter(pk=user.pk, is_active=not in_use).update(is_active=in_use):
        record(verb=ACCOUNT_REOPENED if in_use else ACCOUNT_CLOSED, actor=actor, target=user)


@transaction.atomic
def reset_password(*, actor: User, user: User) -> str:
    """Give the account a fresh first password, shown once and changed at the next sign-in."""
    require(actor, "accounts.manage")
    if actor.pk == user.pk:
        raise PermissionDenied(_("Nobody resets their own password; change it instead."))
    password = passwords.readable()
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    record(verb=PASSWORD_RESET, actor=actor, target=user)
    return password


@transaction.atomic
def change_password(*, user: User, password: str) -> None:
    """Replace one's own password; raises ValidationError when it breaks the rules or is the old."""
    if user.check_password(password):
        raise ValidationError(_("The new password must differ from the present one."))
    validate_password(password, user)
    user.set_password(password)
    user.must_change_password = False
    user.password_changed_at = clock.now()
    user.save(update_fields=["password", "must_change_password", "password_changed_at"])
    record(verb=PASSWORD_CHANGED, actor=user, target=user)


@transaction.atomic
def give_post(
    *, actor: User, user: User, unit: Unit, role: str, title: str, started_on: dt.date
) -> Posting:
    """Give the person a post from a day on.

    Raises ValidationError where an administrator's role would meet any other role in one person
    (separation of the three administrators, domain 7.2), PermissionDenied for one's own post.
    """
    require(actor, "accounts.grant_posts")
    if actor.pk == user.pk:
        raise PermissionDenied(_("Nobody gives posts to themselves."))
    if user.is_temporary or role == RoleCode.ASSESSOR:
        raise ValidationError(_("A temporary account gets its access from its group, not a post."))
    if _clashes(role, _held_roles(user, started_on)):
        raise ValidationError(_("An administrator holds no other role."))
    posting = Posting.objects.create(
        user=user, unit=unit, role=role, title=title, started_on=started_on
    )
    record(
        verb=POST_GIVEN,
        actor=actor,
        target=user,
        unit=unit,
        details={"role": role, "title": title, "from": started_on.isoformat(), "note": str(unit)},
    )
    return posting


def _held_roles(user: User, started_on: dt.date) -> set[str]:
    """Return the roles held now, later, or on the day; the account is held meanwhile."""
    User.objects.select_for_update().get(pk=user.pk)
    first = min(started_on, clock.today())
    return set(
        Posting.objects.filter(user=user)
        .filter(Q(ended_on__isnull=True) | Q(ended_on__gte=first))
        .values_list("role", flat=True)
    )


def _clashes(role: str, held: set[str]) -> bool:
    """Tell whether the role would make one person an administrator and something else."""
    return any(
        other != role and (role in ADMINISTRATORS or other in ADMINISTRATORS) for other in held
    )


@transaction.atomic
def end_post(*, actor: User, posting: Posting, ended_on: dt.date) -> None:
    """End the post on a day; the row stays, and an end that stands is never put off."""
    require(actor, "accounts.grant_posts")
    if actor.pk == posting.user_id:
        raise PermissionDenied(_("Nobody ends their own posts."))
    posting = Posting.objects.select_for_update(of=("self",)).get(pk=posting.pk)
    if posting.ended_on is not None and posting.ended_on <= ended_on:
        return
    if ended_on < posting.started_on:
        raise ValidationError(_("A post cannot end before it began."))
    posting.ended_on = ended_on
    posting.save(update_fields=["ended_on"])
    record(
        verb=POST_ENDED,
        actor=actor,
        target=posting.user,
        unit=posting.unit,
        details={"role": posting.role, "to": ended_on.isoformat(), "note": str(posting.unit)},
    )


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
