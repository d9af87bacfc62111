"""A matter is not over while somebody is held for it, or something is kept for it."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from cases.models import Clue, Measure, Step
from cases.services import measures, property, steps
from cases.services.faults import RuleBroken
from supervision import clock
from tests.cases.measures.conftest import china
from tests.cases.walk import OPINION, Walk

Make = Callable[..., Measure]


def ended(walk: Walk, measure: Measure, when: str) -> None:
    """End the measure at an instant of China."""
    measures.end(
        actor=walk.handler, measure=measure, ended_at=china(when), end_reason="无继续留置必要"
    )


def test_a_case_is_not_withdrawn_while_somebody_is_held(
    begun: Make, case: Clue, walk: Walk, at: Callable[[str], None]
) -> None:
    detention = begun("detention")
    with pytest.raises(RuleBroken, match="留置|Detention"):
        walk.propose(case, "withdraw_case")
    assert not Step.objects.filter(clue=case, act="withdraw_case").exists()
    at("2026-11-03T09:00:00")
    ended(walk, detention, "2026-11-03T08:30:00")
    assert walk.take(case, "withdraw_case").status == "withdrawn"


def test_a_measure_that_begins_meanwhile_stops_the_last_signature(
    propose: Make, case: Clue, walk: Walk
) -> None:
    step = walk.propose(case, "withdraw_case")
    propose("detention")
    with pytest.raises(RuleBroken):
        walk.approve(step)
    case.refresh_from_db()
    step.refresh_from_db()
    assert case.status == "investigating"
    assert step.settled_at is None


def test_secured_property_is_settled_before_the_matter_ends(case: Clue, walk: Walk) -> None:
    item = property.secure(
        actor=walk.handler,
        clue=case,
        kind="seized",
        what="茅台酒",
        quantity="12瓶",
        value=Decimal("18000.50"),
        keeper="江映雪",
        place="涉案财物管理室",
        paper="扣字〔2026〕3号",
        secured_at=clock.now(),
        first_officer=walk.handler,
        second_officer=walk.second,
    )
    with pytest.raises(RuleBroken, match="1"):
        walk.propose(case, "withdraw_case")
    property.settle(
        actor=walk.handler,
        item=item,
        end="returned",
        end_note="发还本人，清单3号",
        settled_at=clock.now(),
    )
    assert walk.take(case, "withdraw_case").status == "withdrawn"


def test_a_stranger_ends_nothing(begun: Make, case: Clue, stranger: Any) -> None:
    begun("detention")
    with pytest.raises(PermissionDenied):
        steps.propose(
            actor=stranger, clue=case, act="withdraw_case", facts={}, opinion=OPINION, version=0
        )
