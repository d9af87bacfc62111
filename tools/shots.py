"""Take the user guide's screenshots: python -m tools.shots [--address URL] [ROLE ...].

Loads the demo into a database of its own, serves it, acts as each role in turn, and writes
docs/guide/shots/*.png. With --address it acts on a demo that runs already, and writes into it.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2
from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright
from psycopg2 import sql

from tools import browser, catalogue, shot_roles
from tools.layout import ROOT
from tools.services.processes import end, free_port

FOLDER = ROOT / "docs" / "guide" / "shots"
DESKTOP: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 780}
ANSWER_WITHIN = 60.0
#: Flat colours: a palette keeps the pictures small and the characters sharp.
COLOURS = 128


class Seat:
    """One role at a browser: signs in, opens pages, takes pictures."""

    def __init__(self, chromium: Browser, address: str) -> None:
        """Note where the portal is; a window opens at sign-in."""
        self.chromium = chromium
        self.address = address
        self.page: Page

    def sign_in(
        self, username: str, password: str = "", *, phone: bool = False, picture: str = ""
    ) -> None:
        """Sign in as an account, in a window of its own; may take the page of the code."""
        context = self.chromium.new_context(
            viewport=PHONE if phone else DESKTOP,
            device_scale_factor=2 if phone else 1,
            has_touch=phone,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
        )
        context.set_default_timeout(30_000)
        self.page = context.new_page()
        self.open("/account/login/")
        self.page.fill("[name=username]", username)
        self.page.fill("[name=password]", password or demo_password())
        self.page.press("[name=password]", "Enter")
        self.page.wait_for_selector(".p-side, .p-democode", state="attached")
        code = self.page.locator(".p-democode")
        if code.count():
            if picture:
                self.take(picture)
            self.page.fill("[name=code]", code.inner_text())
            self.page.press("[name=code]", "Enter")
            self.page.wait_for_selector(".p-side", state="attached")

    def act(self, selector: str) -> None:
        """Press a button that the portal may ask a fresh confirmation for."""
        self.follow(selector)
        if self.confirm():
            self.follow(selector)

    def confirm(self) -> bool:
        """Prove once more to be the holder of the account; tell whether the portal asked for it."""
        asked = "/account/confirm/" in self.page.url
        if asked:
            code = self.page.locator(".p-democode")
            if code.count():
                self.page.fill("[name=code]", code.inner_text())
            self.page.fill("[name=password]", demo_password())
            with self.page.expect_navigation():
                self.page.press("[name=password]", "Enter")
        return asked

    def today(self) -> str:
        """Return the day on which the portal's own clock stands, as forms take it.

        A clerk's quick record is offered under that day.
        """
        page = self.page.context.new_page()
        page.goto(f"{self.address}/accountability/quick/")
        with page.expect_navigation():
            page.locator(".p-list a").first.click()
        day = page.input_value("[name=event_on]")
        page.close()
        return day

    def open(self, path: str) -> None:
        """Go to a page."""
        self.page.goto(self.address + path)

    def follow(self, selector: str) -> None:
        """Press the first link or button and wait for the next page."""
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()

    def acknowledge(self) -> None:
        """Deal with the pop-up, where one stands."""
        boxes = self.page.locator("dialog[data-must-acknowledge] [type=checkbox]")
        if boxes.count():
            for box in boxes.all():
                box.check()
            self.follow("dialog[data-must-acknowledge] [type=submit]")
            self.acknowledge()

    def take(self, name: str) -> None:
        """Write what the window shows."""
        self.page.wait_for_load_state("networkidle")
        # A chart draws itself in for half a second.
        self.page.wait_for_timeout(900)
        picture = Image.open(io.BytesIO(self.page.screenshot()))
        FOLDER.mkdir(parents=True, exist_ok=True)
        flat = picture.convert("RGB").quantize(COLOURS)
        flat.save(FOLDER / f"{name}.png", optimize=True)
        print(f"  {name}.png", flush=True)


def demo_password() -> str:
    """Return the password that the demo accounts share."""
    return os.environ.get("DEMO_PASSWORD") or "Qingjiang#2026"


@contextlib.contextmanager
def throw_away_database() -> Iterator[str]:
    """Create a database beside the one of DATABASE_URL, yield its address, drop it."""
    place = urlsplit(os.environ["DATABASE_URL"])
    name = f"shots_{os.getpid()}"
    with contextlib.closing(psycopg2.connect(os.environ["DATABASE_URL"])) as server:
        server.autocommit = True
        with server.cursor() as cursor:
            cursor.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name))
            )
        try:
            yield urlunsplit(place._replace(path=f"/{name}"))
        finally:
            with server.cursor() as cursor:
                cursor.execute(
                    sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
                )


def _manage(env: dict[str, str], *words: str) -> None:
    subprocess.run([sys.executable, "manage.py", *words], env=env, cwd=ROOT, check=True)


def _wait_for(address: str) -> None:
    limit = time.monotonic() + ANSWER_WITHIN
    while time.monotonic() < limit:
        with contextlib.suppress(urllib.error.URLError, OSError):
            urllib.request.urlopen(f"{address}/account/login/", timeout=5).close()
            return
        time.sleep(0.3)
    sys.exit("The portal did not answer.")


@contextlib.contextmanager
def demo_portal() -> Iterator[str]:
    """Load the demo, warn of its deadlines, serve it; yields the address."""
    with throw_away_database() as database, tempfile.TemporaryDirectory() as folder:
        port = free_port()
        env = dict(
            os.environ,
            PORTAL_ENV="demo",
            DJANGO_SETTINGS_MODULE="supervision.project.settings",
            DATABASE_URL=database,
            MEDIA_ROOT=str(Path(folder) / "media"),
            STATIC_ROOT=str(Path(folder) / "static"),
            PORT=str(port),
            PYTHONUTF8="1",
        )
        catalogue.compile_catalogue()
        _manage(env, "migrate", "--verbosity=0")
        _manage(env, "collectstatic", "--noinput", "--verbosity=0")
        _manage(env, "load_demo")
        _manage(env, "sweep_deadlines")
        web = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "supervision.project.wsgi:application"],
            env=env | {"WEB_WORKERS": "2"},
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(address)
            yield address
        finally:
            end(web.pid)


def main(arguments: list[str]) -> int:
    """Take the pictures of all roles, or of those named."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--address", default="", help="a running demo to act on")
    reader.add_argument("role", nargs="*", choices=[[], *shot_roles.ROLES], default=[])
    options = reader.parse_args(arguments)
    program = browser.ensure()
    portal = contextlib.nullcontext(options.address) if options.address else demo_portal()
    with portal as address, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=browser.ARGUMENTS)
        for role in options.role or shot_roles.ROLES:
            print(role, flush=True)
            shot_roles.ROLES[role](Seat(chromium, address))
        chromium.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
