"""Each test has a copy of the database that other processes see, and processes of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.db import connection

from tests.exchange.workers import slow
from tests.own_database import own_copy

Start = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def db(world: str, django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Give the test a database whose rows other processes see; takes the place of `db`."""
    with django_db_blocker.unblock(), own_copy(world):
        yield


@pytest.fixture(autouse=True)
def slow_tables() -> None:
    """Offer the slow import and export in this process too."""
    slow.offer()


@pytest.fixture
def start(db: None, media: Path) -> Iterator[Start]:
    """Return a function that starts a Python module on this test's database and files."""
    running: list[subprocess.Popen[bytes]] = []
    there = connection.settings_dict
    url = (
        f"postgresql://{there['USER']}:{there['PASSWORD']}@{there['HOST']}:{there['PORT']}"
        f"/{there['NAME']}"
    )
    environment = os.environ | {
        "DATABASE_URL": url,
        "MEDIA_ROOT": str(media),
        "REDIS_URL": configured.REDIS_URL,
        "PORTAL_ENV": "test",
    }

    def run(*arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", *arguments]
        process = subprocess.Popen(command, env=environment, start_new_session=True)
        running.append(process)
        return process

    yield run
    for process in running:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait(until: Callable[[], Any], seconds: float = 60) -> Any:
    """Return what the function answers as soon as it is true; fail when it never is."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = until()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError("it never came about")
