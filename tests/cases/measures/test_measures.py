"""Measures: approvals in the right hands, terms to the minute, caps, no chain, notices."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from cases.models import Clue, Measure, MeasureExtension, MeasureNotice
from cases.selectors.measures import untold
from cases.services import measure_terms, measures
from cases.services.faults import RuleBroken
from supervision import clock
from supervision.accounts.models import User
from supervision.audit.models import AuditEvent
from tests.cases.measures.conftest import GROUND, china
from tests.cases.walk import Walk, register

Make = Callable[..., Measure]


def said(refused: pytest.ExceptionInfo[Any]) -> str:
    return " ".join(refused.value.messages)


# -- approval --------------------------------------------------------------------------------


def test_a_measure_is_approved_by_the_principal(propose: Make, principal: User) -> None:
    measure = propose("compel_appearance")
    measures.sign(actor=principal, measure=measure, approves=True, opinion="同意")
    measure.refresh_from_db()
    assert measure.status == "approved"
    assert measure.signatures.get().signatory == "principal"


def test_detention_takes_the_leaders_and_the_upper_organ(
    propose: Make, principal: User, casesup: User
) -> None:
    measure = propose("detention")
    for step in ("principal", "committee", "upper_organ"):
        assert measure.status == "proposed"
        if step == "principal":
            measure = measures.sign(actor=principal, measure=measure, approves=True, opinion="同意")
        else:
            measure = measures.sign_outside(
                actor=casesup,
                measure=measure,
                approves=True,
                opinion="同意",
                outside_name="江州市监察委员会",
                outside_on=clock.today(),
                paper="江监留批〔2026〕7号",
            )
    assert measure.status == "approved"


def test_the_upper_organ_is_not_asked_before_the_principal(propose: Make, casesup: User) -> None:
    with pytest.raises(RuleBroken):
        measures.sign_outside(
            actor=casesup,
            measure=propose("detention"),
            approves=True,
            opinion="同意",
            outside_name="江州市监察委员会",
            outside_on=clock.today(),
            paper="7号",
        )


def test_nobody_else_approves(propose: Make, walk: Walk, deputy: User, stranger: User) -> None:
    measure = propose("await_investigation")
    for other in (walk.handler, walk.head, deputy, stranger):
        with pytest.raises(PermissionDenied):
            measures.sign(actor=other, measure=measure, approves=True, opinion="同意")
    measure.refresh_from_db()
    assert measure.status == "proposed"


def test_a_refused_measure_cannot_begin(propose: Make, principal: User, walk: Walk) -> None:
    measure = measures.sign(
        actor=principal, measure=propose("detention"), approves=False, opinion="证据不足"
    )
    assert measure.status == "refused"
    with pytest.raises(RuleBroken):
        measures.start(
            actor=walk.handler, measure=measure, started_at=clock.now(), place="区办案中心"
        )


def test_two_different_officers(propose: Make, walk: Walk) -> None:
    with pytest.raises(RuleBroken) as refused:
        propose("compel_appearance", second_officer=walk.handler)
    assert "第四十四条" in said(refused)
    assert not Measure.objects.exists()


def test_only_the_named_officers_propose(
    propose: Make, other_handler: User, stranger: User, reviewer: User, walk: Walk
) -> None:
    for other in (other_handler, stranger, reviewer, walk.head):
        with pytest.raises(PermissionDenied):
            propose("compel_appearance", actor=other)


def test_detention_needs_a_filed_case(
    at: Callable[..., None], petition: User, units: Any, walk: Walk, case_offices: Any
) -> None:

    at("2026-11-02T09:00:00")
    clue = walk.assign(register(petition, units.water), case_offices.handling)
    clue = walk.take(clue, "dispose_verify")
    with pytest.raises(RuleBroken):
        measures.propose(
            actor=walk.handler,
            clue=clue,
            respondent=clue.respondents.get(),
            kind="detention",
            ground=GROUND,
            first_officer=walk.handler,
            second_officer=walk.second,
        )


def test_one_measure_of_a_kind_at_a_time(propose: Make) -> None:
    propose("await_investigation")
    with pytest.raises(RuleBroken):
        propose("await_investigation")
    assert Measure.objects.count() == 1


# -- terms -----------------------------------------------------------------------------------

TERMS = [
    ("compel_appearance", {}, "2026-11-02T10:20:00", "2026-11-02T22:20:00"),
    (
        "compel_appearance",
        {"needs_custody": True},
        "2026-11-02T10:20:00",
        "2026-11-03T10:20:00",
    ),
    # Seven days, the day of the measure not counted; the end on a Sunday does not move.
    ("protective_custody", {}, "2026-11-08T15:00:00", "2026-11-16T00:00:00"),
    ("await_investigation", {}, "2026-11-02T10:20:00", "2027-11-03T00:00:00"),
    # Three months from 30 November: 28 February, a Sunday.
    ("detention", {}, "2026-11-30T09:30:00", "2027-03-01T00:00:00"),
    ("technical", {}, "2026-11-30T09:30:00", "2027-03-02T00:00:00"),
]


@pytest.mark.parametrize(("kind", "more", "when", "ends"), TERMS)
def test_the_term_ends_where_the_law_says(
    begun: Make, kind: str, more: dict[str, Any], when: str, ends: str
) -> None:
    measure = begun(kind, when, **more)
    measure.refresh_from_db()
    assert measure.ends_at == china(ends)
    assert measure.clock is not None
    assert measure.clock.ends_at == china(ends)


def test_detention_over_the_leap_day(begun: Make, at: Callable[..., None]) -> None:
    measure = begun("detention", "2027-11-29T08:00:00")
    assert measure.ends_at == china("2028-03-01T00:00:00")


def test_a_measure_does_not_begin_before_its_approval_or_ahead(
    approved: Make, walk: Walk, at: Callable[..., None]
) -> None:
    measure = approved("compel_appearance")
    at("2026-11-03T09:00:00")
    for when in (china("2026-11-02T08:00:00"), china("2026-11-03T09:30:00")):
        with pytest.raises(RuleBroken):
            measures.start(actor=walk.handler, measure=measure, started_at=when, place="办案中心")
    measure.refresh_from_db()
    assert measure.status == "approved"


def test_appearances_are_not_chained(
    begun: Make, approved: Make, walk: Walk, at: Callable[..., None]
) -> None:
    first = begun("compel_appearance")
    at("2026-11-02T20:00:00")
    measures.end(actor=walk.handler, measure=first, ended_at=clock.now(), end_reason="讯问已经结束")
    second = approved("compel_appearance")
    at("2026-11-03T09:00:00")
    with pytest.raises(RuleBroken) as refused:
        measures.start(actor=walk.handler, measure=second, started_at=clock.now(), place="办案中心")
    assert "第四十六条" in said(refused)
    at("2026-11-03T20:01:00")
    assert (
        measures.start(
            actor=walk.handler, measure=second, started_at=clock.now(), place="办案中心"
        ).status
        == "running"
    )


def test_the_end_after_the_term_is_kept_as_such(
    begun: Make, walk: Walk, at: Callable[..., None]
) -> None:
    measure = begun("compel_appearance")
    at("2026-11-02T23:00:00")
    measures.end(
        actor=walk.handler, measure=measure, ended_at=clock.now(), end_reason="交接手续迟延"
    )
    assert AuditEvent.objects.filter(verb="cases.measure_overrun").count() == 1


def test_lifting_a_detention_begins_the_year_anew(
    begun: Make, walk: Walk, at: Callable[..., None], case: Clue
) -> None:
    measure = begun("detention")
    at("2026-11-20T16:00:00")
    measures.end(
        actor=walk.handler, measure=measure, ended_at=clock.now(), end_reason="查清主要事实"
    )
    running = case.clocks.filter(closed_at__isnull=True)
    anew = running.get(term_code="investigation_after_detention")
    assert anew.ends_at == china("2027-11-23T00:00:00")
    assert not running.filter(term_code="investigation_no_detention").exists()


# -- more time -------------------------------------------------------------------------------


def extend(walk: Walk, measure: Measure, **more: Any) -> Measure:
    given: dict[str, Any] = {
        "actor": walk.handler,
        "measure": measure,
        "granted_by": "江州市监察委员会",
        "granted_on": clock.today(),
        "paper": "江监延〔2026〕3号",
        "reason": "案情复杂，取证尚未完成。",
    }
    return measure_terms.extend(**given | more)


def test_detention_grows_by_three_and_two_months(
    begun: Make, walk: Walk, at: Callable[..., None]
) -> None:
    measure = begun("detention", "2026-11-30T09:30:00")
    at("2027-02-25T09:00:00")
    walk.staff(measure.clue)
    measure = extend(walk, measure)
    assert measure.ends_at == china("2027-05-29T00:00:00")
    at("2027-05-25T09:00:00")
    walk.staff(measure.clue)
    with pytest.raises(RuleBroken) as refused:
        extend(walk, measure)
    assert "第四十八条第二款" in said(refused)
    measure = extend(walk, measure, ten_years=True, granted_by="国家监察委员会")
    assert measure.ends_at == china("2027-07-29T00:00:00")
    with pytest.raises(RuleBroken):
        extend(walk, measure, ten_years=True)


def test_custody_grows_once_by_one_to_three_days(begun: Make, walk: Walk) -> None:
    measure = begun("protective_custody")
    for days in (None, 0, 4):
        with pytest.raises(RuleBroken):
            extend(walk, measure, days=days)
    measure = extend(walk, measure, days=2)
    assert measure.ends_at == china("2026-11-12T00:00:00")
    with pytest.raises(RuleBroken):
        extend(walk, measure, days=1)


def test_awaiting_and_appearance_never_grow(begun: Make, walk: Walk) -> None:
    with pytest.raises(RuleBroken):
        extend(walk, begun("await_investigation"))


def test_technical_measures_repeat(begun: Make, walk: Walk, at: Callable[..., None]) -> None:
    measure = begun("technical")
    for expected in ("2027-05-06", "2027-08-07"):
        at((measure.ends_at - dt.timedelta(days=2)).strftime("%Y-%m-%dT09:00:00"))
        walk.staff(measure.clue)
        measure = extend(walk, measure)
        assert measure.ends_at.astimezone(clock.CHINA).date() <= dt.date.fromisoformat(expected)
    assert measure.extension_count == 2


def test_a_county_does_not_count_a_detention_anew(begun: Make, walk: Walk) -> None:
    with pytest.raises(RuleBroken) as refused:
        extend(walk, begun("detention"), counts_anew=True)
    assert "第四十八条第三款" in said(refused)


def test_nothing_is_prolonged_after_its_end(
    begun: Make, walk: Walk, at: Callable[..., None]
) -> None:
    measure = begun("protective_custody")
    at("2026-11-12T09:00:00")
    with pytest.raises(ValidationError):
        extend(walk, measure, days=1)
    assert not MeasureExtension.objects.exists()


# -- notices and requests ----------------------------------------------------------------------


def test_family_and_unit_are_told_within_a_day(
    begun: Make, walk: Walk, at: Callable[..., None], case: Clue
) -> None:
    measure = begun("detention")
    notice = case.clocks.get(term_code="detention_notice")
    assert notice.ends_at == china("2026-11-03T10:20:00")
    at("2026-11-02T15:00:00")
    measure_terms.tell(
        actor=walk.handler,
        measure=measure,
        to="family",
        person="其妻李某，当面",
        told_at=china("2026-11-02T14:30:00"),
    )
    assert untold(measure) == {"unit"}
    notice.refresh_from_db()
    assert notice.closed_at is None
    measure_terms.tell(
        actor=walk.handler,
        measure=measure,
        to="unit",
        person="局党组书记，函告",
        told_at=china("2026-11-02T15:00:00"),
    )
    notice.refresh_from_db()
    assert notice.closed_at == china("2026-11-02T15:00:00")
    with pytest.raises(RuleBroken):
        measure_terms.tell(
            actor=walk.handler, measure=measure, to="unit", person="又一次", told_at=clock.now()
        )


def test_a_delayed_notice_rests_until_it_is_given(
    begun: Make, walk: Walk, at: Callable[..., None], case: Clue
) -> None:
    measure = begun("protective_custody")
    for to in ("family", "unit"):
        measure_terms.delay_notice(
            actor=walk.handler,
            measure=measure,
            to=to,
            delay_reason="同案人在逃，通知可能导致串供。",
        )
    notice = case.clocks.get(term_code="detention_notice")
    assert notice.paused_at is not None
    at("2026-11-05T09:00:00")
    for to in ("family", "unit"):
        measure_terms.tell(
            actor=walk.handler, measure=measure, to=to, person="已通知", told_at=clock.now()
        )
    notice.refresh_from_db()
    assert notice.closed_at is not None


def test_custody_reaches_its_site_within_a_day(
    begun: Make, walk: Walk, at: Callable[..., None], case: Clue
) -> None:
    measure = begun("protective_custody")
    at("2026-11-02T14:00:00")
    measure_terms.arrive(
        actor=walk.handler, measure=measure, arrived_at=china("2026-11-02T14:00:00")
    )
    closed = case.clocks.get(term_code="protective_custody_transfer")
    assert closed.closed_at == china("2026-11-02T14:00:00")


def test_a_request_is_decided_by_the_principal_within_three_days(
    begun: Make, walk: Walk, principal: User, case: Clue
) -> None:
    measure = begun("detention")
    request = measure_terms.ask_change(
        actor=walk.handler,
        measure=measure,
        asked_by="其妻",
        reason="患有严重疾病",
        received_at=clock.now(),
    )
    assert request.clock.ends_at == china("2026-11-06T00:00:00")
    with pytest.raises(PermissionDenied):
        measure_terms.decide_change(
            actor=walk.handler, request=request, grants=True, answer="同意变更为责令候查"
        )
    measure_terms.decide_change(
        actor=principal, request=request, grants=False, answer="病情不影响留置，不同意变更"
    )
    with pytest.raises(RuleBroken):
        measure_terms.decide_change(
            actor=principal, request=request, grants=True, answer="改为同意变更"
        )


# -- what the database refuses -----------------------------------------------------------------


def refused_by_the_wall(act: Callable[[], Any]) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        act()


def test_the_database_holds_the_caps(begun: Make, walk: Walk) -> None:
    detention = begun("detention")
    own = Measure.objects.filter(pk=detention.pk)
    later = detention.ends_at + dt.timedelta(days=1)
    refused_by_the_wall(lambda: own.update(ends_at=later))
    refused_by_the_wall(lambda: own.update(started_at=later))
    refused_by_the_wall(lambda: own.update(kind="technical"))
    refused_by_the_wall(lambda: own.update(extension_count=1, ends_at=later))
    refused_by_the_wall(lambda: own.delete())
    given = {
        "measure": detention,
        "before": detention.ends_at,
        "granted_by": "本委",
        "granted_on": clock.today(),
        "paper": "1号",
        "reason": "再延长",
        "recorded_by": walk.handler,
        "recorded_at": clock.now(),
    }
    for ordinal, days in ((1, 93), (2, 10), (3, 1)):
        after = detention.ends_at + dt.timedelta(days=days)
        refused_by_the_wall(
            lambda ordinal=ordinal, after=after: MeasureExtension.objects.create(
                ordinal=ordinal, after=after, **given
            )
        )


def test_the_database_approves_by_signatures_alone(propose: Make, walk: Walk) -> None:
    measure = propose("detention")
    own = Measure.objects.filter(pk=measure.pk)
    refused_by_the_wall(lambda: own.update(status="approved"))
    refused_by_the_wall(lambda: own.update(status="running"))
    refused_by_the_wall(lambda: own.update(second_officer=walk.handler))
    refused_by_the_wall(
        lambda: measure.signatures.create(
            position=1,
            signatory="principal",
            signed_by=walk.handler,
            approves=True,
            opinion="同意",
            signed_at=clock.now(),
        )
    )


def test_notices_are_never_changed(begun: Make, walk: Walk) -> None:
    measure = begun("detention")
    notice = measure_terms.tell(
        actor=walk.handler, measure=measure, to="unit", person="局党组书记", told_at=clock.now()
    )
    rows = MeasureNotice.objects.filter(pk=notice.pk)
    refused_by_the_wall(lambda: rows.update(to="family"))
    refused_by_the_wall(lambda: rows.delete())
