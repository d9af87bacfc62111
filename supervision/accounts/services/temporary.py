"""Issue and revoke temporary accounts: a window, a list of units, and nothing else."""

import datetime as dt
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from supervision import clock
from supervision.accounts import passwords
from supervision.accounts.enums import RoleCode
from supervision.accounts.models import Posting, TemporaryAccount, UnitGrant, User
from supervision.accounts.permissions import require
from supervision.accounts.verbs import TEMPORARY_ISSUED, TEMPORARY_MOVED, TEMPORARY_REVOKED
from supervision.audit.services import record
from supervision.organizations.models import Unit


@dataclass(frozen=True)
class Slip:
    """What is printed once and handed over on paper."""

    account: TemporaryAccount
    username: str
    password: str


@transaction.atomic
def issue(
    *,
    actor: User,
    name: str,
    purpose: str,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    units: Sequence[Unit],
) -> Slip:
    """Issue one read-only account for the units and the window; the password is shown once.

    Raises ValidationError for an empty or past window, or no units.
    """
    require(actor, "accounts.issue_temporary")
    if ends_at <= starts_at or ends_at <= clock.now():
        raise ValidationError(_("The window must end after it starts, and in the future."))
    if not units or not all(actor.can_in("accounts.issue_temporary", unit) for unit in units):
        raise ValidationError(_("Choose the units the account may read, within your own scope."))
    password = passwords.readable()
    user = User.objects.create_user(
        _free_username(), password, name=name, is_temporary=True, must_change_password=False
    )
    account = TemporaryAccount.objects.create(
        user=user,
        purpose=purpose,
        starts_at=starts_at,
        ends_at=ends_at,
        issued_by=actor,
        issued_at=clock.now(),
    )
    _grant(user, units, starts_at, ends_at, actor)
    record(
        verb=TEMPORARY_ISSUED,
        actor=actor,
        target=account,
        unit=actor.home_unit,
        details={
            "from": starts_at.isoformat(),
            "to": ends_at.isoformat(),
            "units": [unit.code for unit in units],
            "note": name,
        },
    )
    return Slip(account=account, username=user.username, password=password)


def _free_username() -> str:
    while True:
        username = f"kh{secrets.randbelow(900_000) + 100_000}"
        if not User.objects.filter(username=username).exists():
            return username


def _grant(
    user: User, units: Sequence[Unit], starts_at: dt.datetime, ends_at: dt.datetime, actor: User
) -> None:
    home = actor.home_unit
    if home is None:
        raise ValidationError(_("Whoever issues accounts must hold a post."))
    permission = Permission.objects.get(
        content_type__app_label="organizations", codename="view_unit"
    )
    UnitGrant.objects.bulk_create(
        UnitGrant(
            user=user,
            permission=permission,
            content_object=unit,
            starts_at=starts_at,
            ends_at=ends_at,
        )
        for unit in units
    )
    Posting.objects.create(
        user=user,
        unit=home,
        role=RoleCode.ASSESSOR,
        started_on=clock.local(starts_at).date(),
        ended_on=clock.local(ends_at).date(),
    )


@transaction.atomic
def move_window(
    *, actor: User, account: TemporaryAccount, starts_at: dt.datetime, ends_at: dt.datetime
) -> None:
    """Move the window of an account with its grants and post; a revoked account stays as it is.

    Raises ValidationError for an empty or past window.
    """
    require(actor, "accounts.issue_temporary")
    if ends_at <= starts_at or ends_at <= clock.now():
        raise ValidationError(_("The window must end after it starts, and in the future."))
    before = [account.starts_at.isoformat(), account.ends_at.isoformat()]
    running = TemporaryAccount.objects.filter(pk=account.pk, revoked_at__isnull=True)
    if not running.update(starts_at=starts_at, ends_at=ends_at):
        return
    UnitGrant.objects.filter(user_id=account.user_id).update(starts_at=starts_at, ends_at=ends_at)
    Posting.objects.filter(user_id=account.user_id, role=RoleCode.ASSESSOR).update(
        started_on=clock.local(starts_at).date(), ended_on=clock.local(ends_at).date()
    )
    after = [starts_at.isoformat(), ends_at.isoformat()]
    details = {"before": before, "after": after}
    record(verb=TEMPORARY_MOVED, actor=actor, target=account, unit=actor.home_unit, details=details)


@transaction.atomic
def revoke(*, actor: User, account: TemporaryAccount) -> None:
    """End the account now; a second call changes nothing."""
    require(actor, "accounts.issue_temporary")
    now = clock.now()
    open_rows = TemporaryAccount.objects.filter(pk=account.pk, revoked_at__isnull=True)
    if open_rows.update(revoked_at=now):
        record(verb=TEMPORARY_REVOKED, actor=actor, target=account, unit=actor.home_unit)
