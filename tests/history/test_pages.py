"""Pages as of a day: what was, a banner that says so, no way to write, today's rights."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accountability.models import Duty
from accountability.services import changes
from supervision import clock
from supervision.history import days
from supervision.organizations.models import Unit

from .conftest import sql

BANNER = 'class="p-past"'
LISTS = ("duties", "ledger", "units", "calendar")


@pytest.fixture
def story(
    units: Any, clerk: Any, office: Any, issue: Any, file_it: Any, at: Callable[[str], None]
) -> Duty:
    """A task of the water bureau: issued on 2 March, extended on the 6th, concluded on the 20th."""
    at("2026-03-02T09:00:00")
    duty = issue(units.water, days=7)[0]
    issue(units.finance, days=7, title="财政专项自查")
    at("2026-03-06T09:00:00")
    change = changes.request_change(
        actor=clerk,
        duty=duty,
        kind="extension",
        reason="牵头部门的方案推迟到下月才能定稿。",
        last_day=clock.today().replace(day=25),
    )
    changes.decide(actor=office, change=change, approve=True)
    at("2026-03-20T09:00:00")
    file_it(clerk, duty)
    Unit.objects.filter(pk=units.water.pk).update(name="清江区水利局", short_name="水利局")
    at("2026-04-10T09:00:00")
    return duty


def page(client: Client, name: str, day: str = "", *args: Any, **params: str) -> str:
    """Return the page of a day as text."""
    query = {"as_of": day, **params} if day else params
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200, response.content.decode()[:400]
    return response.content.decode()


def test_the_duty_stands_as_it_stood(story: Duty, clerk: Any, as_user: Any) -> None:
    client = as_user(clerk)
    early = page(client, "accountability:duty", "2026-03-05", story.pk)
    assert "2026年3月5日" in early and BANNER in early
    assert "清江区水务局" in early
    assert "2026年3月25日" not in early  # nobody had asked for more time yet
    late = page(client, "accountability:duty", "2026-03-06", story.pk)
    assert "2026年3月25日" in late
    today = page(client, "accountability:duty", "", story.pk)
    assert BANNER not in today and "清江区水利局" in today


def test_a_page_of_the_past_offers_nothing_to_write(story: Duty, clerk: Any, as_user: Any) -> None:
    client = as_user(clerk)
    for html in (
        page(client, "accountability:duty", "2026-03-05", story.pk),
        page(client, "accountability:ledger", "2026-03-31"),
        page(client, "dashboards:home", "2026-03-05"),
    ):
        main = html.partition("<main")[2].partition("</main>")[0]
        assert 'method="post"' not in main
        assert reverse("accountability:change_request", args=[story.pk]) not in main
        assert reverse("accountability:quick") not in main
    answer = client.post(f"{reverse('accountability:duty', args=[story.pk])}?as_of=2026-03-05")
    assert answer.status_code == 403
    assert Duty.objects.get(pk=story.pk).filed_count == 1


def test_lists_and_overview_count_what_was(story: Duty, office: Any, as_user: Any) -> None:
    client = as_user(office)
    assert "河道采砂专项自查" not in page(client, "accountability:duties", "2026-03-01")
    listed = page(client, "accountability:duties", "2026-03-12")
    assert "河道采砂专项自查" in listed and "水务局" in listed and "水利局" not in listed
    # On the 12th the water bureau had until the 25th; the finance bureau was overdue.
    red = page(client, "accountability:duties", "2026-03-12", light="red")
    assert "财政专项自查" in red and "河道采砂专项自查" not in red
    assert page(client, "accountability:ledger", "2026-03-19").count("河道采砂专项自查") == 0
    assert "河道采砂专项自查" in page(client, "accountability:ledger", "2026-03-20")
    units = page(client, "accountability:units", "2026-03-12")
    assert "水务局" in units
    home = page(client, "dashboards:home", "2026-03-12")
    assert BANNER in home and "水务局" in home


def test_every_link_keeps_the_day_and_one_leads_back(
    story: Duty, office: Any, as_user: Any
) -> None:
    html = page(as_user(office), "accountability:units", "2026-03-12", order="red")
    links = re.findall(r'(?<!data-present )href="(/accountability/(?:units|duties)/[^g"]*)"', html)
    assert links and all("as_of=2026-03-12" in link for link in links)
    assert f'data-present href="{reverse("accountability:units")}?order=red"' in html
    forms = page(as_user(office), "accountability:duties", "2026-03-12")
    assert '<input type="hidden" name="as_of" value="2026-03-12">' in forms


def test_a_reader_of_today_sees_no_day(story: Duty, office: Any, as_user: Any) -> None:
    html = page(as_user(office), "accountability:units")
    assert "as_of=" not in html and BANNER not in html and 'name="as_of" value=""' in html


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("text", ["2027-01-01", "morgen", "2026-13-40", "1999-01-01"])
def test_days_that_cannot_be_shown_are_refused_kindly(
    story: Duty, office: Any, as_user: Any, name: str, text: str
) -> None:
    answer = as_user(office).get(reverse(f"accountability:{name}"), {"as_of": text})
    assert answer.status_code == 400
    assert "河道采砂专项自查" not in answer.content.decode()
    assert "data-nothing-accepted" in answer.content.decode()


def test_today_is_the_page_of_today(story: Duty, office: Any, as_user: Any) -> None:
    html = page(as_user(office), "accountability:units", clock.today().isoformat())
    assert BANNER not in html and 'name="as_of" value=""' in html


def test_before_the_first_record_the_page_says_so(story: Duty, office: Any, as_user: Any) -> None:
    html = page(as_user(office), "accountability:units", "2025-06-01")
    assert "2026年1月2日" in html  # since when there are records
    assert days.past(clock.today().replace(year=2025)).is_before_everything


def test_what_was_not_there_is_not_found(story: Duty, clerk: Any, as_user: Any) -> None:
    address = reverse("accountability:duty", args=[story.pk])
    answer = as_user(clerk).get(address, {"as_of": "2026-03-01"})
    assert answer.status_code == 404
    assert f'data-present href="{address}"' in answer.content.decode()


def test_rights_are_those_of_today(
    story: Duty, units: Any, other_clerk: Any, stranger: Any, sysadmin: Any, as_user: Any
) -> None:
    address = reverse("accountability:duty", args=[story.pk])
    assert as_user(other_clerk).get(address, {"as_of": "2026-03-05"}).status_code == 404
    assert as_user(stranger).get(address, {"as_of": "2026-03-05"}).status_code == 404
    assert as_user(None).get(address, {"as_of": "2026-03-05"}).status_code == 302
    for name in ("units", "duties", "ledger"):
        for nobody in (stranger, sysadmin):
            answer = as_user(nobody).get(reverse(f"accountability:{name}"), {"as_of": "2026-03-05"})
            assert answer.status_code == 403
    unit = reverse("accountability:unit", args=[units.water.pk])
    assert as_user(other_clerk).get(unit, {"as_of": "2026-03-05"}).status_code == 404


def test_a_deleted_duty_can_still_be_read_on_its_day(
    units: Any, clerk: Any, issue: Any, at: Any, as_user: Any
) -> None:
    at("2026-03-02T09:00:00")
    (duty,) = issue(units.water)
    at("2026-03-09T09:00:00")
    sql("DELETE FROM accountability_duty WHERE id = %s", duty.pk)
    at("2026-03-10T09:00:00")
    client = as_user(clerk)
    address = reverse("accountability:duty", args=[duty.pk])
    assert client.get(address).status_code == 404
    assert "河道采砂专项自查" in page(client, "accountability:duty", "2026-03-05", duty.pk)


def test_versions_name_what_changed_and_the_act(
    story: Duty, office: Any, as_user: Any, at: Any
) -> None:
    sql("UPDATE accountability_duty SET title = '库里改的' WHERE id = %s", story.pk)
    html = page(as_user(office), "accountability:duty", "", story.pk)
    panel = html.partition('id="h-versions"')[2].partition("</section>")[0]
    assert "<del>河道采砂专项自查</del> → <ins>库里改的</ins>" in panel
    assert "2026年3月26日 00:00" in panel  # the end granted on the 6th
    unit = page(as_user(office), "accountability:unit", "", story.unit_id)
    assert "<del>清江区水务局</del> → <ins>清江区水利局</ins>" in unit
