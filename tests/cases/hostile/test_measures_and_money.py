"""Measures and money: officers of the clue, the right order, nothing twice, nothing too late."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from cases.models import Clue
from cases.services import clocks, measure_terms, measures, property
from cases.services.faults import RuleBroken
from supervision import clock
from supervision.accounts.models import User
from tests.cases.hostile.actors import appearance, twin_of
from tests.cases.walk import Walk, force


def test_a_measure_is_carried_out_by_officers_of_the_clue(
    verifying: Clue, walk: Walk, other_handler: User, stranger: User
) -> None:
    for outsider in (other_handler, stranger):
        with pytest.raises(RuleBroken):
            appearance(verifying, walk, second_officer=outsider)


def test_nothing_begins_once_the_matter_is_over(
    verifying: Clue, walk: Walk, principal: User
) -> None:
    measure = measures.sign(
        actor=principal, measure=appearance(verifying, walk), approves=True, opinion="同意"
    )
    with pytest.raises(RuleBroken):
        walk.propose(verifying, "verify_close")
    force(verifying, "closed")
    with pytest.raises(RuleBroken, match="第四十二条"):
        measures.start(
            actor=walk.handler, measure=measure, started_at=clock.now(), place="区办案中心"
        )


def test_the_upper_organ_approves_after_the_leaders(
    verifying: Clue, walk: Walk, principal: User, at: Any
) -> None:
    for act in ("file", "announce_filing"):
        verifying = walk.take(verifying, act)
    measure = appearance(verifying, walk, "detention")
    measures.sign(actor=principal, measure=measure, approves=True, opinion="同意")
    at("2026-11-06T09:00:00")
    given: dict[str, Any] = {"actor": walk.casesup, "approves": True, "opinion": "同意"}
    given |= {"outside_name": "委务会议", "paper": "江监留批〔2026〕7号"}
    friday = dt.date(2026, 11, 6)
    measures.sign_outside(measure=measure, outside_on=friday, **given)
    with pytest.raises(RuleBroken):
        measures.sign_outside(measure=measure, outside_on=dt.date(2026, 11, 5), **given)
    done = measures.sign_outside(measure=measure, outside_on=friday, **given)
    assert done.status == "approved"


def test_the_second_account_decides_no_request_the_first_took_down(
    verifying: Clue, walk: Walk, principal: User, make_user: Any, units: Any
) -> None:
    measure = measures.sign(
        actor=principal,
        measure=appearance(verifying, walk, "protective_custody"),
        approves=True,
        opinion="同意",
    )
    begun = measures.start(
        actor=walk.handler, measure=measure, started_at=clock.now(), place="区办案中心"
    )
    request = measure_terms.ask_change(
        actor=walk.handler,
        measure=begun,
        asked_by="其妻",
        reason="患有严重疾病",
        received_at=clock.now(),
    )
    twin = twin_of(walk.handler, make_user, "principal", units.commission)
    with pytest.raises(RuleBroken):
        measure_terms.decide_change(
            actor=twin, request=request, grants=True, answer="同意变更为责令候查"
        )


def test_the_clock_of_a_measure_grows_with_the_measure_alone(
    verifying: Clue, walk: Walk, principal: User, at: Any, as_user: Any
) -> None:
    measure = measures.sign(
        actor=principal,
        measure=appearance(verifying, walk, "protective_custody"),
        approves=True,
        opinion="同意",
    )
    begun = measures.start(
        actor=walk.handler, measure=measure, started_at=clock.now(), place="区办案中心"
    )
    with pytest.raises(ValidationError) as refused:
        clocks.record_extension(
            actor=walk.handler,
            clock=begun.clock,
            granted_by="区监委",
            granted_on=clock.today(),
            paper="江监〔2026〕8号",
            reason="案情复杂，需要延长。",
            ordinal=1,
        )
    assert refused.value.code == "measure"
    page = as_user(walk.handler).get(f"/cases/clues/{verifying.number}/").content.decode()
    assert f"/clocks/{begun.clock_id}/extend/" not in page


# -- money -------------------------------------------------------------------------------------


def test_a_second_click_does_not_double_the_money(verifying: Clue, walk: Walk) -> None:
    given: dict[str, Any] = {
        "actor": walk.handler,
        "clue": verifying,
        "kind": "surrendered",
        "amount": 30000,
        "received_on": clock.today(),
        "paper": "0012345",
    }
    found = property.recover(**given)
    with pytest.raises(RuleBroken):
        property.recover(**given)
    property.reverse_recovery(actor=walk.handler, recovery=found, reason="登记有误，重新登记。")
    property.recover(**given)
    assert verifying.recoveries.filter(reverses=None).count() == 2


def test_a_list_of_things_takes_each_thing_once(verifying: Clue, walk: Walk) -> None:
    given: dict[str, Any] = {
        "actor": walk.handler,
        "clue": verifying,
        "kind": "seized",
        "quantity": "1 部",
        "value": 5000,
        "keeper": "江映雪",
        "place": "区纪委监委涉案财物室",
        "paper": "扣字第7号",
        "secured_at": clock.now(),
        "first_officer": walk.handler,
        "second_officer": walk.second,
    }
    property.secure(what="手机", **given)
    property.secure(what="平板电脑", **given)
    with pytest.raises(RuleBroken):
        property.secure(what="手机", **given)
    assert verifying.property.count() == 2
