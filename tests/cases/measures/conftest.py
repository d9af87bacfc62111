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
from tests.cases.walk import Walk, register

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
def case(at: Callable[..., None], petition: Any, units: Any, walk: Walk, case_offices: Any) -> Clue:
    """Return a case under investigation since Monday."""
    at(MONDAY)
    clue = walk.assign(register(petition, units.water), case_offices.handling)
    for act in ("dispose_verify", "file", "announce_filing"):
        clue = walk.take(clue, act)
    return clue


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
