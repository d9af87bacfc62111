"""Propose, sign, send back, take back: whose hands, how many, in which order, once."""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from cases.enums import AccessKind, StepStatus
from cases.models import Access, Clue, Signature, Step
from cases.selectors.steps import waiting_for, waiting_outside
from cases.services import outcome_drafts, steps
from cases.services.faults import RuleBroken
from supervision import clock
from supervision.accounts.models import User
from supervision.audit.models import AuditEvent
from supervision.notifications.models import Notice
from tests.cases.walk import OPINION, Walk, facts_for, register, scan

#: Terms that end with the steps of a case.
ENDED = ("trial", "investigation_no_detention", "decision_announce", "execution_report")


def again(clue: Clue) -> Clue:
    return Clue.objects.get(pk=clue.pk)


def test_a_clue_walks_from_registration_into_review(
    clue: Clue, walk: Walk, case_offices: Any
) -> None:
    found = walk.to_review(clue, case_offices.handling)
    assert found.status == "in_review"
    assert found.case_number == "LA-2026-0001"
    assert found.filed_on == clock.today()
    assert [step.act for step in found.steps.order_by("pk")] == [
        *("assign", "dispose_verify", "file", "announce_filing", "transfer", "accept")
    ]
    assert list(found.respondents.values_list("is_filed", flat=True)) == [True]


def test_a_case_walks_on_from_review_into_the_archive(
    clue: Clue, walk: Walk, case_offices: Any, casesup_head: User, at: Callable[..., None]
) -> None:
    found = walk.to_review(clue, case_offices.handling)
    outcome_drafts.write(
        actor=walk.reviewers[0],
        clue=found,
        respondent=found.respondents.get(),
        code="party:warning",
        reason="违反廉洁纪律，收受可能影响公正执行公务的礼金。",
    )
    found = walk.take(found, "decide")
    assert Step.objects.get(act="decide").signatures.filter(signatory="committee").exists()
    at("2026-11-20T09:00:00")
    found = walk.take(found, "announce")
    at("2027-01-20T09:00:00")
    # Months later the panel's access is over: it is named anew.
    found = walk.take(walk.panel(found), "execute")
    assert (found.status, found.concluded_at is not None) == ("executed", True)
    found = walk.take(found, "archive")
    assert found.status == "archived"
    assert not found.clocks.filter(closed_at__isnull=True, term_code__in=ENDED).exists()


def test_every_signature_is_kept_with_its_opinion(assigned: Clue, walk: Walk) -> None:
    step = walk.propose(assigned, "dispose_close")
    walk.approve(step)
    rows = step.signatures.order_by("position")
    assert [row.signatory for row in rows] == ["office_head", "deputy", "principal"]
    assert {row.opinion for row in rows} == {"同意"}
    assert len({row.signed_by_id for row in rows}) == 3
    assert again(assigned).status == "closed"
    assert again(assigned).concluded_at is not None


def test_whoever_signs_next_is_told_and_sees_it_waiting(
    assigned: Clue, walk: Walk, deputy: User, principal: User
) -> None:
    step = walk.propose(assigned, "dispose_close")
    assert list(waiting_for(walk.head)) == [step]
    assert not waiting_for(deputy).exists()
    assert Notice.objects.filter(recipient=walk.head, object_id=str(step.pk)).exists()
    walk.sign_next(step)
    assert not waiting_for(walk.head).exists()
    assert list(waiting_for(deputy)) == [step]
    title = Notice.objects.filter(recipient=deputy, object_id=str(step.pk)).get().title
    assert assigned.number in title and "高建军" not in title


def test_a_step_that_nobody_can_sign_is_told_to_case_supervision(
    assigned: Clue, walk: Walk
) -> None:
    walk.head.postings.update(ended_on=dt.date(2026, 11, 1))
    step = walk.propose(assigned, "dispose_close")
    assert Notice.objects.filter(recipient=walk.casesup, object_id=str(step.pk)).exists()
    assert not Notice.objects.filter(recipient=walk.head, object_id=str(step.pk)).exists()


def test_nothing_moves_before_the_last_signature(assigned: Clue, walk: Walk) -> None:
    step = walk.propose(assigned, "dispose_close")
    walk.sign_next(walk.sign_next(step))
    assert again(assigned).status == "assigned"
    walk.sign_next(step)
    assert again(assigned).status == "closed"


def test_a_step_sent_back_leaves_everything_and_can_be_proposed_anew(
    assigned: Clue, walk: Walk
) -> None:
    step = walk.propose(assigned, "dispose_close")
    with pytest.raises(RuleBroken):
        steps.sign(actor=walk.head, step=step, approves=False, opinion="不行")
    steps.sign(actor=walk.head, step=step, approves=False, opinion="理由不充分，请补充核查情况。")
    step.refresh_from_db()
    assert step.status == StepStatus.RETURNED
    assert again(assigned).status == "assigned"
    walk.take(assigned, "dispose_close")
    assert again(assigned).status == "closed"


def test_only_whoever_proposed_takes_back(assigned: Clue, walk: Walk) -> None:
    step = walk.propose(assigned, "dispose_close")
    with pytest.raises(PermissionDenied):
        steps.take_back(actor=walk.second, step=step)
    steps.take_back(actor=walk.handler, step=step)
    step.refresh_from_db()
    assert step.status == StepStatus.TAKEN_BACK
    with pytest.raises(RuleBroken):
        steps.sign(actor=walk.head, step=step, approves=True, opinion="同意")


@pytest.mark.parametrize("who", ["petition", "principal", "other_handler", "reviewer", "casesup"])
def test_other_hands_propose_nothing(
    assigned: Clue, walk: Walk, request: pytest.FixtureRequest, who: str
) -> None:
    with pytest.raises(PermissionDenied):
        steps.propose(
            actor=request.getfixturevalue(who),
            clue=assigned,
            act="dispose_close",
            facts=facts_for(assigned, "dispose_close"),
            opinion=OPINION,
            version=assigned.version,
        )
    assert not Step.objects.filter(act="dispose_close").exists()


def test_an_officer_of_the_office_who_was_not_named_proposes_nothing(
    clue: Clue, walk: Walk, case_offices: Any
) -> None:
    found = walk.take(clue, "assign", {"handling_office": case_offices.handling.pk})
    with pytest.raises(PermissionDenied):
        steps.propose(
            actor=walk.handler,
            clue=found,
            act="dispose_close",
            facts=facts_for(found, "dispose_close"),
            opinion=OPINION,
            version=found.version,
        )


def test_nobody_signs_out_of_turn_or_without_being_asked(
    assigned: Clue, walk: Walk, deputy: User, petition: User
) -> None:
    step = walk.propose(assigned, "dispose_close")
    for actor in (deputy, petition, walk.review_head, walk.casesup):
        with pytest.raises(PermissionDenied):
            steps.sign(actor=actor, step=step, approves=True, opinion="同意")
    assert not step.signatures.exists()


def test_nobody_signs_a_proposal_of_their_own_with_another_account_either(
    assigned: Clue, walk: Walk, case_offices: Any, make_user: Callable[..., User]
) -> None:
    walk.handler.phone = "13800000001"
    walk.handler.save()
    double = make_user("double", "handling_head", case_offices.handling, "石磊")
    double.phone = "13800000001"
    double.save()
    step = walk.propose(assigned, "dispose_close")
    with pytest.raises(RuleBroken, match="自己|yourself"):
        steps.sign(actor=double, step=step, approves=True, opinion="同意")
    with pytest.raises(DatabaseError, match="their own"), transaction.atomic():
        Signature.objects.create(
            step=step,
            position=1,
            signatory="office_head",
            signed_by=double,
            approves=True,
            opinion="同意",
            signed_at=clock.now(),
        )


def test_one_person_signs_a_step_once(
    assigned: Clue, walk: Walk, case_offices: Any, make_user: Callable[..., User]
) -> None:
    both = walk.head
    both.phone = "13800000002"
    both.save()
    second = make_user("second", "deputy", case_offices.handling, both.name)
    second.phone = "13800000002"
    second.save()
    step = walk.propose(assigned, "dispose_close")
    steps.sign(actor=both, step=step, approves=True, opinion="同意")
    with pytest.raises(RuleBroken):
        steps.sign(actor=second, step=step, approves=True, opinion="同意")


def test_a_second_click_changes_nothing(assigned: Clue, walk: Walk) -> None:
    step = walk.propose(assigned, "dispose_close")
    with pytest.raises(RuleBroken):
        steps.propose(
            actor=walk.handler,
            clue=assigned,
            act="dispose_close",
            facts=facts_for(assigned, "dispose_close"),
            opinion=OPINION,
            officers=[walk.second],
            version=assigned.version,
        )
    assert Step.objects.filter(act="dispose_close").count() == 1
    steps.sign(actor=walk.head, step=step, approves=True, opinion="同意")
    with pytest.raises(RuleBroken):
        steps.sign(actor=walk.head, step=step, approves=True, opinion="同意")
    assert step.signatures.count() == 1


def test_who_looked_at_the_clue_before_it_changed_looks_anew(assigned: Clue, walk: Walk) -> None:
    steps.take_back(actor=walk.handler, step=walk.propose(assigned, "dispose_close"))
    with pytest.raises(RuleBroken):
        steps.propose(
            actor=walk.second,
            clue=assigned,
            act="dispose_close",
            facts=facts_for(assigned, "dispose_close"),
            opinion=OPINION,
            version=assigned.version,
        )
    assert Step.objects.filter(act="dispose_close").count() == 1


def test_one_step_waits_at_a_time(assigned: Clue, walk: Walk) -> None:
    walk.propose(assigned, "dispose_close")
    found = again(assigned)
    with pytest.raises(RuleBroken, match="同时|one step"):
        steps.propose(
            actor=walk.handler,
            clue=found,
            act="dispose_hold",
            facts=facts_for(found, "dispose_hold"),
            opinion=OPINION,
            version=found.version,
        )


def test_two_persons_take_part(assigned: Clue, walk: Walk) -> None:
    walk.papers(assigned, "dispose_verify")
    with pytest.raises(RuleBroken, match="第四十四条"):
        steps.propose(
            actor=walk.handler,
            clue=again(assigned),
            act="dispose_verify",
            facts=facts_for(assigned, "dispose_verify"),
            opinion=OPINION,
            version=again(assigned).version,
        )


def test_who_is_not_of_the_team_takes_no_part(
    assigned: Clue, walk: Walk, other_handler: User
) -> None:
    walk.papers(assigned, "dispose_verify")
    with pytest.raises(RuleBroken):
        steps.propose(
            actor=walk.handler,
            clue=again(assigned),
            act="dispose_verify",
            facts=facts_for(assigned, "dispose_verify"),
            opinion=OPINION,
            officers=[other_handler],
            version=again(assigned).version,
        )


def test_a_missing_paper_is_named(assigned: Clue, walk: Walk) -> None:
    with pytest.raises(RuleBroken) as refused:
        steps.propose(
            actor=walk.handler,
            clue=assigned,
            act="dispose_close",
            facts=facts_for(assigned, "dispose_close"),
            opinion=OPINION,
            version=assigned.version,
        )
    assert "第二十一条" in refused.value.messages[0]


@pytest.mark.parametrize(
    ("act", "facts", "field"),
    [
        ("dispose_close", {"reason": "短"}, "reason"),
        (
            "dispose_hold",
            {"reason": "需要等待另案结果后再行处置。", "review_on": "2026-11-01"},
            "review_on",
        ),
        ("dispose_hold", {"reason": "需要等待另案结果后再行处置。", "review_on": "x"}, "review_on"),
        ("dispose_talk", {"talk_mode": "shout", "respondents": [0]}, "talk_mode"),
        ("dispose_talk", {"talk_mode": "talk", "respondents": []}, "respondents"),
    ],
)
def test_a_fact_that_cannot_stand_is_refused_at_its_field(
    assigned: Clue, walk: Walk, act: str, facts: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        walk.propose(assigned, act, facts)
    assert field in refused.value.message_dict
    assert again(assigned).status == "assigned"


def test_an_announcement_before_the_filing_is_refused(
    verifying: Clue, walk: Walk, at: Callable[..., None]
) -> None:
    at("2026-11-10T09:00:00")
    found = walk.take(verifying, "file")
    facts = {**facts_for(found, "announce_filing"), "announced_on": dt.date(2026, 11, 9)}
    with pytest.raises(ValidationError) as refused:
        walk.propose(found, "announce_filing", facts)
    assert "announced_on" in refused.value.message_dict
    facts["announced_on"] = dt.date(2026, 11, 11)
    with pytest.raises(ValidationError):
        walk.propose(found, "announce_filing", facts)


def test_the_party_committee_is_asked_where_a_respondent_heads_one(
    assigned: Clue, walk: Walk
) -> None:
    assigned.respondents.update(heads_committee=True, holds_party_post=True)
    step = walk.propose(assigned, "dispose_verify")
    assert step.chain == "office_head deputy principal party_head"
    assigned.respondents.update(heads_committee=False)
    assert Step.objects.get(pk=step.pk).chain == step.chain


def test_an_approval_from_outside_is_recorded_with_its_paper(verifying: Clue, walk: Walk) -> None:
    step = walk.propose(verifying, "file")
    for _place in range(3):
        step = walk.sign_next(step)
    assert list(waiting_outside(walk.casesup)) == [step]
    given: dict[str, Any] = {"step": step, "name": "魏党生", "post": "区委书记", "opinion": "同意"}
    today = clock.today()
    with pytest.raises(PermissionDenied):
        steps.sign_outside(actor=walk.head, on=today, attachment=scan(), **given)
    with pytest.raises(RuleBroken):
        steps.sign_outside(actor=walk.casesup, on=today, attachment=None, **given)
    for wrong in (today + dt.timedelta(days=1), today - dt.timedelta(days=1)):
        with pytest.raises(RuleBroken):
            steps.sign_outside(actor=walk.casesup, on=wrong, attachment=scan(), **given)
    steps.sign_outside(actor=walk.casesup, on=today, attachment=scan(), **given)
    last = step.signatures.get(signatory="party_head")
    assert (last.outside_name, last.outside_on, last.signed_by) == ("魏党生", today, walk.casesup)
    assert again(verifying).status == "filed"


def test_nobody_inside_signs_for_a_signatory_from_outside(verifying: Clue, walk: Walk) -> None:
    step = walk.propose(verifying, "file")
    for _place in range(3):
        step = walk.sign_next(step)
    for actor in (walk.head, walk.casesup):
        with pytest.raises((RuleBroken, PermissionDenied)):
            steps.sign(actor=actor, step=step, approves=True, opinion="同意")


def test_the_facts_lie_sealed_and_the_record_names_the_act_alone(
    assigned: Clue, walk: Walk
) -> None:
    step = walk.propose(assigned, "dispose_close")
    assert json.loads(step.facts)["reason"]
    event = AuditEvent.objects.filter(verb="cases.proposed").latest("pk")
    assert event.details.keys() == {"step", "note"}
    assert "反映" not in json.dumps(event.details, ensure_ascii=False)


def test_the_database_settles_no_step_without_its_signatures(assigned: Clue, walk: Walk) -> None:
    step = walk.propose(assigned, "dispose_close")
    for status in ("approved", "returned"):
        with pytest.raises(DatabaseError, match="signatures"), transaction.atomic():
            Step.objects.filter(pk=step.pk).update(status=status, settled_at=clock.now())
    with pytest.raises(DatabaseError, match="its place"), transaction.atomic():
        Signature.objects.create(
            step=step,
            position=2,
            signatory="deputy",
            signed_by=walk.head,
            approves=True,
            opinion="同意",
            signed_at=clock.now(),
        )


def test_a_signature_is_never_changed(assigned: Clue, walk: Walk) -> None:
    step = walk.sign_next(walk.propose(assigned, "dispose_close"))
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        step.signatures.update(approves=False)


def test_numbers_follow_one_another_and_a_lost_one_is_given_again(
    clue: Clue, petition: Any, units: Any
) -> None:
    try:
        with transaction.atomic():
            register(petition, units.finance)
            raise LookupError
    except LookupError:
        pass
    second = register(petition, units.finance)
    assert (clue.number, second.number) == ("XS-2026-0001", "XS-2026-0002")


def test_a_stranger_neither_proposes_nor_signs(
    assigned: Clue, walk: Walk, stranger: Any, as_user: Any
) -> None:
    step = walk.propose(assigned, "dispose_close")
    for act in (
        lambda: steps.sign(actor=stranger, step=step, approves=True, opinion="同意"),
        lambda: steps.take_back(actor=stranger, step=step),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert as_user(stranger).get(f"/cases/steps/{step.pk}/").status_code == 403
    assert Access.objects.filter(kind=AccessKind.HANDLER, user=stranger).count() == 0
