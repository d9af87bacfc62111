"""A clue of the water bureau and the people through whose hands it goes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cases.models import Clue
from tests.cases.walk import Walk, register

#: A Monday in an ordinary week; the clock of these tests starts here.
MONDAY = "2026-11-02T09:00:00"


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    """Keep the files of a test to itself."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def clue(at: Callable[..., None], petition: Any, units: Any) -> Clue:
    """Return a clue that was registered on Monday."""
    at(MONDAY)
    return register(petition, units.water)


@pytest.fixture
def walk(
    casesup: Any,
    handling_head: Any,
    handler1: Any,
    handler2: Any,
    review_head: Any,
    reviewer: Any,
    reviewer2: Any,
    deputy: Any,
    principal: Any,
) -> Walk:
    """Return the people of one clue, with everybody who signs."""
    return Walk(casesup, handling_head, handler1, handler2, review_head, (reviewer, reviewer2))


@pytest.fixture
def assigned(clue: Clue, walk: Walk, case_offices: Any) -> Clue:
    """Return the clue in the hands of the first handling office, with its officers."""
    return walk.assign(clue, case_offices.handling)


@pytest.fixture
def verifying(assigned: Clue, walk: Walk) -> Clue:
    """Return the clue under preliminary verification."""
    return walk.take(assigned, "dispose_verify")
