"""The demo's register in small: counts, valid numbers, fitting relatives, sealed secrets."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection

from supervision.accounts.enums import RoleCode
from supervision.accounts.models import Posting, User
from supervision.people.models import Kinship, Person, PersonPost
from supervision.people.rules import identity, names
from supervision.people.selectors.people import people_visible_to, search_people
from supervision.project.demo.accounts import load_units
from supervision.project.demo.people import load_people
from supervision.project.demo.planted import PLANTED, secrets

pytestmark = pytest.mark.django_db

SUPERVISEES, MEMBERS, BOTH = 400, 900, 250


@pytest.fixture
def loaded(db: None) -> User:
    """Fill a small register and return the head of the office."""
    units = load_units()
    office = User.objects.create(username="office", name="陈映红", password="!")
    Posting.objects.create(
        user=office,
        unit=units["QJ-S01"],
        role=RoleCode.OFFICE_HEAD,
        started_on=dt.date(2025, 7, 1),
    )
    load_people(
        {"office": office},
        units,
        lambda _words: None,
        supervisees=SUPERVISEES,
        members=MEMBERS,
        both=BOTH,
    )
    return office


def test_the_register_has_the_counts_asked_for(loaded: User) -> None:
    people = Person.objects
    assert people.filter(is_supervisee=True).count() == SUPERVISEES
    assert people.filter(is_member=True).count() == MEMBERS
    assert people.count() == SUPERVISEES + MEMBERS - BOTH
    assert loaded.person.name == "陈映红"
    assert PersonPost.objects.filter(ended_on__isnull=False).exists()
    assert Kinship.objects.filter(relative__isnull=False).exists()


def test_every_number_is_valid_and_every_name_is_found(loaded: User) -> None:
    for person in Person.objects.all():
        assert identity.checked(person.id_number) == person.id_number
        assert identity.born_on(person.id_number) == person.birth_on
        assert person.search_keys == names.search_keys(person.name)
    someone = Person.objects.order_by("-pk")[0]
    assert someone in search_people(loaded, someone.name)


def test_nobody_has_two_fathers_or_two_mothers(loaded: User) -> None:
    parents = []
    for row in Kinship.objects.filter(relative__isnull=False).select_related("person", "relative"):
        if row.relation == "parent":
            parents.append((row.person_id, row.relative.gender))
        elif row.relation == "child":
            parents.append((row.relative_id, row.person.gender))
    assert parents and len(parents) == len(set(parents))


def test_relatives_are_of_an_age_and_gender_that_fit(loaded: User) -> None:
    for row in Kinship.objects.filter(relative__isnull=False).select_related("person", "relative"):
        apart = row.person.birth_on.year - row.relative.birth_on.year
        if row.relation == "spouse":
            assert row.person.gender != row.relative.gender
        if row.relation == "parent":
            assert apart > 20


def test_the_planted_secrets_are_there_and_sealed(loaded: User) -> None:
    for planted in PLANTED:
        assert [person.name for person in search_people(loaded, planted.phone)] == [planted.name]
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(p::text, '') FROM people_person p")
        (dump,) = cursor.fetchone()
        cursor.execute("SELECT coalesce(string_agg(e::text, ''), '') FROM audit_auditevent e")
        dump += cursor.fetchone()[0]
    assert [secret for secret in secrets() if secret in dump] == []


def test_a_stranger_sees_none_of_them(loaded: User, make_user: Any) -> None:
    assert not people_visible_to(make_user("nobody")).exists()
