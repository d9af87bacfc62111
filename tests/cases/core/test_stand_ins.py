"""Absence: somebody signs in place of another, for the days named, and nobody twice."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from cases.models import Clue, StandIn, Step
from cases.selectors.steps import waiting_for
from cases.selectors.visibility import clues_visible_to
from cases.services import stand_ins, steps
from cases.services.faults import RuleBroken
from supervision import clock
from supervision.accounts.models import User
from tests.cases.walk import Walk


def absent(actor: User, stand_in: User, days: int = 5, reason: str = "外出学习") -> StandIn:
    today = clock.today()
    return stand_ins.name_stand_in(
        actor=actor,
        stand_in=stand_in,
        first_on=today,
        last_on=today + dt.timedelta(days=days),
        reason=reason,
    )


@pytest.fixture
def waits(assigned: Clue, walk: Walk) -> Step:
    """Return a step that waits for the principal."""
    return walk.sign_next(walk.sign_next(walk.propose(assigned, "dispose_close")))


def test_a_deputy_signs_for_the_absent_principal(
    waits: Step, principal: User, deputy2: User
) -> None:
    with pytest.raises(PermissionDenied):
        steps.sign(actor=deputy2, step=waits, approves=True, opinion="同意")
    assert not clues_visible_to(deputy2).exists()
    absent(principal, deputy2)
    assert list(waiting_for(deputy2)) == [waits]
    assert clues_visible_to(deputy2).exists()
    steps.sign(actor=deputy2, step=waits, approves=True, opinion="同意，按程序办理。")
    last = waits.signatures.get(position=3)
    assert (last.signatory, last.signed_by, last.in_place_of) == ("principal", deputy2, principal)
    assert Clue.objects.get(pk=waits.clue_id).status == "closed"
    # What waits no longer is not to be seen any more.
    assert not clues_visible_to(User.objects.get(pk=deputy2.pk)).exists()


def test_who_signed_as_deputy_does_not_sign_for_the_principal_as_well(
    waits: Step, principal: User, deputy: User
) -> None:
    absent(principal, deputy)
    with pytest.raises(RuleBroken):
        steps.sign(actor=deputy, step=waits, approves=True, opinion="同意")
    assert waits.signatures.count() == 2


def test_the_days_are_over(
    waits: Step, principal: User, deputy2: User, at: Callable[..., None]
) -> None:
    absent(principal, deputy2, days=1)
    at((clock.local(clock.now()) + dt.timedelta(days=2)).isoformat())
    with pytest.raises(PermissionDenied):
        steps.sign(actor=deputy2, step=waits, approves=True, opinion="同意")


def test_the_absent_one_comes_back(waits: Step, principal: User, deputy2: User) -> None:
    row = absent(principal, deputy2)
    with pytest.raises(PermissionDenied):
        stand_ins.end_stand_in(actor=deputy2, row=row)
    stand_ins.end_stand_in(actor=principal, row=row)
    with pytest.raises(PermissionDenied):
        steps.sign(actor=deputy2, step=waits, approves=True, opinion="同意")
    with pytest.raises(RuleBroken):
        stand_ins.end_stand_in(actor=principal, row=row)


def test_an_officer_signs_for_the_head_but_never_the_own_proposal(
    assigned: Clue, walk: Walk
) -> None:
    absent(walk.head, walk.handler)
    step = walk.propose(assigned, "dispose_close")
    with pytest.raises(RuleBroken):
        steps.sign(actor=walk.handler, step=step, approves=True, opinion="同意")
    assert not waiting_for(walk.handler).exists()


@pytest.mark.parametrize("who", ["handler1", "petition", "stranger", "principal"])
def test_only_a_deputy_stands_in_for_the_principal(
    principal: User, request: pytest.FixtureRequest, walk: Walk, who: str
) -> None:
    with pytest.raises(RuleBroken):
        absent(principal, request.getfixturevalue(who))


def test_an_officer_of_another_office_does_not_stand_in_for_a_head(
    walk: Walk, other_handler: User
) -> None:
    with pytest.raises(RuleBroken):
        absent(walk.head, other_handler)


def test_days_must_be_in_order_and_free(walk: Walk, principal: User, deputy2: User) -> None:
    today = clock.today()
    wrong = (
        (today - dt.timedelta(days=1), today, "外出"),
        (today, today - dt.timedelta(days=1), "外出"),
        (today, today, " "),
    )
    for first_on, last_on, reason in wrong:
        with pytest.raises(RuleBroken):
            stand_ins.name_stand_in(
                actor=principal,
                stand_in=deputy2,
                first_on=first_on,
                last_on=last_on,
                reason=reason,
            )
    row = absent(principal, deputy2)
    with pytest.raises(RuleBroken):
        absent(principal, deputy2)
    with pytest.raises(DatabaseError), transaction.atomic():
        StandIn.objects.filter(pk=row.pk).update(last_on=today + dt.timedelta(days=90))


def test_a_handler_names_no_stand_in(walk: Walk) -> None:
    with pytest.raises(PermissionDenied):
        absent(walk.handler, walk.second)


def test_the_page_names_and_ends(
    walk: Walk, principal: User, deputy2: User, stranger: User, as_user: Any
) -> None:
    client = as_user(principal)
    today = clock.today().isoformat()
    sent = {"stand_in": deputy2.pk, "first_on": today, "last_on": today, "reason": "开会"}
    assert client.post("/cases/stand-ins/", {**sent, "last_on": "2020-01-01"}).status_code == 422
    assert client.post("/cases/stand-ins/", sent).status_code == 302
    row = StandIn.objects.get()
    assert deputy2.name in client.get("/cases/stand-ins/").content.decode()
    assert as_user(deputy2).post("/cases/stand-ins/end/", {"row": row.pk}).status_code == 403
    assert client.post("/cases/stand-ins/end/", {"row": row.pk}).status_code == 302
    row.refresh_from_db()
    assert row.ended_by == principal
    assert as_user(stranger).get("/cases/stand-ins/").status_code == 403
