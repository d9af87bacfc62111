"""Summons talks: call, move, hold and record, call off; the paper that calls is a document."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accountability.enums import SummonsStatus
from accountability.models import AccountabilityAction, Falsification, Summons
from accountability.notices import SUMMONED as NOTICE
from accountability.permissions import RECTIFY, SIGN_PAPER, SUMMON
from accountability.selectors.summonses import Member
from accountability.verbs import (
    ACTION_RECORDED,
    SUMMONED,
    SUMMONS_CANCELLED,
    SUMMONS_HELD,
    SUMMONS_MOVED,
)
from supervision import clock
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.accounts.selectors import recipients
from supervision.attachments.services import store
from supervision.audit.services import record
from supervision.notifications.services.notices import notify
from supervision.organizations.models import Unit
from supervision.web.formats import full_datetime

LEAST_REASON = 10
LEAST_TALK = 20


@transaction.atomic
def call(
    *,
    actor: User,
    unit: Unit,
    members: Sequence[Member],
    reason: str,
    planned_at: dt.datetime,
    place: str,
) -> list[Summons]:
    """Call members of a unit's leading group to a talk for a reason of their own.

    Raises ValidationError by field.
    """
    require(actor, SUMMON, unit)
    if len(reason.strip()) < LEAST_REASON:
        raise ValidationError({"reason": _("Give the reason in at least 10 characters.")})
    return plan(
        actor=actor,
        unit=unit,
        members=members,
        reason=reason.strip(),
        planned_at=planned_at,
        place=place,
    )


def plan(
    *,
    actor: User,
    unit: Unit,
    members: Sequence[Member],
    reason: str,
    planned_at: dt.datetime,
    place: str,
    falsification: Falsification | None = None,
) -> list[Summons]:
    """Write the talks inside the caller's transaction, behind the caller's permission."""
    if not members:
        raise ValidationError(
            {"members": _("Name at least one member of the leading group.")}, code="members"
        )
    _check_plan(planned_at, place)
    _check_new(unit, members, planned_at)
    found = [
        Summons.objects.create(
            unit=unit,
            falsification=falsification,
            person_id=member.person_id,
            name=member.name,
            post=member.post,
            reason=reason,
            planned_at=planned_at,
            place=place.strip(),
            called_by=actor,
            called_at=clock.now(),
        )
        for member in members
    ]
    for summons in found:
        record(verb=SUMMONED, actor=actor, target=summons, unit=unit)
    _tell(unit, found)
    return found


def _check_plan(planned_at: dt.datetime, place: str) -> None:
    if planned_at <= clock.now():
        raise ValidationError({"planned_on": _("The time of the talk must lie ahead.")})
    if not place.strip():
        raise ValidationError({"place": _("Say where the talk is held.")})


def _check_new(unit: Unit, members: Sequence[Member], planned_at: dt.datetime) -> None:
    """Refuse a form that was sent twice; of two at once the second waits here for the first."""
    _hold(unit)
    names = [member.name for member in members]
    planned = Summons.objects.filter(unit=unit, status=SummonsStatus.PLANNED, name__in=names)
    if planned.filter(planned_at=planned_at).exists():
        raise ValidationError(
            _("A talk with one of these persons is planned for this time already.")
        )


def _hold(unit: Unit) -> None:
    # What only points to the unit, such as a filing, is not kept waiting.
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)


def _tell(unit: Unit, found: Sequence[Summons]) -> None:
    """Tell those who answer for the unit; the notice names how many, not whom."""
    with override(settings.LANGUAGE_CODE):
        notify(
            kind=NOTICE,
            recipients=recipients(permission=RECTIFY, unit_ids=[unit.pk]).get(unit.pk, []),
            title=_("Summons talk: %(n)d members of the leading group of %(unit)s")
            % {"n": len(found), "unit": unit.short_name},
            body=_("%(time)s, %(place)s.")
            % {"time": full_datetime(found[0].planned_at), "place": found[0].place},
            url=reverse("accountability:unit_pressing", args=[unit.pk]),
            target=found[0],
            unit=unit,
            dedupe_key=f"summons-{found[0].pk}",
        )


@transaction.atomic
def move(*, actor: User, summons: Summons, planned_at: dt.datetime, place: str) -> Summons:
    """Move a talk that was not held yet."""
    require(actor, SUMMON, summons.unit)
    found = _planned(summons)
    _check_plan(planned_at, place)
    with override(settings.LANGUAGE_CODE):
        note = f"{full_datetime(found.planned_at)} → {full_datetime(planned_at)}"
    found.planned_at, found.place = planned_at, place.strip()
    found.save(update_fields=["planned_at", "place"])
    record(
        verb=SUMMONS_MOVED,
        actor=actor,
        target=found,
        unit=found.unit,
        details={"note": note},
    )
    _tell_moved(found)
    return found


def _tell_moved(summons: Summons) -> None:
    with override(settings.LANGUAGE_CODE):
        notify(
            kind=NOTICE,
            recipients=recipients(permission=RECTIFY, unit_ids=[summons.unit_id]).get(
                summons.unit_id, []
            ),
            title=_("A summons talk was moved"),
            body=_("%(time)s, %(place)s.")
            % {"time": full_datetime(summons.planned_at), "place": summons.place},
            url=reverse("accountability:summons", args=[summons.pk]),
            target=summons,
            unit=summons.unit,
            dedupe_key=f"summons-{summons.pk}-moved-{summons.planned_at:%Y%m%d%H%M}",
        )


def _planned(summons: Summons) -> Summons:
    """Return the talk with its row held; raises ValidationError once it is held or called off."""
    rows = Summons.objects.select_for_update(of=("self",)).select_related("unit")
    found = rows.get(pk=summons.pk)
    if found.status != SummonsStatus.PLANNED:
        raise ValidationError(
            _("This talk stands at “%(status)s” already.") % {"status": found.get_status_display()}
        )
    return found


@transaction.atomic
def hold(
    *,
    actor: User,
    summons: Summons,
    talked_on: dt.date,
    talk: str,
    result: str,
    files: Iterable[UploadedFile] = (),
) -> Summons:
    """Record the talk as held, with what was said, what came of it, and the signed record.

    Raises ValidationError by field; the words stand once they are written.
    """
    require(actor, SUMMON, summons.unit)
    found = _planned(summons)
    faults: dict[str, str] = {}
    if len(talk.strip()) < LEAST_TALK:
        faults["talk"] = _("Write down what was said in at least 20 characters.")
    if not result.strip():
        faults["result"] = _("Say what came of the talk.")
    if talked_on > clock.today():
        faults["talked_on"] = _("This day has not come yet.")
    if talked_on < clock.local(found.called_at).date():
        faults["talked_on"] = _("The talk cannot have been held before it was called.")
    if faults:
        raise ValidationError(faults)
    found.status = SummonsStatus.HELD
    found.talked_on, found.talk, found.result = talked_on, talk.strip(), result.strip()
    found.held_by, found.held_at = actor, clock.now()
    found.save()
    for upload in files:
        store(actor=actor, upload=upload, owner=found)
    record(verb=SUMMONS_HELD, actor=actor, target=found, unit=found.unit)
    return found


@transaction.atomic
def cancel(*, actor: User, summons: Summons, reason: str) -> Summons:
    """Call a talk off, with the reason."""
    require(actor, SUMMON, summons.unit)
    found = _planned(summons)
    if len(reason.strip()) < LEAST_REASON:
        raise ValidationError({"reason": _("Give the reason in at least 10 characters.")})
    found.status = SummonsStatus.CANCELLED
    found.cancel_reason = reason.strip()
    found.cancelled_by, found.cancelled_at = actor, clock.now()
    found.save()
    record(
        verb=SUMMONS_CANCELLED,
        actor=actor,
        target=found,
        unit=found.unit,
        details={"note": found.cancel_reason},
    )
    return found


@transaction.atomic
def record_action(
    *, actor: User, unit: Unit, subject: str, outcome: str, decided_on: dt.date
) -> AccountabilityAction:
    """Keep what the leaders decided against a unit or person; the portal itself decides nothing."""
    require(actor, SIGN_PAPER, unit)
    faults: dict[str, str] = {}
    if not subject.strip():
        faults["subject"] = _("Fill this in.")
    if len(outcome.strip()) < LEAST_REASON:
        faults["outcome"] = _("Write at least 10 characters.")
    if decided_on > clock.today():
        faults["decided_on"] = _("This day has not come yet.")
    if faults:
        raise ValidationError(faults)
    _hold(unit)
    same = {"subject": subject.strip()[:120], "outcome": outcome.strip(), "decided_on": decided_on}
    if AccountabilityAction.objects.filter(unit=unit, **same).exists():
        raise ValidationError(_("This action is recorded already."))
    action = AccountabilityAction.objects.create(
        unit=unit,
        **same,
        recorded_by=actor,
        recorded_at=clock.now(),
    )
    record(verb=ACTION_RECORDED, actor=actor, target=action, unit=unit)
    return action
