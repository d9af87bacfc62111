"""Another office says what it holds before the next rank signs: asked once, heard, then gone."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from cases.enums import AccessKind, ClueStatus, StepStatus
from cases.models import Access, Clue, Countersigner, Signature, Step
from cases.selectors.signatories import chain_of, seats_of
from cases.selectors.steps import waiting_for
from cases.selectors.visibility import may_open, may_work
from cases.services import steps, team
from cases.services.faults import Avoids, RuleBroken
from cases.services.intake import name_respondent
from supervision.accounts.models import User
from supervision.notifications.models import Notice
from tests.cases.outcomes.conftest import respondent
from tests.cases.walk import OPINION, Walk, facts_for


def propose(clue: Clue, walk: Walk, *asked: User, act: str = "dispose_verify") -> Step:
    """Propose an act of the handling office that these offices countersign."""
    walk.papers(clue, act)
    fresh = Clue.objects.get(pk=clue.pk)
    return steps.propose(
        actor=walk.handler,
        clue=fresh,
        act=act,
        facts=facts_for(fresh, act),
        opinion=OPINION,
        officers=[walk.second],
        countersigners=asked,
        version=fresh.version,
    )


def sign(step: Step, user: User, **more: Any) -> Step:
    given: dict[str, Any] = {"approves": True, "opinion": "同意", **more}
    return steps.sign(actor=user, step=step, **given)


def test_a_countersigner_signs_after_the_own_head_and_before_the_next_rank(
    assigned: Clue, walk: Walk, deputy: User, principal: User, other_handling_head: User
) -> None:
    step = propose(assigned, walk, walk.review_head, other_handling_head)
    assert chain_of(step) == [
        *("office_head", "countersign", "countersign", "deputy", "principal"),
    ]
    with pytest.raises(PermissionDenied):
        sign(step, walk.review_head)
    sign(step, walk.head)
    with pytest.raises(PermissionDenied):
        sign(step, deputy)
    with pytest.raises(PermissionDenied):
        sign(step, other_handling_head)
    sign(step, walk.review_head)
    sign(step, other_handling_head, approves=False, differs=True, opinion="建议先开展谈话函询。")
    sign(step, deputy)
    taken = sign(step, principal)
    assert taken.status == StepStatus.APPROVED
    assert Clue.objects.get(pk=assigned.pk).status == ClueStatus.VERIFYING
    labels = [(seat.label, seat.signature.differs) for seat in seats_of(taken) if seat.signature]
    assert [differs for _label, differs in labels] == [False, False, True, False, False]
    assert other_handling_head.home_unit.short_name in labels[2][0]


def test_the_clue_is_open_to_a_countersigner_only_while_asked(
    assigned: Clue, walk: Walk, other_handling_head: User
) -> None:
    step = propose(assigned, walk, other_handling_head)
    assert not may_open(other_handling_head, assigned)
    sign(step, walk.head)
    assert may_open(other_handling_head, assigned)
    assert not may_work(other_handling_head, assigned)
    assert waiting_for(other_handling_head).filter(pk=step.pk).exists()
    assert Notice.objects.filter(recipient=other_handling_head, kind="cases.step_waits").exists()
    sign(step, other_handling_head)
    assert not may_open(other_handling_head, assigned)
    held = Access.objects.get(user=other_handling_head, kind=AccessKind.COUNTERSIGNER)
    assert held.ended_at is not None


def test_a_countersigner_reads_and_changes_nothing(
    assigned: Clue, walk: Walk, other_handling_head: User, units: Any
) -> None:
    step = propose(assigned, walk, other_handling_head)
    sign(step, walk.head)
    with pytest.raises(PermissionDenied):
        name_respondent(
            actor=other_handling_head, clue=assigned, entry=respondent(units.water, "吕新民")
        )
    with pytest.raises(PermissionDenied):
        team.note_avoidance(
            actor=other_handling_head,
            clue=assigned,
            user=walk.handler,
            ground="witness",
            reason="与本案有关联。",
        )


def test_what_is_taken_back_or_sent_back_closes_the_clue(
    assigned: Clue, walk: Walk, deputy: User, other_handling_head: User
) -> None:
    step = propose(assigned, walk, other_handling_head)
    sign(step, walk.head)
    steps.take_back(actor=walk.handler, step=step)
    assert not may_open(other_handling_head, assigned)
    again = propose(assigned, walk, other_handling_head)
    sign(again, walk.head)
    sign(again, other_handling_head)
    sign(again, deputy, approves=False, opinion="请补充核查方案后再报。")
    assert not may_open(other_handling_head, assigned)
    assert not Access.objects.filter(kind=AccessKind.COUNTERSIGNER, ended_at__isnull=True).exists()


def test_a_countersigner_sends_nothing_back_and_an_approver_holds_no_other_opinion(
    assigned: Clue, walk: Walk, deputy: User
) -> None:
    step = propose(assigned, walk, walk.review_head)
    with pytest.raises(RuleBroken):
        sign(step, walk.head, approves=False, differs=True, opinion="本室持不同的意见。")
    sign(step, walk.head)
    with pytest.raises(RuleBroken):
        sign(step, walk.review_head, approves=False, opinion="退回承办部门重新研究。")
    with pytest.raises(RuleBroken, match="10"):
        sign(step, walk.review_head, approves=False, differs=True, opinion="不同意")
    assert step.signatures.count() == 1


def test_who_cannot_be_asked(
    assigned: Clue,
    walk: Walk,
    deputy: User,
    stranger: User,
    other_handling_head: User,
) -> None:
    for wrong in (walk.handler, walk.head, deputy, stranger, walk.reviewers[0]):
        with pytest.raises(RuleBroken):
            propose(assigned, walk, wrong)
    team.note_avoidance(
        actor=walk.head,
        clue=assigned,
        user=other_handling_head,
        ground="witness",
        reason="系本案的证人，应当回避。",
    )
    with pytest.raises(Avoids):
        propose(assigned, walk, other_handling_head)
    assert not Countersigner.objects.exists()
    assert not Step.objects.filter(status=StepStatus.PROPOSED).exists()


def test_the_database_takes_no_other_hand_for_a_countersignature(
    assigned: Clue, walk: Walk, other_handling_head: User
) -> None:
    step = propose(assigned, walk, other_handling_head)
    sign(step, walk.head)
    row = step.signatures.get(position=1)
    given = {"step": step, "position": 2, "opinion": "同意", "signed_at": row.signed_at}
    for wrong in (
        {"signatory": "countersign", "signed_by": walk.review_head, "approves": True},
        {"signatory": "countersign", "signed_by": other_handling_head, "approves": False},
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            Signature.objects.create(**given, **wrong)
    with pytest.raises(DatabaseError), transaction.atomic():
        Countersigner.objects.create(
            step=step, position=3, user=walk.review_head, office=walk.review_head.home_unit
        )
    asked = Countersigner.objects.get()
    with pytest.raises(DatabaseError), transaction.atomic():
        asked.delete()


def test_the_pages_offer_other_offices_and_two_ways_to_countersign(
    assigned: Clue, walk: Walk, other_handling_head: User, as_user: Any
) -> None:
    walk.papers(assigned, "dispose_verify")
    fresh = Clue.objects.get(pk=assigned.pk)
    client = as_user(walk.handler)
    path = f"/cases/clues/{assigned.number}/propose/dispose_verify/"
    offered = client.get(path).content.decode()
    assert other_handling_head.name in offered
    assert f'value="{walk.head.pk}"' not in offered
    sent = client.post(
        path,
        {
            **facts_for(fresh, "dispose_verify"),
            "officers": [walk.second.pk],
            "countersigner_1": other_handling_head.pk,
            "opinion": OPINION,
            "version": fresh.version,
        },
    )
    assert sent.status_code == 302
    step = Step.objects.get(status=StepStatus.PROPOSED)
    sign(step, walk.head)
    reader = as_user(other_handling_head)
    page = reader.get(f"/cases/steps/{step.pk}/").content.decode()
    assert 'value="differ"' in page
    assert 'value="return"' not in page
    signing = {"act": "differ", "opinion": "建议先开展谈话函询，再作核实。"}
    assert reader.post(f"/cases/steps/{step.pk}/sign/", signing).status_code == 302
    assert step.signatures.get(position=2).differs
    assert reader.get(f"/cases/steps/{step.pk}/").status_code == 404


def test_a_stranger_learns_nothing(
    assigned: Clue, walk: Walk, other_handling_head: User, stranger: User, as_user: Any
) -> None:
    step = propose(assigned, walk, other_handling_head)
    sign(step, walk.head)
    assert as_user(stranger).get(f"/cases/steps/{step.pk}/").status_code == 403
    with pytest.raises(PermissionDenied):
        sign(step, stranger)
