"""Pages: the calendar, its form, the rules, the calculator, the time machine."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from supervision.accounts.models import User
from supervision.deadlines import services
from supervision.deadlines.models import CalendarDay, ClockShift
from tests.cast import enter
from tests.deadlines.conftest import Post
from tests.deadlines.package_days import at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine")]
OPEN_PAGES = [
    "/deadlines/calendar/",
    "/deadlines/calendar/2027/",
    "/deadlines/rules/",
    "/deadlines/calculator/",
]
CHANGE = {
    "date": "2026-11-18",
    "kind": "holiday",
    "name": "地方节日",
    "source": "清江区人民政府通知",
}


@pytest.fixture
def signed_in(client: Client) -> Callable[[User], Client]:
    def sign_in(user: User) -> Client:
        enter(client, user)
        return client

    return sign_in


@pytest.mark.parametrize("page", OPEN_PAGES)
def test_everyone_signed_in_reads(
    page: str, signed_in: Callable[[User], Client], clerk: User
) -> None:
    response = signed_in(clerk).get(page)
    assert response.status_code == 200
    assert "style=" not in response.content.decode()


@pytest.mark.parametrize("page", [*OPEN_PAGES, "/deadlines/calendar/day/", "/deadlines/clock/"])
def test_nobody_reads_without_signing_in(page: str, client: Client) -> None:
    assert client.get(page).status_code == 302


@pytest.mark.parametrize("page", ["/deadlines/calendar/day/", "/deadlines/clock/"])
def test_a_stranger_gets_neither_form(
    page: str, signed_in: Callable[[User], Client], stranger: User
) -> None:
    client = signed_in(stranger)
    assert client.get(page).status_code == 403
    assert client.post(page, CHANGE | {"save": "1", "step": "day"}).status_code == 403
    assert not ClockShift.objects.exists()
    assert not CalendarDay.objects.filter(date="2026-11-18").exists()


def test_the_year_page_cites_notices_and_warns_of_a_missing_year(
    signed_in: Callable[[User], Client], clerk: User
) -> None:
    services.shift_clock(actor=None, to=at("2026-12-02T10:00"))
    client = signed_in(clerk)
    page = client.get("/deadlines/calendar/2026/").content.decode()
    assert "国务院办公厅关于2026年部分节假日安排的通知" in page
    assert "国庆节调休上班" in page
    assert 'role="alert"' in page
    assert "/deadlines/calendar/day/" not in page
    assert client.get("/deadlines/calendar/1999/").status_code == 404


def test_a_day_is_previewed_and_saved(
    post: Post, signed_in: Callable[[User], Client], sysadmin: User
) -> None:
    client = signed_in(sysadmin)
    form = client.get("/deadlines/calendar/day/?date=2026-10-10").content.decode()
    assert "国庆节调休上班" in form
    previewed = client.post("/deadlines/calendar/day/", CHANGE | {"preview": "1"})
    assert previewed.status_code == 200
    assert b'name="save"' in previewed.content
    assert not CalendarDay.objects.filter(date="2026-11-18").exists()
    saved = client.post("/deadlines/calendar/day/", CHANGE | {"save": "1"})
    assert (saved.status_code, saved["Location"]) == (302, "/deadlines/calendar/2026/")
    assert CalendarDay.objects.get(date="2026-11-18").name == "地方节日"
    client.post("/deadlines/calendar/day/", {"date": "2026-11-18", "kind": "plain", "save": "1"})
    assert not CalendarDay.objects.filter(date="2026-11-18").exists()


def test_a_wrong_day_keeps_what_was_typed(
    post: Post, signed_in: Callable[[User], Client], sysadmin: User
) -> None:
    wrong = CHANGE | {"name": "", "save": "1"}
    response = signed_in(sysadmin).post("/deadlines/calendar/day/", wrong)
    assert response.status_code == 200
    assert "清江区人民政府通知" in response.content.decode()
    far = CHANGE | {"date": "1990-01-01", "save": "1"}
    assert signed_in(sysadmin).post("/deadlines/calendar/day/", far).status_code == 200
    assert not CalendarDay.objects.filter(name="地方节日").exists()


def test_rules_are_narrowed(signed_in: Callable[[User], Client], clerk: User) -> None:
    client = signed_in(clerk)
    page = client.get("/deadlines/rules/?q=留置 监察法&unit=CM").content.decode()
    assert "detention_extension" in page
    assert "named_ack" not in page
    assert "filing_announce" in client.get("/deadlines/rules/?unit=none").content.decode()
    assert "p-empty" in client.get("/deadlines/rules/?q=没有的词").content.decode()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("rule=named_ack&date=2026-09-21", "p-days"),
        ("term=24H&date=2026-09-21&time=10:00", "p-days"),
        ("term=15XX&date=2026-09-21", "p-error"),
        ("term=5WD&rule=named_ack&date=2026-09-21", "p-error"),
        ("date=2026-09-21", "p-error"),
        ("term=5WD&date=not-a-day", "p-error"),
        ("term=50Y&date=9990-01-01", "p-error"),
    ],
)
def test_the_calculator(
    query: str, expected: str, signed_in: Callable[[User], Client], clerk: User
) -> None:
    response = signed_in(clerk).get(f"/deadlines/calculator/?{query}")
    assert response.status_code == 200
    assert expected in response.content.decode()
    assert ("p-days-note" in response.content.decode()) is (expected == "p-days")


@pytest.mark.parametrize(
    ("data", "moved"),
    [
        ({"step": "day"}, True),
        ({"step": "week"}, True),
        ({"step": "month"}, True),
        ({"step": "reset"}, True),
        ({"to": "2026-12-01"}, True),
        ({"to": "1970-01-01"}, False),
        ({"to": "soon"}, False),
        ({}, False),
    ],
)
def test_the_time_machine_page(
    data: dict[str, str], moved: bool, signed_in: Callable[[User], Client], sysadmin: User
) -> None:
    response = signed_in(sysadmin).post("/deadlines/clock/", data)
    assert response.status_code == (302 if moved else 200)
    assert ClockShift.objects.exists() is moved


def test_there_is_no_time_machine_page_in_production(
    settings: Any, signed_in: Callable[[User], Client], sysadmin: User
) -> None:
    settings.TIME_MACHINE = False
    assert signed_in(sysadmin).get("/deadlines/clock/").status_code == 404
