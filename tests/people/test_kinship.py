"""Relations: stored once, read from both sides, limited to what the reader may see."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from supervision.audit.models import AuditEvent
from supervision.people.enums import KinRelation, KinSource
from supervision.people.models import Kinship, Person
from supervision.people.selectors.files import relatives_of
from supervision.people.services.kinship import add_kin, remove_kin
from supervision.people.values import KinData
from tests.people.conftest import number

pytestmark = pytest.mark.django_db


def _kin(relation: KinRelation = KinRelation.PARENT, **changes: Any) -> KinData:
    known: dict[str, Any] = {"source": KinSource.DECLARED, "known_on": dt.date(2026, 1, 5)}
    return KinData(relation=relation, **(known | changes))


def test_one_row_stands_on_both_files(office: Any, shan: Person, outsider: Person) -> None:
    add_kin(actor=office, person=shan, data=_kin(id_number=outsider.id_number))
    assert Kinship.objects.count() == 1
    (mine,) = relatives_of(shan, office)
    (theirs,) = relatives_of(outsider, office)
    assert (mine.relation, mine.person) == (KinRelation.PARENT, outsider)
    assert (theirs.relation, theirs.person) == (KinRelation.CHILD, shan)
    assert AuditEvent.objects.filter(verb="people.kin_added").count() == 2


def test_two_persons_have_one_relation(office: Any, shan: Person, outsider: Person) -> None:
    add_kin(actor=office, person=shan, data=_kin(id_number=outsider.masked_id_number))
    with pytest.raises(ValidationError, match="id_number"):
        add_kin(actor=office, person=outsider, data=_kin(id_number=shan.id_number))
    with pytest.raises(IntegrityError), transaction.atomic():
        row = Kinship.objects.get()
        row.pk, row.person, row.relative = None, outsider, shan
        row.save(force_insert=True)


@pytest.mark.parametrize("relation", list(KinRelation))
def test_the_inverse_is_read_from_the_other_side(
    office: Any, shan: Person, outsider: Person, relation: KinRelation
) -> None:
    add_kin(actor=office, person=shan, data=_kin(relation, id_number=outsider.id_number))
    (mine,) = relatives_of(shan, office)
    (theirs,) = relatives_of(outsider, office)
    assert mine.relation == relation
    assert (mine.line, mine.degree) == (theirs.line, theirs.degree)
    assert mine.words and theirs.words


def test_a_relative_out_of_reach_is_a_masked_name(
    office: Any, head: Any, shan: Person, outsider: Person
) -> None:
    add_kin(actor=office, person=shan, data=_kin(id_number=outsider.id_number))
    (one,) = relatives_of(shan, head)
    assert (one.name, one.person, one.place) == ("仇**", None, "")


def test_a_name_outside_of_the_register_is_masked_for_readers(
    office: Any, head: Any, shan: Person
) -> None:
    add_kin(actor=office, person=shan, data=_kin(name="柳如是", workplace="云岭市第一医院"))
    assert relatives_of(shan, office)[0].name == "柳如是"
    assert relatives_of(shan, head)[0].name == "柳**"


@pytest.mark.parametrize("text", ["", "530197", "单雄信", "530197199901010011"])
def test_a_number_of_nobody_is_refused(office: Any, shan: Person, text: str) -> None:
    with pytest.raises(ValidationError):
        add_kin(actor=office, person=shan, data=_kin(id_number=text))


def test_nobody_is_related_to_himself(office: Any, shan: Person) -> None:
    with pytest.raises(ValidationError, match="id_number"):
        add_kin(actor=office, person=shan, data=_kin(id_number=shan.id_number))
    add_kin(actor=office, person=shan, data=_kin(name="柳如是"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Kinship.objects.update(relative=shan, relative_name="")


def test_a_wrong_relation_is_taken_out_and_the_record_stays(
    office: Any, shan: Person, outsider: Person
) -> None:
    row = add_kin(actor=office, person=shan, data=_kin(id_number=outsider.id_number))
    remove_kin(actor=office, kin=row)
    assert not Kinship.objects.exists()
    assert AuditEvent.objects.filter(verb="people.kin_removed").count() == 2


def test_a_stranger_and_a_reader_change_no_relation(
    office: Any, stranger: Any, head: Any, shan: Person, outsider: Person
) -> None:
    row = add_kin(actor=office, person=shan, data=_kin(id_number=outsider.id_number))
    for nobody in (stranger, head):
        with pytest.raises(PermissionDenied):
            add_kin(actor=nobody, person=shan, data=_kin(name="柳如是"))
        with pytest.raises(PermissionDenied):
            remove_kin(actor=nobody, kin=row)


def test_masked_numbers_of_several_persons_are_refused(
    office: Any, shan: Person, enter: Callable[..., Person]
) -> None:
    first = enter("甲一", id_number=number(7))
    day, twin = dt.date(1980, 3, 5), None
    for days in range(1, 4000):
        born = day + dt.timedelta(days=days)
        if number(7, born)[-4:] == first.id_number[-4:]:
            twin = enter("乙二", id_number=number(7, born), birth_on=born)
            break
    assert twin is not None
    with pytest.raises(ValidationError, match="id_number"):
        add_kin(actor=office, person=shan, data=_kin(id_number=first.masked_id_number))
