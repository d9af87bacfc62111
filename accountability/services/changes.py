"""Extend, pause and resume deadlines: one person asks, another decides, everybody can read it."""

import datetime as dt

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accountability.enums import ChangeKind, ChangeStatus
from accountability.models import DeadlineChange, Duty
from accountability.notices import ANSWERED, ASKED
from accountability.permissions import DECIDE_CHANGE, REQUEST_CHANGE
from accountability.selectors.avoidance import about_unit
from accountability.selectors.changes import pauses_of
from accountability.services.locks import check_open
from accountability.services.own_cause import check_may_decide
from accountability.services.part_notices import tell_parent_moved
from accountability.services.parts import check_end
from accountability.verbs import APPROVED, REFUSED, REQUESTED, RESUMED, WITHDRAWN
from supervision import clock
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.accounts.selectors import holders
from supervision.audit.services import record
from supervision.deadlines.services.items import (
    extend_deadline,
    pause_deadline,
    resume_deadline,
)
from supervision.notifications.services.notices import notify, withdraw
from supervision.web.formats import due_day, full_date

MINIMUM_REASON = 10


def request_change(
    *, actor: User, duty: Duty, kind: str, reason: str, last_day: dt.date | None = None
) -> DeadlineChange:
    """Ask for an extension to a day, or for a pause.

    Raises AssessmentLocked during a lock, ValidationError for a concluded duty, a second open
    request, a thin reason, or a day that is not later than the present one.
    """
    require(actor, REQUEST_CHANGE, duty.unit)
    check_open(actor=actor, unit=duty.unit, way="change")
    with transaction.atomic():
        duty = Duty.objects.select_for_update(of=("self",)).select_related("unit").get(pk=duty.pk)
        _check_request(duty, kind, reason, last_day)
        change = DeadlineChange.objects.create(
            duty=duty,
            kind=kind,
            reason=reason.strip(),
            ends_before=duty.ends_at,
            ends_after=clock.end_of(last_day) if last_day and kind == "extension" else None,
            requested_by=actor,
            requested_at=clock.now(),
        )
        record(
            verb=REQUESTED,
            actor=actor,
            target=duty,
            unit=duty.unit,
            details={"note": _summary(change), "change": change.pk},
        )
        notify(
            kind=ASKED,
            recipients=[pk for pk in holders(DECIDE_CHANGE) if pk != actor.pk],
            title=f"{duty.unit.short_name} · {duty.title}",
            body=_summary(change),
            url=reverse("accountability:change", args=[change.pk]),
            target=change,
            unit=duty.unit,
            dedupe_key=f"change-{change.pk}-asked",
        )
    return change


def _check_request(duty: Duty, kind: str, reason: str, last_day: dt.date | None) -> None:
    _check_runs(duty)
    if duty.changes.filter(status=ChangeStatus.PENDING).exists():
        raise ValidationError(_("Another request for this task still waits for its decision."))
    if len(reason.strip()) < MINIMUM_REASON:
        raise ValidationError({"reason": _("Give the reason in at least 10 characters.")})
    # An extension granted now would grow by the days of the pause before it, beyond what the
    # second person approved: the clock must run again first.
    if duty.paused_at is not None:
        raise ValidationError(_("The clock of this task is already paused."))
    if kind == ChangeKind.EXTENSION:
        if last_day is None:
            raise ValidationError({"last_day": _("Give the day until which more time is asked.")})
        if clock.end_of(last_day) <= duty.ends_at:
            raise ValidationError({"last_day": _("The new day must lie after the present one.")})
        if last_day < clock.today():
            raise ValidationError({"last_day": _("This day has passed.")})
        check_end(duty, last_day)


def _check_runs(duty: Duty) -> None:
    if duty.withdrawn_at is not None:
        raise ValidationError(_("This task was withdrawn; it has no deadline any more."))
    if duty.closed_at is not None:
        raise ValidationError(_("This task is concluded; its deadline no longer runs."))


def _said(change: DeadlineChange) -> str:
    """Return the decision in the portal's own language, in which notices are kept."""
    with override(settings.LANGUAGE_CODE):
        return str(change.get_status_display())


def _summary(change: DeadlineChange) -> str:
    """Return the request in one line, in the portal's own language."""
    with override(settings.LANGUAGE_CODE):
        return _in_one_line(change)


def _in_one_line(change: DeadlineChange) -> str:
    if change.ends_after is None:
        return f"{change.get_kind_display()} · {change.reason}"
    day = full_date(due_day(change.ends_after))
    return _("%(kind)s to %(day)s: %(reason)s") % {
        "kind": change.get_kind_display(),
        "day": day,
        "reason": change.reason,
    }


def decide(*, actor: User, change: DeadlineChange, approve: bool, opinion: str = "") -> None:
    """Approve or refuse a request that somebody else made; a refusal needs words.

    Raises OwnCause for one's own request and whoever must avoid the unit, AssessmentLocked during
    a lock, ValidationError where it is decided already or the task was concluded meanwhile.
    """
    unit = change.duty.unit
    require(actor, DECIDE_CHANGE, unit)
    check_open(actor=actor, unit=unit, way="change")
    matter = about_unit(unit.pk, change.requested_by_id)
    check_may_decide(actor, matter, about=change.duty, unit=unit)
    with transaction.atomic():
        _decide(actor, _lock(change), approve, opinion)


def _decide(actor: User, change: DeadlineChange, approve: bool, opinion: str) -> None:
    if change.status != ChangeStatus.PENDING:
        raise ValidationError(_("This request is decided already."))
    if not approve and len(opinion.strip()) < 2:
        raise ValidationError({"opinion": _("Say why the request is refused.")})
    change.status = ChangeStatus.APPROVED if approve else ChangeStatus.REFUSED
    change.decided_by = actor
    change.decided_at = clock.now()
    change.opinion = opinion.strip()
    # First the decision, then the deadline: the database grants time only under an approval.
    change.save()
    if approve:
        _apply(change)
    record(
        verb=APPROVED if approve else REFUSED,
        actor=actor,
        target=change.duty,
        unit=change.duty.unit,
        details={"note": change.opinion or _summary(change), "change": change.pk},
    )
    withdraw(change)
    notify(
        kind=ANSWERED,
        recipients=[change.requested_by_id],
        title=f"{_said(change)} · {change.duty.title}",
        body=change.opinion or _summary(change),
        url=reverse("accountability:duty", args=[change.duty_id]),
        target=change.duty,
        unit=change.duty.unit,
        dedupe_key=f"change-{change.pk}-answered",
    )


def _apply(change: DeadlineChange) -> None:
    duty = change.duty
    _check_runs(duty)
    if change.kind == ChangeKind.PAUSE:
        pause_deadline(duty, at=change.decided_at or clock.now())
    else:
        if change.ends_after is None:
            raise ValidationError(_("The request names no day."))
        extend_deadline(duty, last_day=due_day(change.ends_after))
    duty.save()
    if change.kind == ChangeKind.EXTENSION:
        tell_parent_moved(duty)
    withdraw(duty, kind_codes=("deadlines.due_soon", "deadlines.overdue"))


def _lock(change: DeadlineChange) -> DeadlineChange:
    """Lock the request and its duty, in this order everywhere."""
    found = DeadlineChange.objects.select_for_update().get(pk=change.pk)
    found.duty = (
        Duty.objects.select_for_update(of=("self",)).select_related("unit").get(pk=found.duty_id)
    )
    return found


def withdraw_request(*, actor: User, change: DeadlineChange) -> None:
    """Take back one's own request while it waits."""
    require(actor, REQUEST_CHANGE, change.duty.unit)
    if change.requested_by_id != actor.pk:
        raise PermissionDenied(_("Only the person who asked takes a request back."))
    check_open(actor=actor, unit=change.duty.unit, way="change")
    with transaction.atomic():
        _withdraw(actor, _lock(change))


def _withdraw(actor: User, change: DeadlineChange) -> None:
    if change.status != ChangeStatus.PENDING:
        raise ValidationError(_("This request is decided already."))
    change.status = ChangeStatus.WITHDRAWN
    change.save(update_fields=["status"])
    withdraw(change)
    record(
        verb=WITHDRAWN,
        actor=actor,
        target=change.duty,
        unit=change.duty.unit,
        details={"change": change.pk},
    )


def resume(*, actor: User, change: DeadlineChange) -> None:
    """Let a paused clock run again; the days of the pause are added to the deadline."""
    require(actor, DECIDE_CHANGE, change.duty.unit)
    check_open(actor=actor, unit=change.duty.unit, way="change")
    with transaction.atomic():
        _resume(actor, _lock(change))


def _resume(actor: User, change: DeadlineChange) -> None:
    _check_runs(change.duty)
    if change.kind != ChangeKind.PAUSE or change.status != ChangeStatus.APPROVED:
        raise ValidationError(_("Only an approved pause can end."))
    if change.resumed_at is not None:
        raise ValidationError(_("The clock of this task runs already."))
    change.resumed_at = clock.now()
    change.resumed_by = actor
    change.save(update_fields=["resumed_at", "resumed_by"])
    duty = change.duty
    resume_deadline(duty, pauses=pauses_of([duty.pk]).get(duty.pk, []))
    duty.save()
    change.ends_after = duty.extended_to or duty.due_at
    change.save(update_fields=["ends_after"])
    with override(settings.LANGUAGE_CODE):
        day = full_date(due_day(change.ends_after))
    record(
        verb=RESUMED,
        actor=actor,
        target=duty,
        unit=duty.unit,
        details={"change": change.pk, "note": day},
    )
