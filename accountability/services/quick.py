"""One matter, one record: a dated entry made at once, on a phone if need be."""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accountability.enums import FilingKind, Period
from accountability.models import Assignment, Duty, Filing, FilingDraft
from accountability.selectors.filings import duty_of_day
from accountability.services.duties import create_event_duty
from accountability.services.entries import Entry, check
from accountability.services.filings import (
    behind_the_wall,
    check_may_write,
    file_stage,
    filed_before,
)
from accountability.verbs import EVENT_RECORDED
from supervision.accounts.models import User
from supervision.attachments.models import Attachment
from supervision.audit.services import record


def quick_record(
    *,
    actor: User,
    assignment: Assignment,
    token: uuid.UUID | str,
    event_on: dt.date,
    text: str,
    archive_box: str = "",
    is_final: bool = False,
    attachments: Iterable[Attachment | uuid.UUID | str] = (),
) -> Filing:
    """Record one event for the item and return the filing; the same token returns the first.

    An on-event item gets a duty of its own, dated by the event, which this record concludes
    unless the item has stages. A recurring item's record goes into the duty of the period that
    holds the day, and concludes it where `is_final` says so.
    """
    check_may_write(actor=actor, unit=assignment.unit, way="quick")
    entry = Entry.of(token, event_on, text, archive_box, attachments)
    return behind_the_wall(
        actor=actor,
        unit=assignment.unit,
        way="quick",
        write=lambda: _record(
            actor=actor, assignment_id=assignment.pk, entry=entry, is_final=is_final
        ),
    )


def _record(*, actor: User, assignment_id: int, entry: Entry, is_final: bool) -> Filing:
    # The row is held so that a second click waits and then finds the first record.
    assignment = (
        Assignment.objects.select_for_update(of=("self",))
        .select_related("item__checklist", "unit")
        .get(pk=assignment_id)
    )
    first = filed_before(None, entry.token)
    if first is not None:
        return first
    if assignment.ended_at is not None:
        raise ValidationError(_("The unit no longer carries this item. Choose another one."))
    check(entry)
    is_event = assignment.item.period == Period.EVENT
    duty = _of_event(actor, assignment, entry) if is_event else _running(assignment, entry)
    filing = file_stage(
        actor=actor,
        duty_id=duty.pk,
        entry=entry,
        kind=FilingKind.QUICK,
        stage=None,
        is_final=is_event or is_final,
    )
    FilingDraft.objects.filter(assignment=assignment, user=actor).delete()
    return filing


def _running(assignment: Assignment, entry: Entry) -> Duty:
    duty = duty_of_day(assignment, entry.event_on)
    if duty is None:
        raise ValidationError(
            {"event_on": _("No task of this item covers this day. Check the day or the item.")}
        )
    return duty


def _of_event(actor: User, assignment: Assignment, entry: Entry) -> Duty:
    try:
        duty = create_event_duty(assignment=assignment, event_on=entry.event_on)
    except ValidationError as fault:
        # It is the day that does not fit; the form shows it there.
        raise ValidationError({"event_on": fault.messages}) from fault
    record(verb=EVENT_RECORDED, actor=actor, target=duty, unit=assignment.unit)
    return duty
