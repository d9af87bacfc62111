"""Split a duty into parts that trace back to it, and withdraw a part (责任分解, A20).

A part is a duty of its own: it has its deadline, its light, its warnings and its filings, and it
asks for the materials of the duty above it. How parts are counted: docs/decomposition.md.
"""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from accountability.models import Duty, DutyPart
from accountability.permissions import DECOMPOSE
from accountability.services import part_notices
from accountability.services.locks import check_open
from accountability.services.part_checks import part_faults, split_fault
from accountability.values import PartData
from accountability.verbs import PART_WITHDRAWN, SPLIT
from supervision import clock
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.audit.services import record
from supervision.deadlines.services import fix_deadline
from supervision.notifications.services.notices import withdraw
from supervision.organizations.models import Unit
from supervision.people.models import Person
from supervision.web.formats import due_day

MINIMUM_REASON = 4
MAXIMUM_REASON = 200


def split(*, actor: User, duty: Duty, parts: Sequence[PartData]) -> list[DutyPart]:
    """Split the duty into these parts, further ones if it has been split before.

    Raises AssessmentLocked during the lock of any unit concerned, PermissionDenied without the
    right in the duty's unit, and ValidationError: of the whole, or of a row under "0.due_on".
    """
    require(actor, DECOMPOSE, duty.unit)
    units = {unit.pk: unit for unit in Unit.objects.filter(pk__in={part.unit_id for part in parts})}
    for unit in {duty.unit_id: duty.unit, **units}.values():
        check_open(actor=actor, unit=unit, way="split")
    with transaction.atomic():
        held = _held(duty.pk)
        if fault := split_fault(held):
            raise ValidationError(fault)
        faults = part_faults(actor, held, parts, units)
        if faults:
            raise ValidationError(faults)
        created = _create(actor, held, parts, units)
        record(
            verb=SPLIT,
            actor=actor,
            target=held,
            unit=held.unit_id,
            details={"note": _note(created), "parts": [row.duty_id for row in created]},
        )
        part_notices.tell_of_parts(actor, held, created)
    return created


def _note(created: Sequence[DutyPart]) -> str:
    """Return the parts in one line, in the portal's own language."""
    with override(settings.LANGUAGE_CODE):
        names = _(", ").join(_short(row) for row in created)
        return _("%(count)s parts: %(names)s") % {"count": len(created), "names": names}


def _short(row: DutyPart) -> str:
    who = row.holder_name or row.section
    return f"{row.duty.unit.short_name} {who}".strip()


def _held(duty_id: int) -> Duty:
    """Return the duty with its row held: nobody concludes it while it is being split."""
    return (
        Duty.objects.select_for_update(of=("self",))
        .select_related("unit", "assignment__item", "task_list")
        .get(pk=duty_id)
    )


def _create(
    actor: User, parent: Duty, parts: Sequence[PartData], units: Mapping[int, Unit]
) -> list[DutyPart]:
    now = clock.now()
    above = DutyPart.objects.filter(duty=parent).first()
    level = above.level + 1 if above else 2
    first = DutyPart.objects.filter(parent=parent).count() + 1
    people = _people(parts)
    created = []
    for place, part in enumerate(parts, start=first):
        duty = _duty(parent, part, units[part.unit_id], place, now)
        created.append(
            DutyPart.objects.create(
                duty=duty,
                parent=parent,
                level=level,
                person=people.get((part.unit_id, part.holder_name)),
                holder_name=part.holder_name,
                section=part.section,
                share=part.share,
                split_by=actor,
                split_at=now,
            )
        )
    return created


def _duty(parent: Duty, part: PartData, unit: Unit, place: int, now: dt.datetime) -> Duty:
    duty = Duty(
        number=f"{parent.number}-{place:02d}",
        unit=unit,
        assignment=parent.assignment,
        task_list=parent.task_list,
        title=part.title,
        year=parent.year,
        period_key=f"{parent.period_key}/{place:02d}",
        stage_count=parent.stage_count,
    )
    fix_deadline(duty, started_at=now, last_day=part.due_on, basis=parent.term_basis)
    duty.save()
    return duty


def _people(parts: Sequence[PartData]) -> dict[tuple[int, str], Person]:
    """Return the registered person meant by unit and name, where just one bears it there."""
    wanted = {(part.unit_id, part.holder_name) for part in parts if part.holder_name}
    rows = Person.objects.filter(
        unit_id__in={unit for unit, _name in wanted}, name__in={name for _unit, name in wanted}
    )
    found: dict[tuple[int, str], list[Person]] = {}
    for person in rows:
        found.setdefault((person.unit_id, person.name), []).append(person)
    return {key: rows[0] for key, rows in found.items() if len(rows) == 1 and key in wanted}


def withdraw_part(*, actor: User, part: DutyPart, reason: str) -> None:
    """Withdraw a part nobody has filed for, with a reason; it no longer stands before the whole.

    An overdue part stays: withdrawing is no way round a deadline. Raises ValidationError.
    """
    require(actor, DECOMPOSE, part.parent.unit)
    for unit in {part.parent.unit_id: part.parent.unit, part.duty.unit_id: part.duty.unit}.values():
        check_open(actor=actor, unit=unit, way="split")
    reason = " ".join(reason.split())
    if not MINIMUM_REASON <= len(reason) <= MAXIMUM_REASON:
        raise ValidationError({"reason": _("Give the reason in 4 to 200 characters.")})
    with transaction.atomic():
        _held(part.parent_id)
        duty = _held(part.duty_id)
        _check_withdrawal(duty)
        now = clock.now()
        part.withdrawn_by, part.withdrawn_at, part.reason = actor, now, reason
        part.save(update_fields=["withdrawn_by", "withdrawn_at", "reason"])
        duty.withdrawn_at = now
        duty.save(update_fields=["withdrawn_at"])
        withdraw(duty)
        for target in (part.parent, duty):
            record(
                verb=PART_WITHDRAWN,
                actor=actor,
                target=target,
                unit=target.unit_id,
                details={"note": f"{duty.number} · {reason}"},
            )
        part_notices.tell_withdrawn(actor, duty, reason)


def _check_withdrawal(duty: Duty) -> None:
    if duty.withdrawn_at is not None:
        raise ValidationError(_("This part is withdrawn already."))
    if duty.closed_at is not None or duty.filed_count:
        raise ValidationError(_("Something has been filed for this part; it stays."))
    if duty.ends_at <= clock.now():
        raise ValidationError(
            _("This part is overdue. It cannot be withdrawn any more; ask for more time instead.")
        )
    if DutyPart.objects.filter(parent=duty, withdrawn_at__isnull=True).exists():
        raise ValidationError(_("This part has been split itself. Withdraw its parts first."))


def check_end(duty: Duty, last_day: dt.date) -> None:
    """Raise ValidationError where a part would end after the duty above it."""
    part = DutyPart.objects.filter(duty=duty).select_related("parent").first()
    if part is not None and last_day > due_day(part.parent.ends_at):
        raise ValidationError(
            {
                "last_day": _(
                    "This is a part of “%(title)s”, which is due earlier. "
                    "Ask for more time for the whole first."
                )
                % {"title": part.parent.title}
            }
        )
