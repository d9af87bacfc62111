"""A clue of the water bureau with its officers, and the organ whose papers go out."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cases.models import Clue
from supervision.documents.models import IssuingOrgan
from tests.cases.core.conftest import walk as walk  # a fixture
from tests.cases.papers.scene import REPORTER
from tests.cases.walk import Walk, register

#: A Monday in an ordinary week; the clock of these tests starts here.
MONDAY = "2026-11-02T09:00:00"


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    """Keep the files of a test to itself."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture(autouse=True)
def organ(db: None) -> IssuingOrgan:
    """Return the organ that issues the papers."""
    found, _made = IssuingOrgan.objects.get_or_create(
        word="清江纪",
        defaults={
            "name": "中共清江区纪律检查委员会",
            "mark": "中共清江区纪律检查委员会文件",
            "position": 0,
        },
    )
    return found


@pytest.fixture
def clue(at: Callable[..., None], petition: Any, units: Any) -> Clue:
    """Return a clue that a named reporter brought in on Monday."""
    at(MONDAY)
    return register(petition, units.water, naming="named", reporter=REPORTER)


@pytest.fixture
def assigned(clue: Clue, walk: Walk, case_offices: Any) -> Clue:
    """Return the clue in the hands of the first handling office, with its officers."""
    return walk.assign(clue, case_offices.handling)
