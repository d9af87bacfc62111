"""Issue task lists: one piece of work to several units, at any time."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accountability import rules
from accountability.models import Duty, Evidence, TaskList
from accountability.notices import NEW_TASKS
from accountability.permissions import FILE, ISSUE_TASK
from accountability.services import numbers
from accountability.services.duties import create_task_duties
from accountability.services.item_checks import evidence_fault
from accountability.values import EvidenceData
from accountability.verbs import TASK_ISSUED
from supervision import clock
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.accounts.selectors import recipients
from supervision.audit.services import record
from supervision.notifications.services.notices import Draft, write
from supervision.organizations.models import Unit
from supervision.organizations.selectors import responsible_units
from supervision.web.formats import due_day, full_date

#: A day further off than this is a slip of the pen.
LONGEST = dt.timedelta(days=3 * 366)


@dataclass(frozen=True)
class TaskData:
    """What a task list says; it ends after a term or on a day."""

    title: str
    content: str
    standard: str
    basis: str = ""
    term: str = ""
    due_on: dt.date | None = None


@transaction.atomic
def issue(
    *,
    actor: User,
    title: str,
    content: str,
    standard: str,
    units: Iterable[Unit],
    basis: str = "",
    term: str = "",
    due_on: dt.date | None = None,
    evidence: Sequence[EvidenceData] = (),
) -> TaskList:
    """Issue the task list, give each unit its duty, and tell the units' clerks.

    Raises ValidationError by field, PermissionDenied without the right to issue or for units
    outside the actor's scope.
    """
    require(actor, ISSUE_TASK)
    data = TaskData(
        title.strip(), content.strip(), standard.strip(), basis.strip(), term.strip(), due_on
    )
    addressed = _addressed(units)
    faults = _faults(data, addressed, tuple(evidence))
    if faults:
        raise ValidationError(faults)
    for unit in addressed:
        require(actor, ISSUE_TASK, unit)
    now = clock.now()
    year = clock.local(now).year
    task = TaskList.objects.create(
        number=f"RW-{year}-{numbers.take(f'RW-{year}')[0]:03d}",
        year=year,
        issued_by=actor,
        issued_at=now,
        **vars(data),
    )
    Evidence.objects.bulk_create(
        Evidence(
            task_list=task,
            name=material.name,
            is_required=material.is_required,
            position=position,
        )
        for position, material in enumerate(evidence)
    )
    created = create_task_duties(task=task, units=addressed)
    record(
        verb=TASK_ISSUED,
        actor=actor,
        target=task,
        unit=actor.home_unit,
        details={
            "number": task.number,
            "units": [unit.code for unit in addressed],
            "note": _("%(number)s, to %(units)s units")
            % {"number": task.number, "units": len(addressed)},
        },
    )
    _tell(task, created)
    return task


def _addressed(units: Iterable[Unit]) -> list[Unit]:
    """Return the units once each, in their usual order."""
    wanted = {unit.pk: unit for unit in units}
    return sorted(wanted.values(), key=lambda unit: (unit.position, unit.pk))


def _faults(
    data: TaskData, units: Sequence[Unit], evidence: tuple[EvidenceData, ...]
) -> dict[str, str]:
    faults: dict[str, str] = {}
    for name in ("title", "content", "standard"):
        if not getattr(data, name):
            faults[name] = _("Fill this in.")
    for name, limit in (("title", 120), ("basis", 200)):
        if len(getattr(data, name)) > limit:
            faults[name] = _("At most %(limit)s characters.") % {"limit": limit}
    faults |= _date_faults(data)
    if not units:
        faults["units"] = _("Choose at least one unit.")
    elif not set(units) <= set(responsible_units()):
        faults["units"] = _("Only departments and townships carry the two responsibilities.")
    if fault := evidence_fault(evidence):
        faults["evidence"] = fault
    return faults


def _date_faults(data: TaskData) -> dict[str, str]:
    if data.term and data.due_on:
        return {"due_on": _("Give a term or a day, not both.")}
    if not data.term and not data.due_on:
        return {"due_on": _("Give the day by which the task is due, or a term.")}
    if data.term and not rules.TERM.fullmatch(data.term):
        return {
            "term": _(
                "Write a number and a unit: 15WD (working days), 30CD (calendar days), "
                "3CM (months) or 24H (hours)."
            )
        }
    if data.due_on and data.due_on < clock.today():
        return {"due_on": _("This day has passed.")}
    if data.due_on and data.due_on > clock.today() + LONGEST:
        return {"due_on": _("This day lies more than three years off.")}
    return {}


def _tell(task: TaskList, duties: Sequence[Duty]) -> None:
    """Tell each addressed unit's clerks; the notice names the day and opens the duty."""
    clerks = recipients(permission=FILE, unit_ids=[duty.unit_id for duty in duties])
    # People are told in the portal's own language, not in that of whoever issues.
    with override(settings.LANGUAGE_CODE):
        write(
            [
                Draft(
                    recipient_id=user_id,
                    kind=NEW_TASKS,
                    title=_("New task: %(title)s") % {"title": task.title},
                    body=_("%(number)s, due by %(day)s.")
                    % {"number": task.number, "day": full_date(due_day(duty.due_at))},
                    url=reverse("accountability:duty", args=[duty.pk]),
                    object_type=Duty._meta.label_lower,
                    object_id=str(duty.pk),
                    unit_id=duty.unit_id,
                )
                for duty in duties
                for user_id in clerks.get(duty.unit_id, ())
            ]
        )
