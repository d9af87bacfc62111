"""Bring many persons up to date at once, and take that back: what the imports write."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from supervision import clock
from supervision.audit.services import record
from supervision.crypto import blind, tokens
from supervision.people import permissions
from supervision.people.models import Disclosure, Kinship, Person, PersonPost
from supervision.people.models.persons import ID_PURPOSE
from supervision.people.rules import identity
from supervision.people.selectors.people import held_now, people_units, people_visible_to
from supervision.people.services.copying import copy_in, copy_over
from supervision.people.services.entries import checked_number, facts, fill
from supervision.people.values import PersonData, PostData
from supervision.people.verbs import IMPORT_UNDONE, PEOPLE_IMPORTED

_SEALED = ("id_number", "id_number_short", "phone", "residence")


@dataclass
class Entry:
    """One person of a file with the post held today; the outcome is written into it."""

    data: PersonData
    post: PostData | None = None
    outcome: str = "unchanged"
    before: dict[str, Any] | None = None
    person: Person = field(init=False)
    new_post: PersonPost | None = None

    @cached_property
    def number(self) -> str:
        """Return the ID number with 18 digits; raises ValidationError where it is wrong."""
        return checked_number(self.data)

    def after(self) -> dict[str, Any]:
        """Return what the import made of the person, without anything readable of the secrets."""
        post = self.new_post.pk if self.new_post else None
        return {"facts": sealed_facts(self.person), "post": post}


@transaction.atomic
def save_entries(*, actor: Any, entries: Sequence[Entry]) -> None:
    """Enter the persons, or bring those with the same ID number up to date.

    Columns a file does not have keep their value: a person may be in both files. A post is added
    where no equal one is held today; none is ended. Raises ValidationError for bad data, which
    the importer has refused before.
    """
    permissions.require(actor, permissions.MANAGE)
    known = _known(entries)
    _check_scope(actor, entries, known.values())
    now = clock.now()
    for entry in entries:
        found = known.get(entry.number)
        if found is None:
            entry.person = Person(registered_by=actor, registered_at=now)
            entry.outcome = "created"
            fill(entry.person, entry.data, entry.number)
        else:
            _update(entry, found)
    copy_in([entry.person for entry in entries if entry.outcome == "created"])
    copy_over([entry.person for entry in entries if entry.outcome == "updated"])
    _add_posts(entries)
    _record(actor, entries)


def _check_scope(actor: Any, entries: Sequence[Entry], known: Collection[Person]) -> None:
    """Raise ValidationError where a row reaches beyond what the actor sees."""
    units = set(people_units(actor).values_list("pk", flat=True))
    if any(entry.data.unit.pk not in units for entry in entries):
        raise ValidationError(_("This unit lies outside of what your post reaches."))
    keys = [person.pk for person in known]
    if people_visible_to(actor).filter(pk__in=keys).count() != len(keys):
        raise ValidationError(_("This number stands in the register of another unit already."))


def _known(entries: Sequence[Entry]) -> dict[str, Person]:
    wanted = [
        digest for entry in entries for digest in blind.candidates(entry.number, purpose=ID_PURPOSE)
    ]
    rows = Person.objects.select_related("unit").filter(id_index__in=wanted).order_by("pk")
    return {person.id_number: person for person in rows.select_for_update(of=("self",))}


def _update(entry: Entry, person: Person) -> None:
    entry.person = person
    before = facts(person)
    stored = sealed_facts(person) | {"sealed": _tokens(person)}
    fill(person, _merged(person, entry.data))
    if facts(person) != before:
        entry.outcome, entry.before = "updated", stored


def _merged(person: Person, data: PersonData) -> PersonData:
    """Return the data of a file that says nothing of the other kind, filled from the register."""
    known = {
        name: getattr(data, name) or getattr(person, name)
        for name in PersonData.__dataclass_fields__
        if name not in ("id_number", "is_supervisee", "is_member")
    }
    short = identity.short_form(data.id_number) or person.id_number_short
    return PersonData(
        **known,
        id_number=short or person.id_number,
        is_supervisee=data.is_supervisee or person.is_supervisee,
        is_member=data.is_member or person.is_member,
    )


def _add_posts(entries: Sequence[Entry]) -> None:
    """Add the posts that are not held already."""
    people = [entry.person.pk for entry in entries if entry.post is not None]
    held = {
        (post.person_id, post.unit_id, post.title): post
        for post in PersonPost.objects.filter(held_now(), person_id__in=people)
    }
    for entry in entries:
        post = entry.post
        if post is None or post.unit is None:
            continue
        if (entry.person.pk, post.unit.pk, post.title) in held:
            continue
        entry.new_post = PersonPost(
            person=entry.person,
            unit=post.unit,
            title=post.title,
            rank=post.rank,
            is_leading=post.is_leading,
            started_on=post.started_on,
        )
        if entry.outcome == "unchanged":
            stored = sealed_facts(entry.person) | {"sealed": _tokens(entry.person)}
            entry.outcome, entry.before = "updated", stored
    copy_in([entry.new_post for entry in entries if entry.new_post is not None])


def _record(actor: Any, entries: Sequence[Entry]) -> None:
    """Leave one event for the portion, and one on the file of each person that was there before."""
    counts = {"created": 0, "updated": 0, "unchanged": 0}
    for entry in entries:
        counts[entry.outcome] += 1
        if entry.outcome == "updated":
            person = entry.person
            record(verb=PEOPLE_IMPORTED, actor=actor, target=person, unit=person.unit_id)
    label = str(_("People register"))
    record(verb=PEOPLE_IMPORTED, actor=actor, label=label, details=counts)


def sealed_facts(person: Person) -> dict[str, Any]:
    """Return what the register holds of the person as JSON, the secrets as digests alone."""
    found: dict[str, Any] = {}
    for key, value in facts(person).items():
        if key == "unit":
            found[key] = person.unit_id
        elif key in _SEALED:
            found[key] = blind.index(value, purpose=key)
        else:
            found[key] = value.isoformat() if isinstance(value, dt.date) else value
    return found


def _tokens(person: Person) -> dict[str, str]:
    return {key: _field(key).get_prep_value(getattr(person, key)) for key in _SEALED}


def _field(key: str) -> Any:
    return Person._meta.get_field(key)


@transaction.atomic
def undo_entry(
    *, actor: Any, pk: int, before: dict[str, Any] | None, after: dict[str, Any]
) -> None:
    """Take one imported person back: out of the register, or to what the entry was before.

    Raises ValidationError where the entry has changed since or something was built on it.
    """
    permissions.require(actor, permissions.MANAGE)
    person = Person.objects.select_for_update().filter(pk=pk).first()
    if person is None or sealed_facts(person) != after["facts"]:
        label = person.name if person else str(pk)
        raise ValidationError(_("%(name)s has changed since the import.") % {"name": label})
    PersonPost.objects.filter(pk=after["post"], person=person).delete()
    record(verb=IMPORT_UNDONE, actor=actor, target=person, unit=person.unit_id)
    if before is None:
        _remove(person)
    else:
        _restore(person, before)


def _remove(person: Person) -> None:
    stands = (
        person.posts.exists()
        or person.account_id is not None
        or Disclosure.objects.filter(person=person).exists()
        or Kinship.objects.filter(person=person).exists()
        or Kinship.objects.filter(relative=person).exists()
    )
    if stands:
        raise ValidationError(
            _("%(name)s has posts, relatives or readers by now.") % {"name": person.name}
        )
    person.delete()


def _restore(person: Person, before: dict[str, Any]) -> None:
    sealed = before["sealed"]
    for key, value in before.items():
        if key in _SEALED:
            token = sealed[key]
            value = tokens.decrypt(token, context=_field(key).place) if token else ""
        if key == "unit":
            person.unit_id = value
        elif key != "sealed":
            setattr(person, key, _field(key).to_python(value))
    fill(person, _as_data(person))
    person.save()


def _as_data(person: Person) -> PersonData:
    known = {name: getattr(person, name) for name in PersonData.__dataclass_fields__}
    return PersonData(**known | {"id_number": ""})
