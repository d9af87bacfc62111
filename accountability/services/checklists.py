"""Write responsibility lists while they are drafts; a published list changes by a new version."""

from typing import Any, Literal

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accountability.enums import ChecklistStatus, ResponsibilityKind
from accountability.models import Checklist, ChecklistItem
from accountability.permissions import EDIT_CHECKLISTS
from accountability.selectors.checklists import item_data
from accountability.services.item_checks import item_faults
from accountability.services.item_rows import PLAIN, copy_items, write_item
from accountability.services.publishing import preview, publish
from accountability.values import ItemData
from accountability.verbs import (
    CHECKLIST_CREATED,
    CHECKLIST_DISCARDED,
    CHECKLIST_VERSIONED,
    ITEM_ADDED,
    ITEM_EDITED,
    ITEM_REMOVED,
)
from supervision import clock
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.audit.services import record

__all__ = [
    "add_item",
    "create_checklist",
    "discard_draft",
    "edit_item",
    "new_version",
    "preview",
    "publish",
    "remove_item",
    "save_item",
]

Outcome = Literal["created", "updated", "unchanged"]


@transaction.atomic
def create_checklist(*, actor: User, kind: str, year: int, title: str = "") -> Checklist:
    """Draft the first version of a year's list; raises ValidationError where there is one."""
    require(actor, EDIT_CHECKLISTS)
    if kind not in ResponsibilityKind.values:
        raise ValidationError({"kind": _("Choose one of the two responsibilities.")})
    if not 2000 <= year <= 2100:
        raise ValidationError({"year": _("Choose a year between 2000 and 2100.")})
    if Checklist.objects.filter(kind=kind, year=year).exists():
        raise ValidationError(_already(kind, year))
    try:
        with transaction.atomic():
            checklist = Checklist.objects.create(
                kind=kind,
                year=year,
                title=title.strip() or default_title(kind, year),
                created_by=actor,
                created_at=clock.now(),
            )
    except IntegrityError:
        raise ValidationError(_already(kind, year)) from None
    record(verb=CHECKLIST_CREATED, actor=actor, target=checklist, unit=actor.home_unit)
    return checklist


def default_title(kind: str, year: int) -> str:
    """Return the title a list carries unless somebody gives it another."""
    titles = {
        ResponsibilityKind.MAIN: _("List of main responsibilities {year}"),
        ResponsibilityKind.SUPERVISION: _("List of supervision responsibilities {year}"),
    }
    return titles[ResponsibilityKind(kind)].format(year=year)


def _already(kind: str, year: int) -> str:
    return _(
        "There is a list of this responsibility for %(year)s already. "
        "Open it and draft a new version instead."
    ) % {"year": year, "kind": ResponsibilityKind(kind).label}


@transaction.atomic
def add_item(*, actor: User, checklist: Checklist, data: ItemData) -> ChecklistItem:
    """Add an item to a draft; raises ValidationError by field."""
    require(actor, EDIT_CHECKLISTS)
    draft = _held_draft(checklist.pk)
    _check(draft, data)
    last = draft.items.aggregate(last=Max("position"))["last"] or 0
    item = ChecklistItem(checklist=draft, position=last + 1)
    write_item(item, data)
    record(
        verb=ITEM_ADDED,
        actor=actor,
        target=draft,
        unit=actor.home_unit,
        details={"item": item.pk, "note": f"{item.number} {item.title}"},
    )
    return item


@transaction.atomic
def edit_item(*, actor: User, item: ChecklistItem, data: ItemData) -> Outcome:
    """Change an item of a draft; saying the same again changes nothing."""
    require(actor, EDIT_CHECKLISTS)
    draft = _held_draft(item.checklist_id)
    held = ChecklistItem.objects.get(pk=item.pk)
    before = item_data(held)
    if before == data:
        return "unchanged"
    _check(draft, data, held)
    write_item(held, data)
    record(
        verb=ITEM_EDITED,
        actor=actor,
        target=draft,
        unit=actor.home_unit,
        details={
            "item": held.pk,
            "note": f"{held.number} {held.title}",
            "changes": _changes(before, data),
        },
    )
    return "updated"


@transaction.atomic
def save_item(*, actor: User, checklist: Checklist, data: ItemData) -> Outcome:
    """Add the item, or bring the one with its number up to date."""
    require(actor, EDIT_CHECKLISTS)
    draft = _held_draft(checklist.pk)
    item = draft.items.filter(number=data.number).first()
    if item is not None:
        return edit_item(actor=actor, item=item, data=data)
    add_item(actor=actor, checklist=draft, data=data)
    return "created"


@transaction.atomic
def remove_item(*, actor: User, item: ChecklistItem) -> None:
    """Take an item off a draft."""
    require(actor, EDIT_CHECKLISTS)
    draft = _held_draft(item.checklist_id)
    held = draft.items.filter(pk=item.pk).first()
    if held is None:
        return
    held.delete()
    record(
        verb=ITEM_REMOVED,
        actor=actor,
        target=draft,
        unit=actor.home_unit,
        details={"item": item.pk, "note": f"{item.number} {item.title}"},
    )


@transaction.atomic
def new_version(*, actor: User, checklist: Checklist) -> Checklist:
    """Copy a published list into a draft of the next version, items, materials and units alike."""
    require(actor, EDIT_CHECKLISTS)
    versions = list(
        Checklist.objects.select_for_update()
        .filter(kind=checklist.kind, year=checklist.year)
        .order_by("version")
    )
    source = next(found for found in versions if found.pk == checklist.pk)
    if source.status != ChecklistStatus.PUBLISHED:
        raise ValidationError(_("A new version starts from the list that is in force."))
    if any(found.status == ChecklistStatus.DRAFT for found in versions):
        raise ValidationError(_("There is a draft of the next version already. Go on with it."))
    draft = Checklist.objects.create(
        kind=source.kind,
        year=source.year,
        version=versions[-1].version + 1,
        title=source.title,
        created_by=actor,
        created_at=clock.now(),
    )
    copy_items(source, draft)
    record(
        verb=CHECKLIST_VERSIONED,
        actor=actor,
        target=draft,
        unit=actor.home_unit,
        details={"from": source.version, "to": draft.version},
    )
    return draft


@transaction.atomic
def discard_draft(*, actor: User, checklist: Checklist) -> None:
    """Throw a draft away; nothing has been handed out from it yet."""
    require(actor, EDIT_CHECKLISTS)
    draft = _held_draft(checklist.pk)
    record(
        verb=CHECKLIST_DISCARDED,
        actor=actor,
        target=draft,
        unit=actor.home_unit,
        details={"items": draft.items.count(), "version": draft.version},
    )
    draft.delete()


def _held_draft(pk: int) -> Checklist:
    """Return the draft with its row held; raises ValidationError once it is published."""
    draft = Checklist.objects.select_for_update().filter(pk=pk).first()
    if draft is None:
        raise ValidationError(_("The draft has been thrown away meanwhile."))
    if draft.status != ChecklistStatus.DRAFT:
        raise ValidationError(
            _("This list is published and can no longer be changed. Draft a new version.")
        )
    return draft


def _check(draft: Checklist, data: ItemData, item: ChecklistItem | None = None) -> None:
    faults = item_faults(data, draft.year)
    others = draft.items.filter(number=data.number)
    if item is not None:
        others = others.exclude(pk=item.pk)
    if "number" not in faults and others.exists():
        faults["number"] = _("Another item of the list has this number.")
    if faults:
        raise ValidationError(faults)


def _changes(before: ItemData, after: ItemData) -> dict[str, list[str]]:
    return {
        name: [_shown(getattr(before, name)), _shown(getattr(after, name))]
        for name in (*PLAIN, "stages", "evidence", "counted", "unit_ids")
        if getattr(before, name) != getattr(after, name)
    }


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple | frozenset):
        return "; ".join(sorted(str(part) for part in value))
    return str(value)
