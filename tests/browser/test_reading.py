"""English and back, large type, paper: the same pages for every reader."""

import re

import pytest

from . import scene

CHINESE = re.compile(r"[\u4e00-\u9fff]+")
#: Names of formats and of the other language may stand on a Chinese page.
LATIN = re.compile(r"[A-Za-z]{3,}")
NAMES = {"English", "Excel", "PDF", "Word", "OFD", "SHA", "PNG", "JPG"}
#: What the portal itself says: places, headings of columns, labels, buttons. Not the records.
CHROME = (
    ".p-side a, .p-side h2, .p-tabbar a, .p-top-end .p-iconbtn, th[scope=col], .form-label, "
    ".card-title, main .btn, .p-footer, .p-help, .p-empty h2"
)
PAGES = (
    "/accountability/duties/",
    "/accountability/ledger/",
    "/accountability/quick/",
    "/accountability/changes/",
    "/notices/todos/",
    "/notices/",
    "/deadlines/calculator/",
    "/deadlines/rules/",
)


@pytest.fixture
def seat(units, office, clerk, at, person):
    """The clerk, with a task and a filing."""
    at(scene.MONDAY)
    scene.published(office)
    scene.concluded(clerk, scene.task(office, units.water))
    scene.acknowledged(clerk)
    return person(clerk)


def chrome(seat):
    """Return what the portal says on the page."""
    texts = seat.page.locator(CHROME).all_inner_texts()
    return [text.strip() for text in texts if text.strip()]


def test_english_and_back(seat, step):
    step("No English stands on the Chinese pages.")
    for path in PAGES:
        seat.opens(path)
        assert seat.page.locator("html").get_attribute("lang") == "zh-CN"
        found = {word for text in chrome(seat) for word in LATIN.findall(text)}
        assert found <= NAMES, path
    step("The clerk chooses English; every page follows.")
    seat.opens(PAGES[0])
    seat.page.locator(".p-top button[value=en]").click()
    seat.page.locator("html[lang=en]").wait_for(state="attached")
    for path in PAGES:
        seat.opens(path)
        assert seat.page.locator("html").get_attribute("lang") == "en"
        found = [text for text in chrome(seat) if CHINESE.search(text.replace("中文", ""))]
        assert found == [], path
    step("And back.")
    seat.page.locator(".p-top button[value=zh-hans]").click()
    seat.page.locator("html[lang=zh-CN]").wait_for(state="attached")


def test_a_visitor_reads_the_sign_in_page_in_english(address, person, step):
    step("A stranger without any account changes the language of the sign-in page.")
    visitor = person()
    visitor.opens("/account/login/")
    visitor.page.locator("button[value=en]").click()
    visitor.page.locator("html[lang=en]").wait_for(state="attached")
    assert "Sign in" in visitor.text("form h2")


def test_elder_mode_stays(seat, step):
    step("The clerk asks for large type.")
    seat.opens("/accountability/duties/")
    size = "parseFloat(getComputedStyle(document.querySelector('main')).fontSize)"
    before = seat.page.evaluate(size)
    with seat.page.expect_response(lambda answer: answer.request.method == "POST"):
        seat.page.locator(".p-top [data-elder-toggle]").click()
    assert seat.page.evaluate(size) > before
    step("It is there on the next page, and nothing overflows.")
    for path in ("/", "/accountability/ledger/"):
        seat.opens(path)
        assert seat.page.evaluate("document.documentElement.hasAttribute('data-elder')")
        assert seat.overflow() <= 0


def test_on_paper(seat, step):
    step("Printed, a page leaves navigation and buttons out and keeps the words of the lights.")
    seat.opens("/accountability/duties/")
    seat.page.emulate_media(media="print")
    for selector in (".p-side", ".p-top", ".p-tabbar"):
        assert not seat.page.locator(selector).is_visible(), selector
    assert seat.page.locator(".p-printhead").is_visible()
    assert "已办结" in seat.text("table")
