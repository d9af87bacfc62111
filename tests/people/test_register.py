"""Entering and correcting persons: what is refused, what is recorded, what the database holds."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DataError, IntegrityError, connection, transaction
from django.db.models import F

from supervision.audit.models import AuditEvent
from supervision.people.models import Person, PersonPost
from supervision.people.services.entries import correct, link_account, register
from supervision.people.services.posts import end_post, start_post
from supervision.people.values import PostData
from tests.people.conftest import BORN, number, person_data

pytestmark = pytest.mark.django_db


def _refused(field: str) -> Any:
    return pytest.raises(ValidationError, match=f"'{field}'")


def test_a_person_is_entered_with_pinyin_and_one_event(office: Any, units: Any) -> None:
    person = register(actor=office, data=person_data(units.water, name="单 雄信"))
    assert (person.name, person.pinyin) == ("单雄信", "shan xiong xin")
    event = AuditEvent.objects.get(verb="people.person_added")
    assert (event.object_id, event.unit_id) == (str(person.pk), units.water.pk)


def test_the_table_holds_no_secret_in_plain_text(shan: Person) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(p)::text FROM people_person p")
        (row,) = cursor.fetchone()
    for secret in (shan.id_number, shan.phone, shan.residence, shan.id_number[-12:]):
        assert secret not in row
    assert Person.objects.get(pk=shan.pk).id_number == shan.id_number


def test_the_database_refuses_a_readable_number(shan: Person) -> None:
    with (
        pytest.raises(IntegrityError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE people_person SET id_number = %s", [number()])


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"id_number": number()[:-1] + ("1" if number()[-1] != "1" else "2")}, "id_number"),
        ({"id_number": "53019719800305"}, "id_number"),
        ({"id_number": "530197198002300010"}, "id_number"),
        ({"birth_on": dt.date(1980, 3, 6)}, "birth_on"),
        ({"gender": "female"}, "gender"),
    ],
)
def test_a_number_that_does_not_fit_is_refused(
    office: Any, units: Any, changes: dict[str, Any], field: str
) -> None:
    with _refused(field):
        register(actor=office, data=person_data(units.water, **changes))
    assert not Person.objects.exists()


def test_a_number_stands_once_in_either_length(office: Any, units: Any, shan: Person) -> None:
    short = shan.id_number[:6] + shan.id_number[8:17]
    with _refused("id_number"):
        register(actor=office, data=person_data(units.finance, id_number=short, name="别人"))
    assert Person.objects.count() == 1


def test_a_former_number_is_lengthened_and_kept(office: Any, units: Any) -> None:
    short = number()[:6] + number()[8:17]
    person = register(actor=office, data=person_data(units.water, id_number=short))
    assert (person.id_number, person.id_number_short) == (number(), short)


def test_only_the_office_enters_and_only_where_it_reaches(
    officer: Any, leader: Any, head: Any, clerk: Any, sysadmin: Any, stranger: Any, units: Any
) -> None:
    for nobody in (leader, head, clerk, sysadmin, stranger):
        with pytest.raises(PermissionDenied):
            register(actor=nobody, data=person_data(units.water))
    assert register(actor=officer, data=person_data(units.water)).pk


def test_a_correction_is_recorded_without_plain_secrets(office: Any, shan: Person) -> None:
    given = person_data(shan.unit, phone="13700004321", id_number="", residence=None)
    correct(actor=office, person=shan, data=replace(given, education="本科"))
    event = AuditEvent.objects.get(verb="people.person_changed")
    assert event.details["changes"]["phone"] == ["139****8888", "137****4321"]
    assert event.details["changes"]["education"] == ["", "本科"]
    text = str(event.details) + event.object_label
    assert "13700004321" not in text and shan.phone not in text and shan.id_number not in text
    again = Person.objects.get(pk=shan.pk)
    assert (again.phone, again.id_number) == ("13700004321", shan.id_number)
    assert again.residence == shan.residence


def test_an_equal_correction_leaves_no_trace(office: Any, shan: Person) -> None:
    correct(actor=office, person=shan, data=person_data(shan.unit, id_number="", name="单雄信"))
    assert not AuditEvent.objects.filter(verb="people.person_changed").exists()


def test_who_does_not_see_a_person_cannot_correct_it(head: Any, outsider: Person) -> None:
    with pytest.raises(PermissionDenied):
        correct(actor=head, person=outsider, data=person_data(outsider.unit))


def test_an_account_is_one_persons(office: Any, shan: Person, outsider: Person, clerk: Any) -> None:
    link_account(actor=office, person=shan, account=clerk)
    with _refused("account"):
        link_account(actor=office, person=outsider, account=clerk)
    link_account(actor=office, person=shan, account=None)
    link_account(actor=office, person=outsider, account=clerk)
    assert clerk.person == outsider


@pytest.mark.parametrize(
    "changes",
    [
        {"is_supervisee": False},
        {"supervisee_since": None},
        {"supervisee_kind": ""},
        {"is_member": True},
        {"joined_on": dt.date(2001, 1, 1)},
        {"id_index": ""},
        {"name": ""},
    ],
)
def test_the_database_refuses_halves(shan: Person, changes: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(pk=shan.pk).update(**changes)


def _post(unit: Any, first: int = 2020, last: int | None = None, **changes: Any) -> PostData:
    known: dict[str, Any] = {
        "title": "副局长",
        "unit": unit,
        "started_on": dt.date(first, 1, 1),
        "ended_on": dt.date(last, 12, 31) if last else None,
    }
    return PostData(**(known | changes))


def test_posts_follow_one_another_and_never_overlap(office: Any, shan: Person, units: Any) -> None:
    start_post(actor=office, person=shan, data=_post(units.finance, 2010, 2014))
    held = start_post(actor=office, person=shan, data=_post(units.finance, 2015))
    for data in (_post(units.finance, 2014, 2016), _post(units.finance, 2020)):
        with _refused("title"):
            start_post(actor=office, person=shan, data=data)
    start_post(actor=office, person=shan, data=_post(units.water, 2012))
    start_post(actor=office, person=shan, data=_post(units.finance, 2012, title="工会主席"))
    end_post(actor=office, post=held, ended_on=dt.date(2019, 12, 31))
    start_post(actor=office, person=shan, data=_post(units.finance, 2020))
    with _refused("ended_on"):
        end_post(actor=office, post=held, ended_on=dt.date(2019, 12, 31))
    assert shan.posts.count() == 5


def test_the_database_refuses_the_same_post_twice_at_a_time(shan: Person, units: Any) -> None:
    rows = [
        PersonPost(person=shan, unit=units.water, title="股长", started_on=dt.date(2020, 1, 1)),
        PersonPost(person=shan, unit=units.water, title="股长", started_on=dt.date(2021, 1, 1)),
    ]
    with pytest.raises(IntegrityError), transaction.atomic():
        PersonPost.objects.bulk_create(rows)


def test_the_database_refuses_a_post_that_ends_before_it_begins(shan: Person, units: Any) -> None:
    post = PersonPost(person=shan, unit=units.water, title="股长", started_on=BORN)
    post.save()
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        PersonPost.objects.update(ended_on=F("started_on") - dt.timedelta(days=1))


def test_a_post_stands_in_one_place(office: Any, shan: Person, units: Any) -> None:
    for data in (_post(None), _post(units.water, organisation="云岭市财政局")):
        with _refused("unit"):
            start_post(actor=office, person=shan, data=data)
    start_post(actor=office, person=shan, data=_post(None, organisation="云岭市财政局"))
    assert AuditEvent.objects.filter(verb="people.post_started").count() == 1


def test_a_stranger_begins_and_ends_no_post(
    stranger: Any, head: Any, office: Any, shan: Person, units: Any
) -> None:
    held = start_post(actor=office, person=shan, data=_post(units.water))
    for nobody in (stranger, head):
        with pytest.raises(PermissionDenied):
            start_post(actor=nobody, person=shan, data=_post(units.water, title="科长"))
        with pytest.raises(PermissionDenied):
            end_post(actor=nobody, post=held, ended_on=dt.date(2026, 1, 1))
