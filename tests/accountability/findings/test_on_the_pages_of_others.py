"""Rectifications in the calendar, the assessors' home page, the secretary of a township."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from accountability.models import Duty, Finding, Rectification
from accountability.selectors.month import month_of
from accountability.services.findings import withdraw_finding
from supervision.accounts.enums import RoleCode
from supervision.accounts.models import User
from tests.accountability.findings.conftest import Visit

NOVEMBER = dt.date(2026, 11, 1)
DUE = dt.date(2026, 11, 20)


@pytest.fixture
def secretary(units: Any, make_user: Any) -> User:
    """The discipline secretary of the township."""
    return make_user("secretary", RoleCode.TOWNSHIP_LEADER, units.township, "石望川", "纪委书记")


def due(user: User) -> dict[dt.date, list[int]]:
    days = month_of(user, NOVEMBER).days
    return {day.date: [row.pk for row, _title in day.rectifications] for day in days}


def test_a_rectification_stands_on_its_last_day(
    asked: Callable[..., Rectification],
    as_user: Any,
    at: Callable[[str], None],
    clerk: User,
    office: User,
    other_clerk: User,
    stranger: User,
) -> None:
    item = asked("2026-11-20")
    for reader in (clerk, office):
        assert due(reader) == {DUE: [item.pk]}
        text = as_user(reader).get(reverse("accountability:calendar")).content.decode()
        assert reverse("accountability:rectification", args=[item.pk]) in text
    month = month_of(clerk, NOVEMBER)
    assert (month.total, month.rectification_total) == (0, 1)
    assert month.days[0].lights == [("neutral", 1)]
    at("2026-11-21T00:00:00")
    assert month_of(clerk, NOVEMBER).days[0].lights == [("red", 1)]
    assert due(other_clerk) == due(stranger) == {}


def test_what_lapsed_with_its_problem_leaves_the_calendar(
    asked: Callable[..., Rectification], clerk: User, office: User
) -> None:
    item = asked("2026-11-20")
    assert item.finding_id is not None
    finding = Finding.objects.get(pk=item.finding_id)
    withdraw_finding(actor=office, finding=finding, reason="经复核，事实不成立，予以撤回。")
    assert due(clerk) == {}


def test_the_assessors_home_page_leads_to_their_units(
    visit: Visit, as_user: Any, clerk: User, stranger: User
) -> None:
    address = reverse("accountability:sheet", args=[visit.sheet.pk])
    answer = as_user(visit.member).get(reverse("dashboards:home"))
    assert address in answer.content.decode()
    tabs = [tab.url for tab in answer.context["navigation"]().tabs]
    assert reverse("accountability:assessing") in tabs[:2]
    for reader in (clerk, stranger):
        other = as_user(reader).get(reverse("dashboards:home"))
        assert address not in other.content.decode()
        assert reverse("accountability:assessing") not in [
            tab.url for tab in other.context["navigation"]().tabs
        ]


def test_the_secretary_of_a_township_records_talks_and_splits_its_tasks(
    secretary: User, as_user: Any, give_task: Callable[..., Duty], units: Any, stranger: User
) -> None:
    own, foreign = give_task(units.township), give_task(units.water)
    browser = as_user(secretary)
    for name in ("talk_new", "talks", "duties", "my_lists", "rectifications"):
        assert browser.get(reverse(f"accountability:{name}")).status_code == 200, name
    assert browser.get(reverse("accountability:duty_split", args=[own.pk])).status_code == 200
    assert browser.get(reverse("accountability:duty_split", args=[foreign.pk])).status_code == 404
    assert browser.get(reverse("documents:received")).status_code == 200
    # The score of the township is given by its clerk or head, and nothing is filed here.
    assert not secretary.can("accountability.self_score")
    assert not secretary.can("accountability.file")
    assert as_user(stranger).get(reverse("accountability:talk_new")).status_code == 403
