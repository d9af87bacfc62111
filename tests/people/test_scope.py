"""Who sees whom: by unit, by a post held today, by role; nobody else gets anything."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from supervision.accounts.enums import RoleCode
from supervision.people.models import Person
from supervision.people.selectors.people import people_visible_to, search_people
from supervision.people.services.posts import end_post, start_post
from supervision.people.values import PostData

pytestmark = pytest.mark.django_db


@pytest.fixture
def everybody(shan: Person, outsider: Person, villager: Person) -> None:
    """Three persons of three units."""


def _seen(user: Any) -> set[str]:
    return set(people_visible_to(user).values_list("name", flat=True))


@pytest.mark.usefixtures("everybody")
def test_each_role_sees_what_its_post_reaches(
    office: Any, officer: Any, leader: Any, clerk: Any, other_clerk: Any, head: Any
) -> None:
    for wide in (office, officer, leader):
        assert _seen(wide) == {"单雄信", "仇若谷", "欧阳知秋"}
    assert _seen(clerk) == _seen(head) == {"单雄信"}
    assert _seen(other_clerk) == {"仇若谷"}


@pytest.mark.usefixtures("everybody")
def test_a_township_sees_its_villages_and_no_more(
    make_user: Callable[..., Any], units: Any, township_clerk: Any
) -> None:
    secretary = make_user("secretary", RoleCode.TOWNSHIP_LEADER, units.township)
    assert _seen(secretary) == {"欧阳知秋"}
    assert _seen(township_clerk) == set()


@pytest.mark.usefixtures("everybody")
def test_administrators_strangers_and_the_signed_out_see_nobody(
    sysadmin: Any, secadmin: Any, auditor: Any, stranger: Any
) -> None:
    for nobody in (sysadmin, secadmin, auditor, stranger):
        assert _seen(nobody) == set()
        assert not search_people(nobody, "单雄信")


@pytest.mark.usefixtures("everybody")
def test_internal_supervision_sees_the_commissions_own_people(
    make_user: Callable[..., Any], units: Any, enter: Callable[..., Person]
) -> None:
    enter("容守一", units.office)
    internal = make_user("inward", RoleCode.INTERNAL, units.commission)
    assert _seen(internal) == {"容守一"}


def test_a_post_held_today_opens_and_a_former_one_does_not(
    office: Any, head: Any, outsider: Person, units: Any
) -> None:
    assert _seen(head) == set()
    data = PostData(title="挂职副局长", unit=units.water, started_on=dt.date(2024, 1, 1))
    post = start_post(actor=office, person=outsider, data=data)
    assert _seen(head) == {"仇若谷"}
    end_post(actor=office, post=post, ended_on=dt.date(2026, 1, 1))
    assert _seen(head) == set()


def test_a_post_that_begins_later_opens_on_its_day(
    office: Any, head: Any, outsider: Person, units: Any, at: Callable[[str], None]
) -> None:
    at("2026-11-02T09:00:00")
    data = PostData(title="副局长", unit=units.water, started_on=dt.date(2026, 11, 3))
    start_post(actor=office, person=outsider, data=data)
    assert _seen(head) == set()
    at("2026-11-03T00:00:01")
    assert _seen(head) == {"仇若谷"}


@pytest.mark.usefixtures("everybody")
def test_scope_is_one_query(office: Any, head: Any) -> None:
    for user in (office, head):
        assert user.current_postings
        with CaptureQueriesContext(connection) as queries:
            list(people_visible_to(user))
        assert len(queries) == 1


@pytest.mark.parametrize(
    "typed",
    [
        "单雄信",
        "单",
        "雄信",
        "信",
        "shan",
        "Shan Xiong Xin",
        "shanxiongx",
        "danxiong",
        "sxx",
        "dxx",
    ],
)
def test_a_name_is_found_by_parts_pinyin_and_initials(
    head: Any, shan: Person, outsider: Person, typed: str
) -> None:
    assert [person.pk for person in search_people(head, typed)] == [shan.pk]


@pytest.mark.parametrize("typed", ["hanx", "张", "xx", "单信", "%", "_", "' OR 1=1", "12"])
def test_what_is_no_beginning_finds_nobody(head: Any, shan: Person, typed: str) -> None:
    assert not search_people(head, typed)


def test_numbers_are_found_in_full_masked_and_formerly(
    head: Any, other_clerk: Any, shan: Person
) -> None:
    number = shan.id_number
    ways = (
        number,
        number.lower(),
        f"{number[:6]} {number[6:14]} {number[14:]}",
        number[:6] + number[8:17],
        shan.masked_id_number,
        f"{number[:6]}…{number[-4:]}",
        shan.phone,
        f"+86 {shan.phone}",
    )
    for typed in ways:
        assert [person.pk for person in search_people(head, typed)] == [shan.pk], typed
        assert not search_people(other_clerk, typed), typed


def test_the_very_name_comes_first(office: Any, enter: Callable[..., Person]) -> None:
    for name in ("王建国安", "李王建", "王建"):
        enter(name)
    found = [person.name for person in search_people(office, "王建")]
    assert found == ["王建", "王建国安", "李王建"]
