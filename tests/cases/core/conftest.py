"""A clue of the water bureau and the people through whose hands it goes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cases.models import Clue
from tests import worlds
from tests.cases import walked
from tests.cases.walk import Walk, register
from tests.cases.walked import everybody

#: A Monday in an ordinary week; the clock of these tests starts here.
MONDAY = "2026-11-02T09:00:00"


@pytest.fixture
def world(request: pytest.FixtureRequest) -> str:
    """Begin with a clue on its way where the test asks for one."""
    return worlds.fitting(request.node, walked.BEGINNINGS)


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    """Keep the files of a test to itself."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def clue(at: Callable[..., None], petition: Any, units: Any, tmp_path: Path) -> Clue:
    """Return a clue that was registered on Monday, and walked on where the test begins later."""
    world = worlds.present("verifying") or worlds.present("assigned")
    if world is not None:
        worlds.unpack(world, tmp_path)
        return Clue.objects.get(pk=world.known)
    at(MONDAY)
    return register(petition, units.water)


@pytest.fixture
def walk(case_offices: Any) -> Walk:
    """Return the people of one clue, with everybody who signs."""
    return everybody()


@pytest.fixture
def assigned(clue: Clue, walk: Walk, case_offices: Any) -> Clue:
    """Return the clue in the hands of the first handling office, with its officers."""
    return clue if clue.handling_office else walk.assign(clue, case_offices.handling)


@pytest.fixture
def verifying(assigned: Clue, walk: Walk) -> Clue:
    """Return the clue under preliminary verification."""
    return assigned if worlds.present("verifying") else walk.take(assigned, "dispose_verify")
