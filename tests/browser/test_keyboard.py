"""The portal by keyboard alone, large, in high contrast: everything can be reached and seen."""

import pytest
from django.urls import reverse

from accountability.models import Filing

from . import scene
from .person import PHONE

FOCUS = """() => {
  const node = document.activeElement, style = getComputedStyle(node);
  const box = node.getBoundingClientRect();
  const drawn = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
  return {tag: node.tagName, words: (node.innerText || node.ariaLabel || node.name || '').trim(),
          seen: box.width > 0 && box.height > 0 && (drawn || style.boxShadow !== 'none'),
          end: node === document.body};
}"""
PLACES = ("/", "/accountability/duties/", "/notices/", "/account/password/")


@pytest.fixture
def task(units, office, clerk, at):
    """One task of the water bureau, issued and acknowledged."""
    at(scene.MONDAY)
    duty = scene.task(office, units.water)
    scene.acknowledged(clerk)
    return duty


@pytest.mark.parametrize("place", PLACES)
def test_every_stop_of_the_tab_key_is_seen(place, task, clerk, person, step):
    seat = person(clerk)
    seat.opens(place)
    seat.page.keyboard.press("Tab")
    step("The first stop leads past the navigation.")
    assert seat.page.evaluate(FOCUS)["words"] == seat.text(".p-skip")
    seat.page.keyboard.press("Enter")
    assert seat.page.evaluate("document.activeElement.id") == "main"
    seat.page.reload()
    stops = []
    for _n in range(120):
        seat.page.keyboard.press("Tab")
        stop = seat.page.evaluate(FOCUS)
        if stop["end"]:
            break
        assert stop["seen"], stop
        stops.append(stop)
    step("The last stop is followed by the start, and nothing holds the focus back.")
    count = seat.page.locator(
        "a[href]:visible, button:visible, input:visible:not([type=hidden]), select:visible,"
        " textarea:visible, summary:visible"
    ).count()
    assert len(stops) >= count * 0.7


def test_a_filing_is_made_without_a_mouse(task, clerk, person, step):
    seat = person(clerk)
    seat.opens(reverse("accountability:duty", kwargs={"pk": task.pk}))
    page = seat.page
    step("The day and the text are reached by the tab key and written.")
    for name, words in (("event_on", "2026-11-02"), ("text", "已完成自查,附会议纪要。")):
        for _n in range(80):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.name") == name:
                break
        page.keyboard.type(words)
    page.set_input_files("[data-upload-url] input[type=file]", scene.MINUTES)
    page.locator("[data-upload-list] [data-tick]").wait_for()
    step("The button is reached by the tab key and pressed with Enter.")
    for _n in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.btn-primary[type=submit]')"):
            break
    with page.expect_navigation(url="**/accountability/filings/**"):
        page.keyboard.press("Enter")
    assert Filing.objects.filter(duty=task).count() == 1


def test_the_menu_of_a_phone_opens_and_closes_by_keyboard(task, clerk, person):
    seat = person(clerk, viewport=PHONE)
    seat.opens("/")
    opener = seat.page.locator(".p-tabbar [data-open-menu]")
    opener.focus()
    seat.page.keyboard.press("Enter")
    assert opener.get_attribute("aria-expanded") == "true"
    assert seat.page.evaluate("document.activeElement.closest('#sidenav') !== null")
    seat.page.keyboard.press("Escape")
    assert opener.get_attribute("aria-expanded") == "false"
    assert seat.page.evaluate("document.activeElement.matches('[data-open-menu]')")


def test_high_contrast_is_kept_on_the_device(task, clerk, person, step):
    seat = person(clerk)
    seat.opens("/")
    ink = "getComputedStyle(document.documentElement).getPropertyValue('--p-ink').trim()"
    plain = seat.page.evaluate(ink)
    step("The switch stands in the foot of the page.")
    seat.page.locator(".p-foot button").click()
    seat.page.locator("html[data-contrast]").wait_for(state="attached")
    assert seat.page.evaluate(ink) == "#000" != plain
    assert seat.page.locator(".p-foot button").get_attribute("aria-pressed") == "true"
    step("It holds on the next page, and for a stranger on this device too.")
    seat.opens("/notices/")
    assert seat.page.evaluate(ink) == "#000"
    step("A screen that asks for more contrast gets it unasked.")
    other = person(clerk, contrast="more")
    other.opens("/")
    assert other.page.evaluate(ink) == "#000"


def test_a_stranger_is_not_sent_elsewhere_by_the_switch(person, units):
    seat = person()
    seat.opens("/account/login/")
    seat.page.eval_on_selector(
        "form:has([name=contrast]) [name=next]",
        "field => field.value = 'https://elsewhere.example/'",
    )
    seat.page.locator("[name=contrast]").click()
    seat.page.locator("html[data-contrast]").wait_for(state="attached")
    assert seat.page.url.startswith(seat.address)


@pytest.mark.parametrize("place", PLACES)
def test_large_type_needs_no_sideways_scrolling(place, task, clerk, person):
    clerk.elder_mode = True
    clerk.save(update_fields=["elder_mode"])
    for viewport in (PHONE, {"width": 1280, "height": 800}, {"width": 320, "height": 640}):
        seat = person(clerk, viewport=viewport)
        seat.opens(place)
        assert seat.overflow() <= 0, (place, viewport)
