"""Give a bare `pytest` its own throw-away services, and each parallel worker its own queue.

Loaded by `-p` in pyproject.toml, because Django's settings are read before any conftest.
"""

from __future__ import annotations

import atexit
import os
import tempfile
from contextlib import ExitStack
from pathlib import Path

import psycopg2
import pytest

from tools import browser, catalogue
from tools.services import ServiceError, temporary

#: Names the folder in which the workers of one run leave notes for each other.
SHARED = "TEST_WORLDS"
#: In it, the databases that were made for the run.
DATABASES = "databases"

_services = ExitStack()
_WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")


def _own_queue(address: str, worker: str) -> str:
    """Return the broker's address with a database number of this worker's own."""
    number = int(worker.removeprefix("gw")) + 1
    if address.startswith("redis+socket:"):
        return f"{address.partition('?')[0]}?virtual_host={number}"
    scheme, _, rest = address.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}/{number}"


def _prepare() -> None:
    os.environ["PORTAL_ENV"] = "test"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "supervision.project.settings")
    # Playwright keeps an event loop in the thread that also sets up the test's rows.
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    if _WORKER:
        os.environ["REDIS_URL"] = _own_queue(os.environ["REDIS_URL"], _WORKER)
        return
    catalogue.compile_catalogue()
    try:
        os.environ.update(_services.enter_context(temporary.environment()))
    except ServiceError as error:
        pytest.exit(str(error), returncode=1)
    os.environ[SHARED] = _services.enter_context(tempfile.TemporaryDirectory())
    _services.callback(_sweep, os.environ["DATABASE_URL"])


def _sweep(address: str) -> None:
    """Drop every database that was made for the run."""
    notes = Path(os.environ[SHARED]) / DATABASES
    if not notes.exists():
        return
    server = psycopg2.connect(address, dbname="postgres")
    server.autocommit = True
    try:
        with server.cursor() as cursor:
            for name in notes.read_text().splitlines():
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    finally:
        server.close()


_prepare()


def pytest_unconfigure() -> None:
    """Stop what was started."""
    _services.close()


# When the settings do not load pytest ends without calling the hook above.
atexit.register(_services.close)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Return the path of the browser for tests, failing with advice when there is none."""
    path = os.environ.get("PORTAL_CHROMIUM") or browser.executable()
    assert path, browser.ADVICE.format(missing="a Chromium")
    return path
