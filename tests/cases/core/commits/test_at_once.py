"""Two officers at once: one of them acts, the other is told, and nothing is done twice."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connections

from cases.models import Clue, Step
from cases.selectors.visibility import clues_visible_to
from cases.services import steps
from cases.services.faults import RuleBroken
from supervision.accounts.models import User
from tests.cases.walk import OPINION, Walk, facts_for, register

pytestmark = pytest.mark.slow


def at_once(*works: Callable[[], Any]) -> list[Exception]:
    """Run the works at the same time, each with a connection of its own; return their faults."""
    gate, faults = threading.Barrier(len(works)), []

    def run(work: Callable[[], Any]) -> None:
        try:
            gate.wait()
            work()
        except Exception as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return faults


def test_of_two_proposals_one_stands(assigned: Clue, walk: Walk) -> None:
    walk.papers(assigned, "dispose_close")
    fresh = Clue.objects.get(pk=assigned.pk)

    def propose(actor: User) -> None:
        steps.propose(
            actor=actor,
            clue=fresh,
            act="dispose_close",
            facts=facts_for(fresh, "dispose_close"),
            opinion=OPINION,
            version=fresh.version,
        )

    faults = at_once(lambda: propose(walk.handler), lambda: propose(walk.second))
    assert [type(fault) for fault in faults] == [RuleBroken]
    assert Step.objects.filter(clue=assigned, act="dispose_close").count() == 1
    assert Clue.objects.get(pk=assigned.pk).version == fresh.version + 1


def test_two_principals_sign_at_once_and_the_clue_moves_once(
    assigned: Clue, walk: Walk, principal: User, make_user: Any, units: Any
) -> None:
    other = make_user("principal2", "principal", units.commission, "另一位")
    step = walk.sign_next(walk.sign_next(walk.propose(assigned, "dispose_close")))

    def sign(actor: User) -> None:
        steps.sign(actor=actor, step=step, approves=True, opinion="同意")

    faults = at_once(lambda: sign(principal), lambda: sign(other))
    assert [type(fault) for fault in faults] == [RuleBroken]
    assert step.signatures.filter(signatory="principal").count() == 1
    assert Clue.objects.get(pk=assigned.pk).status == "closed"


def test_a_signature_and_a_taking_back_at_once(assigned: Clue, walk: Walk) -> None:
    step = walk.propose(assigned, "dispose_close")
    faults = at_once(
        lambda: steps.sign(
            actor=walk.head, step=step, approves=False, opinion="请补充理由后再报。"
        ),
        lambda: steps.take_back(actor=walk.handler, step=step),
    )
    assert [type(fault) for fault in faults] == [RuleBroken]
    step.refresh_from_db()
    assert step.status in {"returned", "taken_back"}
    assert Clue.objects.get(pk=assigned.pk).status == "assigned"


def test_numbers_taken_at_once_follow_one_another(clue: Clue, petition: User, units: Any) -> None:
    faults = at_once(*(lambda: register(petition, units.finance) for _n in range(4)))
    assert not [fault for fault in faults if not isinstance(fault, ValidationError)]
    numbers = sorted(Clue.objects.values_list("number", flat=True))
    assert numbers == [f"XS-2026-{n:04d}" for n in range(1, len(numbers) + 1)]
    assert len(numbers) == 5 - len(faults)


def test_a_stranger_wins_no_race(assigned: Clue, walk: Walk, stranger: User) -> None:
    step = walk.propose(assigned, "dispose_close")
    faults = at_once(
        lambda: steps.sign(actor=stranger, step=step, approves=True, opinion="同意"),
        lambda: steps.sign(actor=walk.head, step=step, approves=True, opinion="同意"),
    )
    assert len(faults) == 1
    assert [one.signed_by for one in step.signatures.all()] == [walk.head]
    assert not clues_visible_to(stranger).exists()
