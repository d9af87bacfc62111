"""Plan assessments, form their groups and issue their accounts."""

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accountability.enums import AssessmentStatus
from accountability.models import Assessment, AssessmentGroup, AssessmentSheet, GroupMember
from accountability.permissions import PLAN_ASSESSMENT
from accountability.rules import lock_start
from accountability.services import avoidance
from accountability.verbs import (
    ACCOUNTS_ISSUED,
    CANCELLED,
    GROUP_FORMED,
    PLANNED,
    REPLANNED,
)
from supervision import clock
from supervision.accounts.models import TemporaryAccount, User
from supervision.accounts.permissions import require
from supervision.accounts.services import temporary
from supervision.accounts.services.temporary import Slip
from supervision.audit.services import record
from supervision.organizations.models import Unit


@transaction.atomic
def plan(
    *, actor: User, name: str, check_on: dt.date, ends_on: dt.date, units: Sequence[Unit]
) -> Assessment:
    """Plan an assessment; filing of its units closes three days before and opens after its end.

    Raises ValidationError for days in the wrong order, a lock that would already run, no units.
    """
    require(actor, PLAN_ASSESSMENT)
    _check(check_on, ends_on, units)
    assessment = Assessment.objects.create(
        name=name.strip(),
        year=check_on.year,
        check_on=check_on,
        ends_on=ends_on,
        locks_at=clock.start_of(lock_start(check_on)),
        unlocks_at=clock.end_of(ends_on),
        created_by=actor,
        created_at=clock.now(),
    )
    assessment.units.set(units)
    record(
        verb=PLANNED,
        actor=actor,
        target=assessment,
        unit=actor.home_unit,
        details={
            "check_on": check_on.isoformat(),
            "ends_on": ends_on.isoformat(),
            "units": [unit.code for unit in units],
        },
    )
    return assessment


def _check(check_on: dt.date, ends_on: dt.date, units: Sequence[Unit]) -> None:
    if ends_on < check_on:
        raise ValidationError({"ends_on": _("The last day lies before the first.")})
    if clock.start_of(lock_start(check_on)) <= clock.now():
        raise ValidationError(
            {
                "check_on": _(
                    "Filing closes three days before the check. Choose a day at least "
                    "four days ahead, so that units are not surprised by a lock that already runs."
                )
            }
        )
    if not units:
        raise ValidationError({"units": _("Choose the units to be assessed.")})


def _running(assessment: Assessment) -> Assessment:
    """Lock the row; a lock that has begun is final: nobody can talk it away."""
    found = Assessment.objects.select_for_update().get(pk=assessment.pk)
    if found.status != AssessmentStatus.PLANNED:
        raise ValidationError(_("This assessment was cancelled."))
    if found.locks_at <= clock.now():
        raise ValidationError(
            _("Filing is closed since the lock began; the assessment cannot be changed any more.")
        )
    return found


@transaction.atomic
def replan(*, actor: User, assessment: Assessment, check_on: dt.date, ends_on: dt.date) -> None:
    """Move an assessment whose lock has not begun; its groups' windows follow by as many days.

    Raises ValidationError where a group would be left without a window.
    """
    require(actor, PLAN_ASSESSMENT)
    found = _running(assessment)
    _check(check_on, ends_on, list(found.units.all()))
    before = [found.check_on.isoformat(), found.ends_on.isoformat()]
    moved = _move_groups(actor, found, check_on - found.check_on, ends_on - found.ends_on)
    found.check_on, found.ends_on, found.year = check_on, ends_on, check_on.year
    found.locks_at = clock.start_of(lock_start(check_on))
    found.unlocks_at = clock.end_of(ends_on)
    found.save()
    record(
        verb=REPLANNED,
        actor=actor,
        target=found,
        unit=actor.home_unit,
        details={
            "before": before,
            "after": [check_on.isoformat(), ends_on.isoformat()],
            "groups": moved,
        },
    )


def _move_groups(
    actor: User, assessment: Assessment, start: dt.timedelta, end: dt.timedelta
) -> list[dict[str, str]]:
    """Move the groups' windows and the accounts already issued; return the new windows."""
    moved = []
    for group in assessment.groups.select_for_update().order_by("id"):
        group.starts_at += start
        group.ends_at += end
        if group.ends_at <= group.starts_at or group.ends_at <= clock.now():
            raise ValidationError(
                _("The access of group %(name)s would end before it starts. Choose other days.")
                % {"name": group.name}
            )
        group.save(update_fields=["starts_at", "ends_at"])
        for member in group.members.filter(account__isnull=False).select_related("account"):
            if member.account is not None and member.account.revoked_at is None:
                temporary.move_window(
                    actor=actor,
                    account=member.account,
                    starts_at=group.starts_at,
                    ends_at=group.ends_at,
                )
        window = {"from": group.starts_at.isoformat(), "to": group.ends_at.isoformat()}
        moved.append({"name": group.name, **window})
    return moved


@transaction.atomic
def cancel(*, actor: User, assessment: Assessment) -> None:
    """Cancel an assessment whose lock has not begun, and end the accounts of its groups."""
    require(actor, PLAN_ASSESSMENT)
    found = _running(assessment)
    found.status = AssessmentStatus.CANCELLED
    found.save(update_fields=["status"])
    for member in GroupMember.objects.filter(group__assessment=found, account__isnull=False):
        if member.account is not None:
            temporary.revoke(actor=actor, account=member.account)
    record(verb=CANCELLED, actor=actor, target=found, unit=actor.home_unit)


@transaction.atomic
def form_group(
    *,
    actor: User,
    assessment: Assessment,
    name: str,
    leader_name: str,
    members: Sequence[tuple[str, str]],
    units: Sequence[Unit],
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    names_checked: bool = False,
) -> AssessmentGroup:
    """Form a group: leader, members (name, post), its units, and its window of access.

    `names_checked` says that members who bear a name of an assessed unit are other persons.
    Raises ValidationError for units outside the assessment, no members, a bad window, and for
    members who must avoid one of the units.
    """
    require(actor, PLAN_ASSESSMENT)
    _check_not_cancelled(assessment)
    outside = {unit.pk for unit in units} - set(assessment.units.values_list("pk", flat=True))
    if outside or not units:
        raise ValidationError({"units": _("Choose units of this assessment.")})
    if not members:
        raise ValidationError({"members": _("Name at least one member.")})
    if len({member for member, _post in members}) != len(members):
        raise ValidationError({"members": _("A name stands twice in the list.")})
    if ends_at <= starts_at or ends_at <= clock.now():
        raise ValidationError({"ends_at": _("Access must end after it starts, in the future.")})
    if assessment.groups.filter(name=name).exists():
        raise ValidationError({"name": _("This assessment has a group of that name.")})
    everybody = {leader_name: "", **dict(members)}
    let_through = avoidance.check(members=everybody.items(), units=units, is_checked=names_checked)
    group = AssessmentGroup.objects.create(
        assessment=assessment,
        name=name,
        leader_name=leader_name,
        starts_at=starts_at,
        ends_at=ends_at,
    )
    group.units.set(units)
    GroupMember.objects.bulk_create(
        GroupMember(group=group, name=member, post=post) for member, post in members
    )
    AssessmentSheet.objects.bulk_create(AssessmentSheet(group=group, unit=unit) for unit in units)
    record(
        verb=GROUP_FORMED,
        actor=actor,
        target=assessment,
        unit=actor.home_unit,
        details={
            "note": f"{name} · {leader_name}",
            "units": [unit.code for unit in units],
            **({"names_checked": let_through} if let_through else {}),
        },
    )
    return group


def _check_not_cancelled(assessment: Assessment) -> None:
    """Hold the row and refuse a cancelled assessment: nobody comes, so nobody reads."""
    held = Assessment.objects.select_for_update().get(pk=assessment.pk)
    if held.status != AssessmentStatus.PLANNED:
        raise ValidationError(_("This assessment was cancelled."))


@transaction.atomic
def issue_accounts(*, actor: User, group: AssessmentGroup) -> list[Slip]:
    """Issue an account to every member who has none; the passwords are shown this once."""
    require(actor, PLAN_ASSESSMENT)
    _check_not_cancelled(group.assessment)
    slips = []
    units = list(group.units.all())
    for member in group.members.select_for_update().filter(account__isnull=True).order_by("id"):
        slip = temporary.issue(
            actor=actor,
            name=member.name,
            purpose=f"{group.assessment.name} · {group.name}",
            starts_at=group.starts_at,
            ends_at=group.ends_at,
            units=units,
        )
        member.account = slip.account
        member.save(update_fields=["account"])
        slips.append(slip)
    if slips:
        record(
            verb=ACCOUNTS_ISSUED,
            actor=actor,
            target=group.assessment,
            unit=actor.home_unit,
            details={"note": f"{group.name} · {len(slips)}"},
        )
    return slips


def revoke(*, actor: User, account: TemporaryAccount) -> None:
    """End a member's account now."""
    temporary.revoke(actor=actor, account=account)
