"""Two clicks at the same instant: the same money comes back once, and a measure begins once."""

from typing import Any

import pytest

from cases.models import Clue
from cases.services import measures, property
from cases.services.faults import RuleBroken
from supervision import clock
from supervision.accounts.models import User
from tests.cases.core.commits.test_at_once import at_once
from tests.cases.measures.conftest import GROUND
from tests.cases.walk import Walk

pytestmark = pytest.mark.slow


def test_the_same_receipt_at_once_is_one_amount(
    verifying: Clue, walk: Walk, stranger: User
) -> None:
    given: dict[str, Any] = {
        "clue": verifying,
        "kind": "surrendered",
        "amount": 30000,
        "received_on": clock.today(),
        "paper": "0012345",
    }
    faults = at_once(
        lambda: property.recover(actor=walk.handler, **given),
        lambda: property.recover(actor=walk.second, **given),
    )
    assert [type(fault) for fault in faults] == [RuleBroken]
    assert verifying.recoveries.count() == 1
    assert not verifying.recoveries.filter(noted_by=stranger).exists()


def test_a_measure_begins_once(verifying: Clue, walk: Walk, principal: User) -> None:
    proposed = measures.propose(
        actor=walk.handler,
        clue=verifying,
        respondent=verifying.respondents.get(),
        kind="await_investigation",
        ground=GROUND,
        first_officer=walk.handler,
        second_officer=walk.second,
    )
    measure = measures.sign(actor=principal, measure=proposed, approves=True, opinion="同意")

    def begin(actor: User) -> None:
        measures.start(actor=actor, measure=measure, started_at=clock.now(), place="本人住所")

    faults = at_once(lambda: begin(walk.handler), lambda: begin(walk.second))
    assert [type(fault) for fault in faults] == [RuleBroken]
    assert verifying.clocks.filter(term_code="await_investigation").count() == 1
