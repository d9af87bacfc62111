"""A case in review, with its panel and everybody who signs a decision."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cases.models import Clue, OutcomeDraft, Respondent
from cases.services import outcome_drafts
from tests import worlds
from tests.cases import walked
from tests.cases.core.conftest import walk as walk  # a fixture
from tests.cases.walk import Walk
from tests.cases.walked import lead_into_review, respondent

MONDAY = "2026-11-02T09:00:00"
REASON = "违反廉洁纪律，收受可能影响公正执行公务的礼金三万元。"


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    """Keep the files of a test to itself."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def world(request: pytest.FixtureRequest) -> str:
    """Begin with a case in review where the test asks for one."""
    return worlds.fitting(request.node, walked.BEGINNINGS)


@pytest.fixture
def lead(
    at: Callable[..., None], units: Any, walk: Walk, case_offices: Any, tmp_path: Path
) -> Callable[..., Clue]:
    """Return a function that leads a clue about somebody into review."""
    begun = worlds.present("reviewed")

    def make(**person: Any) -> Clue:
        nonlocal begun
        if begun is not None and not person:
            worlds.unpack(begun, tmp_path)
            pk, begun = begun.known, None
            return Clue.objects.get(pk=pk)
        at(MONDAY)
        return lead_into_review(walk, case_offices.handling, respondent(units.water, **person))

    return make


@pytest.fixture
def draft(walk: Walk) -> Callable[..., OutcomeDraft]:
    """Return a function by which the panel proposes an outcome."""

    def make(clue: Clue, code: str, **more: Any) -> OutcomeDraft:
        given: dict[str, Any] = {
            "actor": walk.reviewers[0],
            "clue": clue,
            "respondent": clue.respondents.order_by("pk")[0],
            "code": code,
            "reason": REASON,
        }
        return outcome_drafts.write(**given | more)

    return make


@pytest.fixture
def decide(walk: Walk, draft: Callable[..., OutcomeDraft]) -> Callable[..., Clue]:
    """Return a function that proposes outcomes and has them decided."""

    def make(clue: Clue, *codes: str, **more: Any) -> Clue:
        for code in codes:
            draft(clue, code, **more)
        return walk.take(clue, "decide")

    return make


def person_of(clue: Clue) -> Respondent:
    """Return the respondent of the clue."""
    return clue.respondents.order_by("pk")[0]
