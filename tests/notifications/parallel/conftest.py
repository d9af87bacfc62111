"""Tests with real commits: each has a copy of the database for itself."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.own_database import own_copy


@pytest.fixture
def db(world: str, django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Give the test a database whose rows other threads see; takes the place of `db`."""
    with django_db_blocker.unblock(), own_copy(world):
        yield
