"""One person at one browser, who notes everything the browser complains of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.test import Client
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response

from tests.cast import PASSWORD, enter

DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
#: Said by Chromium of a refusal that the test itself asked for.
_REFUSED = "Failed to load resource: the server responded with a status of 4"
#: Said by HTMX of a part that was still under way when the page was left.
_CUT_OFF = ("htmx:afterRequest,", "htmx:sendError,")
_OWN_SCHEMES = {"data", "blob", "about"}


@dataclass
class Person:
    """A browser window of its own, with what it complained of and what it asked elsewhere."""

    context: BrowserContext
    address: str
    page: Page
    faults: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Note errors of script and console, and requests that leave this machine."""
        self.context.on("request", self._asked)
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))

    def _asked(self, request: Request) -> None:
        place = urlsplit(request.url)
        if place.scheme not in _OWN_SCHEMES and place.hostname != "127.0.0.1":
            self.outside.append(request.url)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(_CUT_OFF):
            expected = message.text.startswith(_REFUSED)
            (self.refusals if expected else self.faults).append(message.text)

    def opens(self, path: str) -> Response:
        """Go to a path of the portal."""
        url = path if path.startswith("http") else f"{self.address}{path}"
        response = self.page.goto(url)
        assert response is not None
        return response

    def signs_in(self, username: str, password: str = PASSWORD) -> None:
        """Sign in on the page, by hand."""
        if not self.page.locator("[name=password]").count():
            self.opens("/account/login/")
        self.page.fill("[name=username]", username)
        self.page.fill("[name=password]", password)
        self.page.press("[name=password]", "Enter")
        self.page.wait_for_load_state()

    def is_let_in(self, user: Any) -> Person:
        """Carry the session of an account that has signed in before."""
        client = Client()
        enter(client, user)
        cookie = client.cookies["sessionid"]
        self.context.add_cookies(
            [{"name": "sessionid", "value": cookie.value, "url": self.address}]
        )
        return self

    def presses(self, name: str) -> None:
        """Press the button or link of that name in the page itself and wait for what follows."""
        main = self.page.locator("main, dialog")
        button = main.get_by_role("button", name=name).or_(main.get_by_role("link", name=name))
        button.first.click()
        self.page.wait_for_load_state()

    def text(self, selector: str = "body") -> str:
        """Return what is written there."""
        return self.page.locator(selector).first.inner_text()

    def light(self) -> str:
        """Return the state shown beside the heading of an object's page."""
        badge = self.page.locator(".p-head .p-light").first
        names = (badge.get_attribute("class") or "").split()
        return next(name.removeprefix("is-") for name in names if name.startswith("is-"))

    def overflow(self) -> int:
        """Return by how many pixels the page is wider than the window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))
