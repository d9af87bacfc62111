"""Enter a person in the register, correct the entry, and link it with an account."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from supervision import clock
from supervision.accounts.models import User
from supervision.audit.services import record
from supervision.people import permissions
from supervision.people.labels import refusal_of
from supervision.people.models import Person
from supervision.people.rules import identity, masks, names
from supervision.people.selectors.people import by_id_number, people_units, people_visible_to
from supervision.people.values import PersonData
from supervision.people.verbs import PERSON_ADDED, PERSON_CHANGED

_MASKS = {
    "id_number": masks.id_number,
    "id_number_short": masks.id_number,
    "phone": masks.phone,
    "residence": masks.residence,
}
_TEXTS = {field.name for field in fields(PersonData)} - {"id_number", "phone", "residence"}


@transaction.atomic
def enter(*, actor: Any, data: PersonData, account: User | None = None) -> Person:
    """Enter the person together with the account; raises as `register` and `link_account` do."""
    person = register(actor=actor, data=data)
    return link_account(actor=actor, person=person, account=account)


@transaction.atomic
def amend(*, actor: Any, person: Person, data: PersonData, account: User | None) -> Person:
    """Correct the entry together with the account; raises as `correct` and `link_account` do."""
    person = correct(actor=actor, person=person, data=data)
    return link_account(actor=actor, person=person, account=account)


@transaction.atomic
def register(*, actor: Any, data: PersonData) -> Person:
    """Enter the person.

    Raises PermissionDenied without `people.manage`, ValidationError by field where the number is
    wrong, contradicts the other entries or is in the register already.
    """
    permissions.require(actor, permissions.MANAGE)
    _check_unit(actor, data)
    person = Person(registered_by=actor, registered_at=clock.now())
    fill(person, data)
    if by_id_number(person.id_number).exists():
        raise ValidationError({"id_number": _taken(actor, person.id_number)})
    person.save(force_insert=True)
    record(verb=PERSON_ADDED, actor=actor, target=person, unit=person.unit)
    return person


@transaction.atomic
def correct(*, actor: Any, person: Person, data: PersonData) -> Person:
    """Bring the entry up to date; an equal one stays as it is, without a trace.

    Raises as `register` does, and Person.DoesNotExist where the actor may not see the person.
    """
    permissions.require(actor, permissions.MANAGE)
    _check_unit(actor, data)
    person = _locked(actor, person)
    before = facts(person)
    fill(person, data)
    after = facts(person)
    changes = {key: [before[key], after[key]] for key in after if before[key] != after[key]}
    if not changes:
        return person
    if by_id_number(person.id_number).exclude(pk=person.pk).exists():
        raise ValidationError({"id_number": _taken(actor, person.id_number)})
    person.save()
    details = {"changes": shown_changes(changes), "note": _named(changes)}
    record(verb=PERSON_CHANGED, actor=actor, target=person, unit=person.unit, details=details)
    return person


@transaction.atomic
def link_account(*, actor: Any, person: Person, account: User | None) -> Person:
    """Say which account of the portal is the person's, or that none is.

    Raises ValidationError where the account belongs to somebody else or was lent for a time.
    """
    permissions.require(actor, permissions.MANAGE)
    person = _locked(actor, person)
    if person.account_id == (account.pk if account else None):
        return person
    if account is not None and account.is_temporary:
        raise ValidationError({"account": _("A temporary account is nobody's own.")})
    if account is not None and Person.objects.filter(account=account).exists():
        raise ValidationError({"account": _("This account is linked with another person.")})
    before = person.account.username if person.account else ""
    person.account = account
    person.save(update_fields=["account"])
    changes = {"account": [before, account.username if account else ""]}
    details = {"changes": changes, "note": _("Account in the portal")}
    record(verb=PERSON_CHANGED, actor=actor, target=person, unit=person.unit, details=details)
    return person


def fill(person: Person, data: PersonData, number: str = "") -> None:
    """Put the data into the unsaved person; raises ValidationError by field.

    `number` is what `checked_number` returned of the data, where it was asked already.
    """
    if data.id_number:
        person.id_number = number or checked_number(data)
        person.id_number_short = identity.short_form(data.id_number)
    elif person.id_number:
        _check_agreement(person.id_number, data)
    for key in _TEXTS - {"name"}:
        setattr(person, key, getattr(data, key))
    person.name = names.tidy(data.name)
    if data.phone is not None:
        person.phone = identity.compact(data.phone)
    if data.residence is not None:
        person.residence = data.residence
    person.pinyin = names.pinyin(person.name)
    person.search_keys = names.search_keys(person.name)


def checked_number(data: PersonData) -> str:
    """Return the number of 18 digits; raises ValidationError where it is wrong or disagrees."""
    try:
        number = identity.checked(data.id_number)
    except identity.BadNumber as bad:
        raise ValidationError({"id_number": refusal_of(bad.code)}) from None
    _check_agreement(number, data)
    return number


def _check_agreement(number: str, data: PersonData) -> None:
    if identity.born_on(number) != data.birth_on:
        raise ValidationError({"birth_on": refusal_of("birth_differs")})
    if identity.is_male(number) != (data.gender == "male"):
        raise ValidationError({"gender": refusal_of("gender_differs")})


def facts(person: Person) -> dict[str, Any]:
    """Return what the register holds of the person itself, in plain text: never to be stored."""
    found = {key: getattr(person, key) for key in sorted(_TEXTS)}
    return found | {key: getattr(person, key) for key in _MASKS}


def shown_changes(changes: dict[str, list[Any]]) -> dict[str, list[str]]:
    """Return changes as the audit record may hold them: sealed fields masked."""
    return {
        key: [_MASKS[key](value) if key in _MASKS else _written(value) for value in pair]
        for key, pair in changes.items()
    }


def _written(value: Any) -> str:
    return "" if value is None else str(value)


def _named(changes: dict[str, Any]) -> str:
    return _(", ").join(str(Person._meta.get_field(key).verbose_name) for key in changes)  # type: ignore[union-attr]


def _check_unit(actor: Any, data: PersonData) -> None:
    if not people_units(actor).filter(pk=data.unit.pk).exists():
        raise ValidationError({"unit": _("This unit lies outside of what your post reaches.")})


def _locked(actor: Any, person: Person) -> Person:
    """Return the visible person afresh and locked."""
    visible = people_visible_to(actor).filter(pk=person.pk).values("pk")
    return Person.objects.select_for_update().get(pk__in=visible)


def _taken(actor: Any, number: str) -> str:
    """Name the person who has the number only to those who see that person."""
    found = people_visible_to(actor).filter(pk__in=by_id_number(number).values("pk")).first()
    if found is None:
        return _("This number stands in the register of another unit already.")
    return _("%(name)s stands in the register with this number already.") % {"name": found.name}
