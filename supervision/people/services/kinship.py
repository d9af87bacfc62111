"""Enter relations between persons, and take out what was wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from supervision import clock
from supervision.audit.services import record
from supervision.people import permissions
from supervision.people.models import Kinship, Person
from supervision.people.rules import masks, queries
from supervision.people.rules.queries import QueryKind
from supervision.people.selectors.people import matching, people_visible_to
from supervision.people.values import KinData
from supervision.people.verbs import KIN_ADDED, KIN_REMOVED

_NUMBERS = (QueryKind.ID_NUMBER, QueryKind.MASKED_ID)


@transaction.atomic
def add_kin(*, actor: Any, person: Person, data: KinData) -> Kinship:
    """Enter a relation; it stands on both files where the relative is in the register.

    Raises ValidationError where the relative is not found, is the person, or is entered already.
    """
    permissions.require(actor, permissions.MANAGE)
    person = people_visible_to(actor).get(pk=person.pk)
    relative = _relative(actor, data) if data.id_number else None
    _check(person, relative, data)
    row = Kinship.objects.create(
        person=person,
        relative=relative,
        relative_name="" if relative else data.name,
        workplace="" if relative else data.workplace,
        post="" if relative else data.post,
        relation=data.relation,
        source=data.source,
        known_on=data.known_on,
        entered_by=actor,
        entered_at=clock.now(),
    )
    for one, other in _sides(row):
        details = {"kin": row.pk, "note": other}
        record(verb=KIN_ADDED, actor=actor, target=one, unit=one.unit, details=details)
    return row


@transaction.atomic
def enter_many(*, actor: Any, rows: Sequence[Kinship]) -> None:
    """Enter relations that were taken over from files, with one event on each person."""
    permissions.require(actor, permissions.MANAGE)
    now = clock.now()
    for row in rows:
        row.entered_by, row.entered_at = actor, now
    for row in Kinship.objects.bulk_create(rows, batch_size=500):
        details = {"kin": row.pk, "note": str(row.get_relation_display())}
        record(
            verb=KIN_ADDED,
            actor=actor,
            target=row.person,
            unit=row.person.unit_id,
            details=details,
        )


@transaction.atomic
def remove_kin(*, actor: Any, kin: Kinship) -> None:
    """Take out a relation that was entered wrongly; the record keeps that it stood there."""
    permissions.require(actor, permissions.MANAGE)
    visible = people_visible_to(actor).values("pk")
    row = (
        Kinship.objects.select_for_update(of=("self",))
        .filter(Q(person__in=visible) | Q(relative__in=visible))
        .select_related("person__unit", "relative__unit")
        .get(pk=kin.pk)
    )
    for one, other in _sides(row):
        details = {"kin": row.pk, "relation": row.relation, "note": other}
        record(verb=KIN_REMOVED, actor=actor, target=one, unit=one.unit, details=details)
    row.delete()


def _relative(actor: Any, data: KinData) -> Person:
    asked = queries.read(data.id_number)
    if asked.kind not in _NUMBERS:
        raise ValidationError({"id_number": _("Write the ID number in full or as it is shown.")})
    found = list(matching(people_visible_to(actor), asked)[:2])
    if not found:
        raise ValidationError(
            {"id_number": _("Nobody whom you may see has this number. Write the name instead.")}
        )
    if len(found) > 1:
        raise ValidationError(
            {"id_number": _("Several persons fit the masked number. Write it in full.")}
        )
    return found[0]


def _check(person: Person, relative: Person | None, data: KinData) -> None:
    if relative is None and not data.name:
        raise ValidationError({"name": _("Write the relative's name, or an ID number.")})
    if relative == person:
        raise ValidationError({"id_number": _("This is the number of the person itself.")})
    if relative is not None and _known(person, relative):
        raise ValidationError({"id_number": _("The relation of these two is entered already.")})
    same = Kinship.objects.filter(
        person=person, relative=None, relation=data.relation, relative_name=data.name
    )
    if relative is None and same.exists():
        raise ValidationError({"name": _("This relative is entered already.")})


def _known(person: Person, relative: Person) -> bool:
    pair = Q(person=person, relative=relative) | Q(person=relative, relative=person)
    return Kinship.objects.filter(pair).exists()


def _sides(row: Kinship) -> list[tuple[Person, str]]:
    """Return each person of the register whom the relation concerns, and the other's name."""
    words = str(row.get_relation_display())
    if row.relative is None:
        return [(row.person, f"{words} {masks.name(row.relative_name)}")]
    return [
        (row.person, f"{words} {masks.name(row.relative.name)}"),
        (row.relative, masks.name(row.person.name)),
    ]
