"""What every test shares: the cast, and a clock that stands where the machine's does."""

import datetime as dt
import gc
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from xdist.scheduler import LoadFileScheduling

from supervision import clock
from supervision.notifications.selectors import forget_questions

pytest_plugins = ["tests.cast"]


#: Few and long tests, which build a world of their own each: any worker may take any of them.
APART = (
    "tests/accounts/test_levels.py",
    "tests/browser/",
    "tests/reach/test_equality.py",
    "tests/repository/test_stored_text.py",
    "tests/repository/test_verdicts.py",
)


class _OneStack(LoadFileScheduling):
    """Give files to parallel workers whole; those that need a running stack all to one of them."""

    def _split_scope(self, nodeid: str) -> str:
        path = super()._split_scope(nodeid)
        if path.startswith(APART):
            return nodeid
        return "tests/operations" if path.startswith("tests/operations/") else path


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


@pytest.fixture(scope="session", autouse=True)
def _no_session_left(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """End what other connections of this process still hold before the database is dropped.

    While Playwright's loop runs, Django keeps another connection for the same thread; it is not
    the one that drops the database afterwards.
    """
    yield
    with django_db_blocker.unblock():
        # Its server side may be gone already: a copied database ends whoever holds the original.
        connection.close()
        with connection._nodb_cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = %s AND backend_type = 'client backend'",
                [connection.settings_dict["NAME"]],
            )
