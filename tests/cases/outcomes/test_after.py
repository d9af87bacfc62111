"""What follows from a case: money, proposals, rectification, prosecution, remedies, panel."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from cases.models import (
    CaseRectification,
    Clue,
    OutcomeDraft,
    Proposal,
    Prosecution,
    Recovery,
    Remedy,
    SecuredProperty,
)
from cases.selectors.case_rectifications import reports_visible_to
from cases.selectors.outcomes import money_of
from cases.services import (
    outcome_drafts,
    property,
    proposals,
    prosecutions,
    rectifications,
    remedies,
    review,
)
from cases.services.faults import RuleBroken
from supervision import clock
from supervision.accounts.models import User
from supervision.notifications.models import Notice
from tests.cases.outcomes.conftest import REASON, person_of
from tests.cases.walk import Walk, scan

Lead = Callable[..., Clue]
Draft = Callable[..., OutcomeDraft]
Decide = Callable[..., Clue]
At = Callable[..., None]


def china(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=clock.CHINA)


def refused_by_the_wall(act: Callable[[], Any]) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        act()


# -- property and money --------------------------------------------------------------------


@pytest.fixture
def secured(lead: Lead, walk: Walk) -> SecuredProperty:
    """Return a seized thing of a case in review."""
    clue = lead()
    return property.secure(
        actor=walk.handler,
        clue=clue,
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
        respondent=person_of(clue),
    )


def test_unrelated_property_is_released_within_three_days(
    secured: SecuredProperty, walk: Walk, at: At
) -> None:
    given = {"actor": walk.handler, "item": secured, "settled_at": clock.now()}
    with pytest.raises(RuleBroken) as refused:
        property.settle(end="released", end_note="退还其妻，有收据", **given)
    assert "第二十六条" in " ".join(refused.value.messages)
    found = property.find_unrelated(actor=walk.handler, item=secured, unrelated_at=clock.now())
    started = secured.clue.clocks.get(term_code="release_property")
    assert started.ends_at == china("2026-11-06T00:00:00")
    at("2026-11-04T10:00:00")
    with pytest.raises(RuleBroken):
        property.settle(
            actor=walk.handler,
            item=found,
            end="confiscated_property",
            end_note="上缴国库",
            settled_at=clock.now(),
        )
    property.settle(
        actor=walk.handler,
        item=found,
        end="released",
        end_note="退还其妻，有收据",
        settled_at=clock.now(),
    )
    started.refresh_from_db()
    assert started.closed_at is not None


def test_two_officers_and_no_value_below_nought(secured: SecuredProperty, walk: Walk) -> None:
    given: dict[str, Any] = {
        "actor": walk.handler,
        "clue": secured.clue,
        "kind": "sealed",
        "what": "房屋",
        "quantity": "1套",
        "keeper": "江映雪",
        "place": "清江路8号",
        "paper": "封字〔2026〕1号",
        "secured_at": clock.now(),
        "first_officer": walk.handler,
        "second_officer": walk.second,
        "value": Decimal(1),
    }
    for wrong in ({"second_officer": walk.handler}, {"value": Decimal("-0.01")}):
        with pytest.raises(RuleBroken):
            property.secure(**given | wrong)
    with pytest.raises(PermissionDenied):
        property.secure(**given | {"actor": walk.reviewers[0]})


def test_money_is_kept_to_the_fen_and_taken_out_by_a_row(lead: Lead, walk: Walk) -> None:
    clue = lead()
    given: dict[str, Any] = {
        "actor": walk.handler,
        "clue": clue,
        "received_on": clock.today(),
        "paper": "收字〔2026〕1号",
    }
    first = property.recover(kind="surrendered", amount=Decimal("0.10"), **given)
    property.recover(kind="recovered", amount=Decimal("0.20"), **given)
    assert money_of(clue)["recovered_total"] == Decimal("0.30")
    property.reverse_recovery(actor=walk.handler, recovery=first, reason="金额录入有误")
    assert money_of(clue)["recovered_total"] == Decimal("0.20")
    with pytest.raises(RuleBroken):
        property.reverse_recovery(actor=walk.handler, recovery=first, reason="金额录入有误")
    with pytest.raises(RuleBroken):
        property.recover(kind="recovered", amount=Decimal(0), **given)
    refused_by_the_wall(lambda: Recovery.objects.filter(pk=first.pk).update(amount=9))
    refused_by_the_wall(lambda: Recovery.objects.filter(pk=first.pk).delete())


def test_what_was_secured_stands(secured: SecuredProperty) -> None:
    own = SecuredProperty.objects.filter(pk=secured.pk)
    refused_by_the_wall(lambda: own.update(value=1))
    refused_by_the_wall(lambda: own.update(keeper="另一人"))
    refused_by_the_wall(lambda: own.delete())


# -- panel ---------------------------------------------------------------------------------


def test_only_the_panel_writes_its_opinion(
    lead: Lead, walk: Walk, review_head: User, stranger: User
) -> None:
    clue = lead()
    for other in (walk.handler, review_head, stranger):
        with pytest.raises(PermissionDenied):
            review.write_opinion(
                actor=other, clue=clue, opinion="事实清楚，证据确凿。", dissents=False
            )
    made = review.write_opinion(
        actor=walk.reviewers[1], clue=clue, opinion="定性准确，建议从轻处理。", dissents=True
    )
    refused_by_the_wall(lambda: type(made).objects.filter(pk=made.pk).update(dissents=False))
    refused_by_the_wall(
        lambda: type(made).objects.create(
            clue=clue, member=walk.handler, opinion="代写", written_at=clock.now()
        )
    )


# -- proposals, causes, rectification ------------------------------------------------------


def send(walk: Walk, clue: Clue, **more: Any) -> Proposal:
    given: dict[str, Any] = {
        "actor": walk.handler,
        "clue": clue,
        "kind": "supervision",
        "unit": clue.unit,
        "number": "清江监建〔2026〕5号",
        "problem": "工程验收由一人签字，缺少复核。",
        "request": "修订验收办法，实行两人验收。",
        "sent_on": clock.today(),
        "reply_by": clock.today() + dt.timedelta(days=30),
    }
    return proposals.send(**given | more)


def test_a_proposal_runs_until_its_reply(lead: Lead, walk: Walk, at: At) -> None:
    clue = lead()
    proposal = send(walk, clue)
    assert proposal.due_at == china("2026-12-03T00:00:00")
    with pytest.raises(RuleBroken):
        send(walk, clue)
    with pytest.raises(RuleBroken):
        send(walk, clue, number="另一号", reply_by=clock.today())
    with pytest.raises(RuleBroken):
        proposals.reply(
            actor=walk.handler,
            proposal=proposal,
            replied_on=dt.date(2026, 11, 1),
            reply="已经按建议全部整改。",
        )
    at("2026-11-20T09:00:00")
    found = proposals.reply(
        actor=walk.handler,
        proposal=proposal,
        replied_on=clock.today(),
        reply="已经修订验收办法并施行。",
    )
    assert found.light_now() == "green"
    refused_by_the_wall(lambda: Proposal.objects.filter(pk=proposal.pk).update(replied_on=None))


def test_the_list_is_verified_by_another_and_reported_back(
    lead: Lead, walk: Walk, office: User, stranger: User, handling_head: User, units: Any
) -> None:
    clue = lead()
    item = rectifications.add(
        actor=walk.handler,
        clue=clue,
        unit=units.water,
        problem="残疾人相关政策应享未享十二户。",
        measures="逐户核实，补发补贴，公示结果。",
        owner_name="林知秋",
        due_on=clock.today() + dt.timedelta(days=20),
    )
    done = {"done": "十二户已经全部补发，公示无异议。", "done_on": clock.today()}
    with pytest.raises(RuleBroken):
        rectifications.report_done(actor=walk.second, item=item, **done)
    rectifications.report_done(actor=walk.second, item=item, files=[scan()], **done)
    for own in (walk.handler, walk.second):
        with pytest.raises(RuleBroken):
            rectifications.verify(actor=own, item=item, accepts=True, verdict="属实")
    with pytest.raises(PermissionDenied):
        rectifications.verify(actor=stranger, item=item, accepts=True, verdict="属实")
    back: dict[str, Any] = {"actor": walk.handler, "clue": clue, "to_unit": units.office}
    with pytest.raises(RuleBroken):
        rectifications.report_back(words="十二户应享未享人员的补贴已经全部补发到位并公示。", **back)
    rectifications.verify(actor=handling_head, item=item, accepts=True, verdict="实地核实，属实")
    with pytest.raises(RuleBroken):
        rectifications.report_back(
            words="高建军案涉及的十二户应享未享补贴已经全部补发到位。", **back
        )
    report = rectifications.report_back(
        words="十二户应享未享人员的补贴已经全部补发到位并公示。", **back
    )
    assert list(reports_visible_to(office)) == [report]
    assert not reports_visible_to(stranger).exists()
    assert Notice.objects.filter(recipient=office, kind="cases.rectification_back").exists()


def test_the_database_wants_another_to_verify(lead: Lead, walk: Walk, units: Any) -> None:
    item = rectifications.add(
        actor=walk.handler,
        clue=lead(),
        unit=units.water,
        problem="残疾人相关政策应享未享十二户。",
        measures="逐户核实，补发补贴，公示结果。",
        owner_name="林知秋",
        due_on=clock.today(),
    )
    own = CaseRectification.objects.filter(pk=item.pk)
    refused_by_the_wall(lambda: own.update(closed_at=clock.now()))
    refused_by_the_wall(
        lambda: own.update(
            closed_at=clock.now(),
            done="已办",
            done_on=clock.today(),
            done_noted_by=walk.second,
            verified_by=walk.second,
            verified_at=clock.now(),
        )
    )


# -- prosecution ---------------------------------------------------------------------------


@pytest.fixture
def prosecuted(lead: Lead, decide: Decide, walk: Walk) -> Prosecution:
    """Return somebody handed to the procuratorate as decided."""
    clue = decide(lead(), "party:expulsion", "government:expulsion", "prosecution")
    return prosecutions.transfer(
        actor=walk.handler,
        clue=clue,
        respondent=person_of(clue),
        procuratorate="清江区人民检察院",
        charges="受贿",
        paper="清监诉〔2026〕1号",
        transferred_on=clock.today(),
    )


def test_a_case_is_sent_back_twice_at_most(prosecuted: Prosecution, walk: Walk, at: At) -> None:
    given: dict[str, Any] = {"actor": walk.handler, "prosecution": prosecuted}
    for number, day in enumerate(("2026-11-03T10:00:00", "2026-11-06T10:00:00"), start=1):
        at(day)
        row = prosecutions.send_back(
            returned_on=clock.today(), wanted="补充受贿款去向的证据材料。", **given
        )
        assert row.ordinal == number
        with pytest.raises(RuleBroken):
            prosecutions.send_back(
                returned_on=clock.today(), wanted="补充受贿款去向的证据材料。", **given
            )
        prosecutions.resubmit(
            resubmitted_on=clock.today(), result="已补充银行流水及证人证言。", **given
        )
    with pytest.raises(RuleBroken) as refused:
        prosecutions.send_back(
            returned_on=clock.today(), wanted="再补充受贿款去向的证据材料。", **given
        )
    assert "第五十四条" in " ".join(refused.value.messages)


def test_the_month_of_a_round_ends_on_the_corresponding_day(
    prosecuted: Prosecution, walk: Walk, at: At
) -> None:
    at("2027-01-31T10:00:00")
    walk.name(prosecuted.clue, walk.handler, "handler")
    row = prosecutions.send_back(
        actor=walk.handler,
        prosecution=prosecuted,
        returned_on=clock.today(),
        wanted="补充受贿款去向的证据材料。",
    )
    # 28 February 2027 is a Sunday: the term moves to Monday.
    assert row.clock.ends_at == china("2027-03-02T00:00:00")


def test_nobody_is_prosecuted_without_a_decision(lead: Lead, decide: Decide, walk: Walk) -> None:
    clue = decide(lead(), "party:warning")
    with pytest.raises(RuleBroken):
        prosecutions.transfer(
            actor=walk.handler,
            clue=clue,
            respondent=person_of(clue),
            procuratorate="清江区人民检察院",
            charges="受贿",
            paper="清监诉〔2026〕1号",
            transferred_on=clock.today(),
        )


def test_a_conviction_expels_by_an_outcome_of_its_own(prosecuted: Prosecution, walk: Walk) -> None:
    prosecutions.judge(
        actor=walk.handler,
        prosecution=prosecuted,
        court="清江区人民法院",
        result="guilty",
        result_on=clock.today(),
        judgment="犯受贿罪，判处有期徒刑三年。",
        result_paper="（2026）清刑初5号",
        expelled=True,
    )
    outcome = prosecuted.outcomes.get()
    assert (outcome.code, outcome.form) == ("expelled_after_judgment", "fourth")


# -- remedies ------------------------------------------------------------------------------


@pytest.fixture
def examiners(make_user: Callable[..., User], case_offices: Any) -> tuple[User, User]:
    """Return two officers of the review office who had no hand in the case."""
    return (
        make_user("examiner1", "reviewer", case_offices.review, "甄别"),
        make_user("examiner2", "reviewer", case_offices.review, "明察"),
    )


@pytest.fixture
def receive(review_head: User, examiners: tuple[User, User]) -> Callable[..., Remedy]:
    """Return a function by which the review office accepts a remedy."""

    def make(clue: Clue, kind: str, **more: Any) -> Remedy:
        given: dict[str, Any] = {
            "actor": review_head,
            "clue": clue,
            "respondent": person_of(clue),
            "kind": kind,
            "grounds": "处分畸重，请求复核处分决定。",
            "served_on": clock.today(),
            "received_on": clock.today(),
            "first_officer": examiners[0],
            "second_officer": examiners[1],
        }
        return remedies.receive(**given | more)

    return make


def opinion(remedy: Remedy, result: str, actor: User) -> Remedy:
    return remedies.write_opinion(
        actor=actor, remedy=remedy, opinion="经复查，事实清楚，量纪适当。", opinion_result=result
    )


def settle(remedy: Remedy, result: str, actor: User) -> Remedy:
    return remedies.decide(
        actor=actor,
        remedy=remedy,
        result=result,
        decided_on=clock.today(),
        paper="清江纪复〔2026〕1号",
        words="经复议，作出如下决定，理由附后。",
    )


def test_an_appeal_runs_three_months_and_changes_outcomes(
    lead: Lead,
    decide: Decide,
    receive: Callable[..., Remedy],
    examiners: tuple[User, User],
    principal: User,
) -> None:
    clue = decide(lead(), "party:serious_warning", "government:demerit")
    remedy = receive(clue, "party_appeal")
    assert remedy.clock.ends_at == china("2027-02-03T00:00:00")
    with pytest.raises(RuleBroken):
        settle(remedy, "changed", principal)
    with pytest.raises(RuleBroken):
        opinion(remedy, "changed", examiners[0])
    outcome_drafts.write(
        actor=examiners[0],
        clue=clue,
        respondent=person_of(clue),
        code="party:warning",
        reason=REASON,
    )
    opinion(remedy, "changed", examiners[0])
    settle(remedy, "changed", principal)
    standing = clue.outcomes.filter(reverses__isnull=True, reversed_by__isnull=True)
    assert sorted(standing.values_list("code", flat=True)) == [
        "government:demerit",
        "party:warning",
    ]
    changed = standing.get(code="party:warning")
    assert (changed.remedy, changed.until) == (remedy, dt.date(2027, 11, 2))
    remedy.clock.refresh_from_db()
    assert remedy.clock.closed_at is not None


def test_reconsideration_is_asked_for_within_a_month(
    lead: Lead, decide: Decide, receive: Callable[..., Remedy], at: At
) -> None:
    clue = decide(lead(), "government:demerit")
    at("2026-12-03T09:00:00")
    served = dt.date(2026, 11, 2)
    with pytest.raises(RuleBroken) as refused:
        receive(clue, "reconsideration", served_on=served, received_on=dt.date(2026, 12, 3))
    assert "第五十六条" in " ".join(refused.value.messages)
    remedy = receive(clue, "reconsideration", served_on=served, received_on=dt.date(2026, 12, 2))
    # One month from 2 December 2026 ends on Saturday, 2 January 2027, and moves on.
    assert remedy.clock.ends_at >= china("2027-01-03T00:00:00")


def test_a_recheck_follows_and_is_decided_above(
    lead: Lead,
    decide: Decide,
    receive: Callable[..., Remedy],
    examiners: tuple[User, User],
    principal: User,
    casesup: User,
    make_user: Callable[..., User],
    case_offices: Any,
) -> None:
    clue = decide(lead(), "government:demerit")
    with pytest.raises(RuleBroken):
        receive(clue, "recheck")
    first = receive(clue, "reconsideration")
    opinion(first, "upheld", examiners[0])
    settle(first, "upheld", principal)
    others = {
        name: make_user(name, "reviewer", case_offices.review)
        for name in ("first_officer", "second_officer")
    }
    with pytest.raises(RuleBroken):
        receive(clue, "recheck")
    recheck = receive(clue, "recheck", **others)
    assert recheck.follows == first
    with pytest.raises(RuleBroken):
        settle(recheck, "revoked", principal)
    remedies.record_decision(
        actor=casesup,
        remedy=recheck,
        outside_organ="江州市监察委员会",
        result="revoked",
        decided_on=clock.today(),
        paper="江监复核〔2026〕2号",
        words="撤销原处分决定，理由附后。",
    )
    assert not clue.outcomes.filter(reverses__isnull=True, reversed_by__isnull=True).exists()


def test_whoever_had_a_hand_does_not_examine(
    lead: Lead, decide: Decide, receive: Callable[..., Remedy], walk: Walk, examiners: Any
) -> None:
    clue = decide(lead(), "party:warning")
    for hand in (walk.handler, walk.reviewers[0]):
        with pytest.raises(RuleBroken) as refused:
            receive(clue, "party_appeal", first_officer=hand)
        assert "第五十九条" in " ".join(refused.value.messages)
    remedy = receive(clue, "party_appeal")
    with pytest.raises(RuleBroken):
        opinion(remedy, "upheld", walk.reviewers[0])
    refused_by_the_wall(lambda: Remedy.objects.filter(pk=remedy.pk).update(result="revoked"))


def test_a_stranger_starts_no_remedy(
    lead: Lead, decide: Decide, receive: Callable[..., Remedy], stranger: User, walk: Walk
) -> None:
    clue = decide(lead(), "party:warning")
    for other in (stranger, walk.handler):
        with pytest.raises((PermissionDenied, ValidationError)):
            receive(clue, "party_appeal", actor=other)
    assert not Remedy.objects.exists()
