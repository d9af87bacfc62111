"""What every test shares: the cast, and a clock that stands where the machine's does."""

import datetime as dt
import gc
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from xdist.scheduler import LoadFileScheduling

from supervision import clock
from supervision.notifications.selectors import forget_questions
from tests import worlds

pytest_plugins = ["tests.cast"]

# How long an example takes tells of the machine's other work, not of the portal.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


#: Few and long tests that share nothing but their world: any worker may take any of them.
APART = (
    "tests/accounts/test_levels.py",
    "tests/browser/",
    "tests/reach/test_equality.py",
    "tests/repository/test_stored_text.py",
    "tests/repository/test_verdicts.py",
)


#: What takes longest and cannot be shared out; whoever begins it last makes all others wait.
FIRST = ("tests/operations/", "tests/browser/test_case_story.py", "tests/demo/")


class _OneStack(LoadFileScheduling):
    """Give files to parallel workers whole; those that need a running stack all to one of them."""

    def _split_scope(self, nodeid: str) -> str:
        path = super()._split_scope(nodeid)
        if path.startswith(APART):
            return nodeid
        return "tests/operations" if path.startswith("tests/operations/") else path


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest; workers are handed the tests in this order."""
    items.sort(key=lambda item: not item.nodeid.startswith(FIRST))


def pytest_collection_finish() -> None:
    """Leave what was imported out of every further round of the garbage collector.

    Tests make and drop many small objects; going through all modules for each lot of them takes a
    tenth of the processor's time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> _OneStack:
    """Choose the scheduling above."""
    return _OneStack(config, log)


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """Leave the name of the test database alone: all workers copy the one that is migrated."""


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_blocker: Any,
    django_db_keepdb: bool,
    django_db_modify_db_settings: None,
) -> None:
    """Give this process a database, migrated once for the run; the plug-in of services drops it."""
    with django_db_blocker.unblock():
        worlds.migrate(keep=django_db_keepdb)


@pytest.fixture
def world(request: pytest.FixtureRequest) -> str:
    """Return the name of the world in which the test begins; folders may have their own."""
    return worlds.fitting(request.node)


@pytest.fixture
def _django_db_helper(_in_world: None, _django_db_helper: None) -> None:
    """Go to the test's world before the transaction begins that is taken back at the end."""


@pytest.fixture
def _in_world(world: str, django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock():
        copy = worlds.taken_back(world)
    with worlds.beginning_in(world, copy):
        yield


@pytest.fixture(autouse=True)
def _own_clock() -> Iterator[None]:
    """Leave no moved clock behind."""
    clock.set_shift(dt.timedelta(0))
    yield
    clock.set_shift(dt.timedelta(0))


@pytest.fixture(autouse=True)
def _own_questions() -> None:
    """Leave no question behind that asks for another test's rows."""
    forget_questions()
