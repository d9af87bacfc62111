"""A case in review, with its panel and everybody who signs a decision."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cases.entries import RespondentEntry
from cases.enums import PersonStanding, Violation
from cases.models import Clue, OutcomeDraft, Respondent
from cases.services import outcome_drafts
from cases.services.papers import add_scan
from supervision import clock
from tests.cases.walk import Walk, register, scan

MONDAY = "2026-11-02T09:00:00"
REASON = "违反廉洁纪律，收受可能影响公正执行公务的礼金三万元。"


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


def respondent(unit: Any, name: str = "高建军", **more: Any) -> RespondentEntry:
    """Return somebody of the unit."""
    given: dict[str, Any] = {
        "name": name,
        "unit": unit,
        "post": "副局长",
        "standing": PersonStanding.CIVIL_SERVANT,
        "is_member": True,
    }
    return RespondentEntry(**{**given, **more})


@pytest.fixture
def lead(
    at: Callable[..., None], petition: Any, units: Any, walk: Walk, case_offices: Any
) -> Callable[..., Clue]:
    """Return a function that leads a clue about somebody into review."""

    def make(**person: Any) -> Clue:
        at(MONDAY)
        clue = register(
            petition,
            units.water,
            [respondent(units.water, **person)],
            violations=[Violation.INTEGRITY, Violation.EMBEZZLEMENT_BRIBERY],
        )
        clue = walk.to_review(clue, case_offices.handling)
        add_scan(
            actor=walk.handler,
            clue=clue,
            slot="cause_report",
            file=scan(),
            dated_on=clock.today(),
            printed=f"清江纪报〔2026〕{clue.pk}号",
            officers=[walk.handler, walk.second],
        )
        return clue

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
