"""Read the records of the four kinds: the newest version of each, and the versions before."""

from typing import Any

from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast

from accountability.models import MaterialRecord
from accountability.permissions import READ, RECORD_MATERIAL, SCORE
from accountability.selectors.avoidance import avoided_units
from accountability.selectors.overview import responsible_units
from supervision.accounts.selectors import unit_scope
from supervision.attachments import selectors as attachments
from supervision.attachments.models import Attachment
from supervision.organizations.models import Unit
from supervision.people.selectors.natural_persons import accounts_of

#: The owner type under which the files of materials are kept, and the key of its form's uploads.
OWNER = MaterialRecord._meta.label_lower
DRAFT_KEY = f"{OWNER}:new"


def every_version(user: Any) -> QuerySet[MaterialRecord]:
    """Return every version of the materials about units the account may see."""
    if not user.can(READ):
        return MaterialRecord.objects.none()
    return (
        MaterialRecord.objects.filter(unit_scope(user))
        .select_related("unit", "recorded_by", "decision__decided_by", "superseded_by")
        .order_by("-held_on", "-id")
    )


def materials_visible_to(user: Any) -> QuerySet[MaterialRecord]:
    """Return the newest version of each material about units the account may see."""
    return every_version(user).filter(superseded_by__isnull=True)


def versions_of(material: MaterialRecord) -> list[MaterialRecord]:
    """Return the versions before this one, newest first."""
    found = []
    row = material.supersedes
    while row is not None:
        found.append(row)
        row = row.supersedes
    return found


def undecided(user: Any) -> QuerySet[MaterialRecord]:
    """Return the materials on which the account could decide now: somebody else wrote them."""
    if not user.can(SCORE):
        return MaterialRecord.objects.none()
    rows = materials_visible_to(user).filter(decision__isnull=True)
    others = rows.exclude(recorded_by__in=accounts_of(user))
    return others.exclude(unit__in=avoided_units(user))


def staged(user: Any) -> list[Attachment]:
    """Return what the person has uploaded for the form of a material and not yet saved."""
    return list(attachments.staged(user, DRAFT_KEY))


def may_read_files(user: Any, owner_id: str) -> bool:
    """Answer the file gate: whoever sees the material's unit reads its files."""
    return owner_id.isdecimal() and every_version(user).filter(pk=int(owner_id)).exists()


def ids_with_files(user: Any) -> QuerySet[Any]:
    """Return, as text, the ids of the visible materials: the gate's whole list."""
    rows = every_version(user).order_by()
    return rows.annotate(key=Cast("pk", CharField())).values("key")


def unit_of_files(owner_id: str) -> int | None:
    """Return the unit of the material, for the log of who read its files."""
    return MaterialRecord.objects.filter(pk=owner_id).values_list("unit_id", flat=True).first()


def units_to_record(user: Any) -> QuerySet[Unit]:
    """Return the units about which the account may record."""
    rows = responsible_units(user)
    return rows if user.can(RECORD_MATERIAL) else rows.none()


def same_as(*, unit: Unit, kind: str, held_on: Any, title: str) -> MaterialRecord | None:
    """Return the material that an import would record a second time."""
    rows = MaterialRecord.objects.filter(
        unit=unit, kind=kind, held_on=held_on, title=title.strip(), superseded_by__isnull=True
    )
    return rows.first()
