"""Publish a responsibility list: hand its items to the units and create their dated duties."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from accountability.enums import ChecklistStatus
from accountability.models import Assignment, Checklist, ChecklistItem, Duty
from accountability.notices import NEW_TASKS
from accountability.permissions import FILE, PUBLISH
from accountability.selectors.checklists import full_items, item_data, unit_ids_of
from accountability.services import duties, versions
from accountability.services.item_checks import publish_faults
from accountability.services.versions import Comparison
from accountability.verbs import CHECKLIST_EXTENDED, CHECKLIST_PUBLISHED, CHECKLIST_SUPERSEDED
from supervision import clock
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.accounts.selectors import recipients
from supervision.audit.services import record
from supervision.notifications.services.notices import Draft, write

BATCH = 2000


@dataclass
class Publication:
    """What publishing does, or did."""

    items: int = 0
    units: int = 0
    assignments: int = 0
    duties: int = 0
    withdrawn: int = 0
    #: Of the duties, those whose deadline has passed at the moment of publishing.
    overdue: int = 0
    faults: list[str] = field(default_factory=list)
    comparison: Comparison | None = None
    supersedes: Checklist | None = None

    @property
    def changes_nothing(self) -> bool:
        """Tell whether everything has been handed out already."""
        return not self.assignments and not self.duties and not self.withdrawn


@transaction.atomic
def publish(*, actor: User, checklist: Checklist) -> Publication:
    """Publish the list, or hand a published one to units that have come since.

    Doing it again changes nothing. Raises ValidationError naming every item that lacks something,
    and for a list that a newer version has replaced.
    """
    require(actor, PUBLISH)
    held, former = _hold(checklist)
    is_first = held.status == ChecklistStatus.DRAFT
    items = full_items(held)
    faults = faults_of(held, items) if is_first else []
    if faults:
        raise ValidationError(faults)
    done, created, assigned = _hand_out(actor, held, former, items)
    _leave_traces(actor, held, done, is_first)
    _tell(held, done, created, assigned, is_first)
    return done


def preview(*, actor: User, checklist: Checklist) -> Publication:
    """Return what publishing would do at this moment: it is done and taken back."""
    require(actor, PUBLISH)
    with transaction.atomic():
        held, former = _hold(checklist)
        items = full_items(held)
        faults = faults_of(held, items) if held.status == ChecklistStatus.DRAFT else []
        if faults:
            return Publication(items=len(items), faults=faults)
        done, _created, _assigned = _hand_out(actor, held, former, items)
        transaction.set_rollback(True)
    return done


def _hand_out(
    actor: User, held: Checklist, former: Checklist | None, items: list[ChecklistItem]
) -> tuple[Publication, dict[int, int], list[Assignment]]:
    """Put the list in force, assign its items, create and carry over the duties."""
    now = clock.now()
    units = unit_ids_of(items)
    is_first = held.status == ChecklistStatus.DRAFT
    comparison = versions.compare(full_items(former), items) if is_first and former else None
    if is_first:
        _put_in_force(actor, held, former, now)
    moving = [new for _old, new in comparison.unchanged] if comparison else []
    waiting = {item.pk for item in moving}
    assigned = _assign([item for item in items if item.pk not in waiting], units, now)
    done = Publication(items=len(items), comparison=comparison, supersedes=former)
    skip: set[tuple[int, str]] = set()
    if comparison:
        skip = versions.kept_periods(comparison.changed, assigned, now)
        done.withdrawn = versions.hand_over(comparison, units, now)
        assigned += _assign(moving, units, now)
    # Whoever joins a running year owes only what is still to come.
    after = None if is_first and former is None else now
    created = duties.create_duties(assignments=assigned, year=held.year, after=after, skip=skip)
    done.assignments, done.duties = len(assigned), sum(created.values())
    done.units = len({unit for item in items for unit in units[item.pk]})
    done.overdue = Duty.objects.filter(assignment__in=assigned, ends_at__lte=now).count()
    return done, created, assigned


def _hold(checklist: Checklist) -> tuple[Checklist, Checklist | None]:
    """Hold every version of the list; return the one meant and the one in force before it."""
    versions_ = list(
        Checklist.objects.select_for_update()
        .filter(kind=checklist.kind, year=checklist.year)
        .order_by("version")
    )
    held = next((found for found in versions_ if found.pk == checklist.pk), None)
    if held is None:
        raise ValidationError(_("The draft has been thrown away meanwhile."))
    if held.status == ChecklistStatus.SUPERSEDED:
        raise ValidationError(_("A newer version has replaced this list."))
    former = next(
        (
            found
            for found in versions_
            if found.status == ChecklistStatus.PUBLISHED and found.pk != held.pk
        ),
        None,
    )
    return held, former


def faults_of(checklist: Checklist, items: list[ChecklistItem]) -> list[str]:
    """Return what keeps the list from being published, item by item."""
    if not items:
        return [_("The list has no items yet. Add them, or import them from Excel.")]
    found = []
    for item in items:
        faults = publish_faults(item_data(item), checklist.year)
        if faults:
            found.append(
                _("Item %(number)s “%(title)s”: %(faults)s")
                % {"number": item.number, "title": item.title, "faults": _("; ").join(faults)}
            )
    return found


def _put_in_force(actor: User, held: Checklist, former: Checklist | None, now: dt.datetime) -> None:
    if former is not None:
        Checklist.objects.filter(pk=former.pk).update(status=ChecklistStatus.SUPERSEDED)
        record(
            verb=CHECKLIST_SUPERSEDED,
            actor=actor,
            target=former,
            unit=actor.home_unit,
            details={"from": former.version, "to": held.version},
        )
    held.status = ChecklistStatus.PUBLISHED
    held.published_by, held.published_at = actor, now
    held.save(update_fields=["status", "published_by", "published_at"])


def _assign(
    items: list[ChecklistItem], units: Mapping[int, list[int]], now: dt.datetime
) -> list[Assignment]:
    """Create the assignments that are missing."""
    there = set(Assignment.objects.filter(item__in=items).values_list("item_id", "unit_id"))
    return Assignment.objects.bulk_create(
        [
            Assignment(item=item, unit_id=unit_id, assigned_at=now)
            for item in items
            for unit_id in units[item.pk]
            if (item.pk, unit_id) not in there
        ],
        batch_size=BATCH,
    )


def _leave_traces(actor: User, held: Checklist, done: Publication, is_first: bool) -> None:
    if not is_first and done.changes_nothing:
        return
    with override(settings.LANGUAGE_CODE):
        note = _("%(items)s items, %(units)s units, %(duties)s new tasks") % {
            "items": done.items,
            "units": done.units,
            "duties": done.duties,
        }
    record(
        verb=CHECKLIST_PUBLISHED if is_first else CHECKLIST_EXTENDED,
        actor=actor,
        target=held,
        unit=actor.home_unit,
        details={
            "version": held.version,
            "items": done.items,
            "units": done.units,
            "assignments": done.assignments,
            "duties": done.duties,
            "withdrawn": done.withdrawn,
            "note": note,
        },
    )


def _tell(
    held: Checklist,
    done: Publication,
    created: Mapping[int, int],
    assigned: list[Assignment],
    is_first: bool,
) -> None:
    """Tell each unit's clerks once; a further publication only where it brought something."""
    carried = Counter(
        Assignment.objects.filter(item__checklist=held, ended_at__isnull=True).values_list(
            "unit_id", flat=True
        )
    )
    concerned = set(carried) if is_first else {found.unit_id for found in assigned}
    clerks = recipients(permission=FILE, unit_ids=concerned)
    # People are told in the portal's own language, not in that of whoever publishes.
    with override(settings.LANGUAGE_CODE):
        write(
            [
                Draft(
                    recipient_id=user_id,
                    kind=NEW_TASKS,
                    title=_title(held, created.get(unit_id, 0)),
                    body=_body(held, carried[unit_id], done.supersedes),
                    url=reverse("accountability:my_lists"),
                    object_type=Checklist._meta.label_lower,
                    object_id=str(held.pk),
                    unit_id=unit_id,
                )
                for unit_id, users in sorted(clerks.items())
                for user_id in users
            ]
        )


def _title(held: Checklist, count: int) -> str:
    return ngettext(
        "“%(list)s” is published: %(n)s new task",
        "“%(list)s” is published: %(n)s new tasks",
        count,
    ) % {"list": held.title, "n": count}


def _body(held: Checklist, items: int, former: Checklist | None) -> str:
    text = ngettext(
        "Your unit carries %(n)s item of this list. Read its standard and dates.",
        "Your unit carries %(n)s items of this list. Read their standards and dates.",
        items,
    ) % {"n": items}
    if former is not None:
        text += _(" It is version %(version)s and replaces the version before.") % {
            "version": held.version
        }
    return text
