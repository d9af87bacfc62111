"""A real Chromium in front of the portal; each test has a database and an address of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from playwright.sync_api import Browser, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.own_database import own_copy
from tools.browser import ARGUMENTS

from .person import DESKTOP, Person

#: Only this machine exists; a request elsewhere fails at once and is noted.
_NOWHERE = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"
_PATIENCE = 20_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium(chromium_path: str) -> Iterator[Browser]:
    """One browser for all tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path, args=[*ARGUMENTS, _NOWHERE]
        )
        yield browser
        browser.close()


@pytest.fixture
def db(world: str, django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Give the test a database whose rows the server's threads see; takes the place of `db`."""
    with django_db_blocker.unblock(), own_copy(world):
        yield


@pytest.fixture
def address(db: None, settings: Any, tmp_path: Path) -> Iterator[str]:
    """Serve the portal for this test; yields where."""
    settings.MEDIA_ROOT = tmp_path
    settings.ALLOWED_HOSTS = [*django_settings.ALLOWED_HOSTS, "127.0.0.1"]
    # Styles and scripts are those of one test: no window asks for them again after a minute.
    settings.WHITENOISE_MAX_AGE = 3600
    server = LiveServer("127.0.0.1")
    yield server.url
    server.stop()


@pytest.fixture
def person(chromium: Browser, address: str) -> Iterator[Callable[..., Person]]:
    """Return a function that seats somebody at a browser of their own, signed in or not."""
    seated: list[Person] = []

    def seat(user: Any = None, **options: Any) -> Person:
        wanted = {"viewport": DESKTOP, "locale": "zh-CN", "timezone_id": "Asia/Shanghai"}
        context = chromium.new_context(**(wanted | options))
        context.set_default_timeout(_PATIENCE)
        found = Person(context, address, context.new_page())
        found.watch()
        seated.append(found)
        return found.is_let_in(user) if user is not None else found

    yield seat
    # Read before the windows close: a request that is cut off then is nobody's fault.
    complaints = [(list(found.faults), list(found.outside)) for found in seated]
    for found in seated:
        found.context.close()
    for faults, outside in complaints:
        assert faults == []
        assert outside == []


@pytest.fixture
def step() -> Callable[[str], None]:
    """Return a function that prints the steps of a test as a numbered script."""
    count = 0

    def say(what: str) -> None:
        nonlocal count
        count += 1
        print(f"{count}. {what}")

    return say
