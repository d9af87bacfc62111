"""What every test shares: the cast, and a clock that stands where the machine's does."""

import datetime as dt
from collections.abc import Iterator

import pytest

from supervision import clock

pytest_plugins = ["tests.cast"]


@pytest.fixture(autouse=True)
def _own_clock() -> Iterator[None]:
    """Leave no moved clock behind."""
    clock.set_shift(dt.timedelta(0))
    yield
    clock.set_shift(dt.timedelta(0))
