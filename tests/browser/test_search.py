"""The search box by keyboard: results drop down under it while one types."""

import pytest
from django.urls import reverse

from . import scene
from .person import PHONE
from .test_accessibility import faults

BOX = "form[data-search] [data-search-input]"
HITS = "#search-hits"
CHOSEN = f"{HITS} [role=option][aria-selected=true]"


@pytest.fixture
def task(units, office, clerk, at):
    """One task of the water bureau, issued and acknowledged."""
    at(scene.MONDAY)
    duty = scene.task(office, units.water)
    scene.acknowledged(clerk)
    return duty


def ask(seat, words):
    """Get to the box by its key, type, and wait for the first results."""
    seat.page.keyboard.press("/")
    assert seat.page.evaluate("document.activeElement.matches('[data-search-input]')")
    with seat.page.expect_response("**/search/quick/"):
        seat.page.keyboard.type(words)
    seat.page.locator(HITS).wait_for()


def test_a_task_is_found_and_opened_without_a_mouse(task, clerk, person, step):
    seat = person(clerk)
    seat.opens("/notices/")
    page = seat.page
    step("The key / leads to the box; what is found drops down under it, by kind.")
    ask(seat, task.title)
    box, hits = page.locator(BOX), page.locator(HITS)
    assert box.get_attribute("aria-expanded") == "true"
    assert task.title in hits.locator("[role=group]").first.inner_text()
    assert seat.overflow() <= 0
    assert faults(seat) == []
    step("The arrows choose and come back to the box.")
    page.keyboard.press("ArrowDown")
    first = page.locator(CHOSEN).get_attribute("id")
    assert box.get_attribute("aria-activedescendant") == first
    page.keyboard.press("ArrowUp")
    assert page.locator(CHOSEN).count() == 0
    step("Escape closes and keeps the focus and what was typed.")
    page.keyboard.press("Escape")
    assert hits.is_hidden() and box.get_attribute("aria-expanded") == "false"
    assert box.input_value() == task.title
    assert page.evaluate("document.activeElement.matches('[data-search-input]')")
    step("The arrow opens it again; Enter goes where the choice leads.")
    page.keyboard.press("ArrowDown")
    target = page.locator(CHOSEN).get_attribute("href")
    with page.expect_navigation(url=f"**{target}"):
        page.keyboard.press("Enter")
    assert target == reverse("accountability:duty", kwargs={"pk": task.pk})


def test_enter_without_a_choice_opens_the_page_of_results(task, clerk, person):
    seat = person(clerk)
    seat.opens("/")
    ask(seat, task.title)
    with seat.page.expect_navigation(url="**/search/?q=*"):
        seat.page.keyboard.press("Enter")
    assert task.title in seat.text("main")
    assert faults(seat) == []


def test_a_phone_has_a_page_for_the_box(task, clerk, person, step):
    seat = person(clerk, viewport=PHONE)
    seat.opens("/")
    step("The icon of the top bar, or the key on a keyboard, leads to the page, ready to type.")
    assert seat.page.locator(BOX).is_hidden()
    with seat.page.expect_navigation(url="**/search/"):
        seat.page.keyboard.press("/")
    assert seat.page.evaluate("document.activeElement.id") == "q"
    seat.page.keyboard.type(task.title)
    with seat.page.expect_navigation(url="**/search/?q=*"):
        seat.page.keyboard.press("Enter")
    assert task.title in seat.text("main")
    assert seat.overflow() <= 0
    assert faults(seat) == []
    step("On the page itself the key leads back to the box.")
    seat.page.keyboard.press("/")
    assert seat.page.evaluate("document.activeElement.id") == "q"


def test_a_ticked_box_is_no_place_to_write(task, clerk, person):
    seat = person(clerk)
    seat.opens("/")
    seat.page.evaluate("""() => {
      const tick = Object.assign(document.createElement("input"), {type: "checkbox"});
      document.querySelector("main").append(tick);
      tick.focus();
    }""")
    seat.page.keyboard.press("/")
    assert seat.page.evaluate("document.activeElement.matches('[data-search-input]')")


def test_the_key_is_a_letter_where_one_writes(task, clerk, person):
    seat = person(clerk)
    seat.opens("/")
    box = seat.page.locator(BOX)
    box.focus()
    seat.page.keyboard.type("2026/11")
    assert box.input_value() == "2026/11"


def test_leaving_the_box_closes_the_list(task, clerk, person):
    seat = person(clerk)
    seat.opens("/")
    ask(seat, task.title)
    seat.page.keyboard.press("Tab")
    assert seat.page.locator(HITS).is_hidden()


def test_a_stranger_is_told_that_nothing_is_found(task, stranger, person):
    seat = person(stranger)
    seat.opens("/")
    ask(seat, task.title)
    assert seat.page.locator(f"{HITS} a").count() == 0
    assert seat.page.locator(f"{HITS} .p-hint").is_visible()
    assert faults(seat) == []
