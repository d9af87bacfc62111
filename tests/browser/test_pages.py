"""Every page in every role's navigation: no complaint of the browser, nothing wider than a phone,
no request that leaves this machine."""

import re

import pytest

from accountability.models import Filing

from . import scene
from .person import PHONE

#: Whose navigations have every place between them.
ROLES = ("office", "clerk", "sysadmin", "auditor", "stranger")


@pytest.fixture
def year(units, office, clerk, township_clerk, at):
    """A list in force, a task list, filings, an assessment: rows for most pages."""
    at(scene.MONDAY)
    scene.published(
        office,
        scene.item("1.1", "专题研究全面从严治党工作", period="month", due_rule="end"),
        scene.item("2.1", "谈心谈话", period="event", due_rule="5WD", category="教育管理"),
    )
    scene.concluded(clerk, scene.task(office, units.water))
    scene.concluded(township_clerk, scene.task(office, units.township, "2026-11-04"))
    scene.assessment(office, units.water, units.township)


@pytest.mark.parametrize("role", ROLES)
def test_every_place_of_the_navigation(role, year, request, person, step):
    user = request.getfixturevalue(role)
    scene.acknowledged(user)
    seat = person(user)
    seat.opens("/")
    places = seat.page.eval_on_selector_all(
        ".p-side a", "links => links.map(link => link.getAttribute('href'))"
    )
    assert len(places) >= 3
    for place in places:
        step(place)
        seat.page.set_viewport_size({"width": 1440, "height": 900})
        assert seat.opens(place).status == 200, place
        assert seat.text("h1"), place
        assert seat.overflow() <= 0, f"{place} at desktop width"
        assert not seat.page.locator(".p-tabbar").is_visible(), place
        seat.page.set_viewport_size(PHONE)
        assert seat.overflow() <= 0, f"{place} at phone width"
        assert seat.page.locator(".p-tabbar").is_visible(), place
    assert seat.refusals == []


def test_a_stranger_has_no_places_of_business(year, stranger, person, step):
    step("The navigation of an account without a post leads to no business.")
    nobody = person(stranger)
    nobody.opens("/")
    assert nobody.page.locator(".p-side a[href^='/accountability/']").count() == 0


def test_a_record_made_on_the_phone(units, office, clerk, at, person, step):
    at(scene.MONDAY)
    scene.event_item(office, units.water)
    scene.acknowledged(clerk)
    phone = person(clerk, viewport=PHONE, is_mobile=True, has_touch=True, device_scale_factor=2)

    step("From the bar at the bottom the clerk reaches the quick record.")
    phone.opens("/")
    phone.page.locator(".p-tabbar a[href='/accountability/quick/']").tap()
    phone.page.wait_for_url("**/accountability/quick/")
    step("The item is chosen, the form fits the screen, the button is within reach.")
    phone.page.locator(".p-list a").first.tap()
    phone.page.wait_for_url(re.compile(r"/accountability/quick/\d+/"))
    assert phone.overflow() <= 0
    button = phone.page.locator("[form=filing].btn-primary")
    box = button.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    assert box["y"] + box["height"] <= PHONE["height"]
    step("A talk is written down with a photograph of the notes, and filed.")
    phone.page.fill("[name=text]", "与工程科负责人谈心谈话,提醒招标廉政风险。")
    phone.page.set_input_files("[data-upload-url] input[type=file]", scene.MINUTES)
    phone.page.locator("[data-upload-list] [data-tick]").wait_for()
    button.tap()
    phone.page.wait_for_url(re.compile(r"/accountability/filings/\d+/"))
    assert Filing.objects.get().receipt in phone.text(".p-head")
    assert phone.overflow() <= 0
    step("The menu opens from the bar and leads on.")
    phone.page.locator(".p-tabbar [data-open-menu]").tap()
    assert phone.page.locator(".p-side").is_visible()
