"""A case under investigation, with its officers and everybody who approves a measure."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cases.models import Clue, Measure, Respondent
from cases.services import measures
from supervision import clock
from supervision.accounts.models import User
from tests import worlds
from tests.cases.core.conftest import walk as walk  # a fixture
from tests.cases.walk import Walk

MONDAY = "2026-11-02T09:00:00"
GROUND = "现有证据证明其涉嫌严重职务违法，可能串供。"


def china(text: str) -> dt.datetime:
    """Return an instant written in the time of China."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=clock.CHINA)


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    """Keep the files of a test to itself."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def world(request: pytest.FixtureRequest) -> str:
    """Begin with a case under investigation where the test asks for one."""
    return worlds.fitting(request.node, {"case": "investigated"})


@pytest.fixture
def case(petition: User, walk: Walk, tmp_path: Path) -> Clue:
    """Return a case under investigation since Monday."""
    begun = worlds.present("investigated")
    assert begun is not None
    worlds.unpack(begun, tmp_path)
    return Clue.objects.get(pk=begun.known)


@pytest.fixture
def person(case: Clue) -> Respondent:
    """Return the respondent of the case."""
    return case.respondents.get()


@pytest.fixture
def propose(case: Clue, person: Respondent, walk: Walk) -> Callable[..., Measure]:
    """Return a function that proposes a measure."""

    def make(kind: str, **more: Any) -> Measure:
        given: dict[str, Any] = {
            "actor": walk.handler,
            "clue": case,
            "respondent": person,
            "kind": kind,
            "ground": GROUND,
            "first_officer": walk.handler,
            "second_officer": walk.second,
        }
        return measures.propose(**given | more)

    return make


@pytest.fixture
def approved(
    propose: Callable[..., Measure], principal: User, casesup: User
) -> Callable[..., Measure]:
    """Return a function that proposes a measure and has it approved by everybody asked."""

    def make(kind: str, **more: Any) -> Measure:
        measure = measures.sign(
            actor=principal, measure=propose(kind, **more), approves=True, opinion="同意"
        )
        for organ in ("委务会议", "江州市监察委员会") if kind == "detention" else ():
            measure = measures.sign_outside(
                actor=casesup,
                measure=measure,
                approves=True,
                opinion="同意",
                outside_name=organ,
                outside_on=clock.today(),
                paper="江监留批〔2026〕7号",
            )
        return measure

    return make


@pytest.fixture
def begun(
    approved: Callable[..., Measure], walk: Walk, at: Callable[..., None]
) -> Callable[..., Measure]:
    """Return a function that begins an approved measure at an instant of China."""

    def make(kind: str, when: str = "2026-11-02T10:20:00", **more: Any) -> Measure:
        measure = approved(kind, **more)
        at(when)
        walk.staff(measure.clue)
        return measures.start(
            actor=walk.handler, measure=measure, started_at=china(when), place="区办案中心"
        )

    return make
