"""What one person's file shows: posts, relatives, revealed fields, readers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from supervision import clock
from supervision.audit.models import AuditEvent
from supervision.audit.selectors import timeline
from supervision.people import permissions, verbs
from supervision.people.enums import KinLine, KinRelation, SealedField
from supervision.people.labels import relation_words
from supervision.people.models import Disclosure, Kinship, Person, PersonPost
from supervision.people.rules import kin, masks
from supervision.people.selectors.people import people_visible_to


@dataclass(frozen=True)
class Relative:
    """One relation as it stands from the side of one person."""

    kinship: Kinship
    words: str
    relation: KinRelation
    name: str
    place: str
    person: Person | None

    @property
    def line(self) -> str:
        """Return the group of near relatives in words."""
        return str(KinLine(kin.line(self.relation)).label)

    @property
    def degree(self) -> int:
        """Return the distance in generations, 0 where none is counted."""
        return kin.degree(self.relation)


def posts_of(person: Person) -> QuerySet[PersonPost]:
    """Return every post of the person, the present ones first."""
    return person.posts.select_related("unit").order_by("-started_on", "-pk")


def kin_of(person: Person) -> QuerySet[Kinship]:
    """Return the relations of the person, whichever side they were entered from."""
    rows = Kinship.objects.filter(Q(person=person) | Q(relative=person))
    return rows.select_related("person__unit", "relative__unit").order_by("pk")


def relatives_of(person: Person, user: Any) -> list[Relative]:
    """Return the relations of the person from both sides, near relatives first.

    A relative whom the account may not see stays a masked name without address.
    """
    rows = list(kin_of(person))
    others = {key for row in rows for key in (row.person_id, row.relative_id) if key is not None}
    seen = people_visible_to(user).filter(pk__in=others)
    visible = set(seen.values_list("pk", flat=True))
    found = [_relative(row, person, visible, user) for row in rows]
    return sorted(found, key=lambda one: (one.degree == 0, one.degree, one.kinship.pk))


def _relative(row: Kinship, person: Person, visible: set[int], user: Any) -> Relative:
    if row.relative_id is None:
        relation = KinRelation(row.relation)
        full = user.can(permissions.REVEAL)
        name = row.relative_name if full else masks.name(row.relative_name)
        words = " · ".join(part for part in (row.workplace, row.post) if part)
        return Relative(row, relation_words(relation), relation, name, words, None)
    near_side = row.person_id == person.pk
    relation = KinRelation(row.relation) if near_side else kin.inverse(row.relation)
    other = row.relative if near_side else row.person
    assert other is not None
    seen = other.pk in visible
    return Relative(
        kinship=row,
        words=relation_words(relation, other.gender),
        relation=relation,
        name=shown_name(other, user) if seen else masks.name(other.name),
        place=other.unit.name if seen else "",
        person=other if seen else None,
    )


def shown_name(person: Person, user: Any) -> str:
    """Return the person's name as the account's role is shown it."""
    return person.name if user.can(permissions.READ_NAMES) else masks.name(person.name)


def shown_pinyin(person: Person, user: Any) -> str:
    """Return how the name is spoken, to whom the name itself is shown."""
    return person.pinyin if user.can(permissions.READ_NAMES) else ""


@dataclass(frozen=True)
class SealedRow:
    """One sealed field as the reader is shown it now."""

    field: SealedField
    shown: str
    open_until: dt.datetime | None
    may_open: bool


def sealed_rows(person: Person, user: Any) -> list[SealedRow]:
    """Return the sealed fields: masked, or in full where they stand open to the account now."""
    opened = dict(
        Disclosure.objects.filter(reader_id=user.pk, person=person, closes_at__gt=clock.now())
        .order_by("closes_at")
        .values_list("field", "closes_at")
    )
    may_open = user.can(permissions.REVEAL)
    found = []
    for field in SealedField:
        until = opened.get(field.value) if may_open else None
        value = getattr(person, field.value if until else f"masked_{field.value}")
        found.append(SealedRow(field, value, until, bool(value) and may_open and not until))
    return found


def changes_of(person: Person) -> QuerySet[AuditEvent]:
    """Return what was changed about the person, newest first."""
    return timeline(person).exclude(verb__in=_READING)


def readings_of(person: Person) -> QuerySet[AuditEvent]:
    """Return who opened the person's file or had a field revealed, newest first."""
    return timeline(person).filter(verb__in=_READING)


_READING = (verbs.FILE_OPENED.code, verbs.FIELD_REVEALED.code)


def disclosures_visible_to(user: Any) -> QuerySet[Disclosure]:
    """Return what was revealed of the persons the account may see, to those who may review it."""
    if not user.can(permissions.READ_LOG):
        return Disclosure.objects.none()
    return Disclosure.objects.filter(person__in=people_visible_to(user)).select_related(
        "reader", "person__unit"
    )


def readers(rows: QuerySet[Disclosure]) -> list[Any]:
    """Return for each reader how often, how many persons and when last, the most first."""
    counted = rows.order_by().values("reader_id", "reader__name")
    return list(
        counted.annotate(
            times=Count("pk"), persons=Count("person", distinct=True), last=Max("opened_at")
        ).order_by("-times", "reader_id")
    )
