"""Steps of a clue: what was stated, what waits for whom, what was taken when."""

import json
from typing import Any

from django.db.models import (
    CharField,
    Count,
    F,
    Func,
    IntegerField,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Cast

from cases.enums import OUTSIDE, Act, Hand, Signatory, StepStatus
from cases.models import Clue, Countersigner, Step
from cases.permissions import (
    HEAD_HANDLING,
    HEAD_REVIEW,
    HEAD_SUPERVISION,
    RECORD_OUTSIDE,
    SIGN_AS_DEPUTY,
    SIGN_AS_PRINCIPAL,
)
from cases.selectors.offices import offices_with, own_units
from cases.selectors.standins import absent_for
from cases.selectors.visibility import barred_clues
from cases.workflow import TRANSITIONS
from supervision.accounts.models import User
from supervision.people.selectors.natural_persons import accounts_of

_ACTS = {hand: [one.act for one in TRANSITIONS if one.proposer == hand] for hand in Hand.values}


def facts_of(step: Step) -> dict[str, Any]:
    """Return what the form of the step stated."""
    found: dict[str, Any] = json.loads(step.facts) if step.facts else {}
    return found


def open_step(clue: Clue) -> Step | None:
    """Return the step that waits for approval, or None."""
    return (
        clue.steps.filter(status=StepStatus.PROPOSED)
        .select_related("proposed_by", "clue__handling_office")
        .first()
    )


def steps_of(clue: Clue) -> QuerySet[Step]:
    """Return the steps of the clue with their signatures, the newest first."""
    return (
        clue.steps.select_related("proposed_by")
        .prefetch_related("signatures__signed_by", "signatures__in_place_of")
        .order_by("-pk")
    )


def last_taken(clue: Clue, act: str) -> Step | None:
    """Return the last taken step of this kind, or None."""
    taken = clue.steps.filter(act=act, status=StepStatus.APPROVED)
    return taken.order_by("-pk").first()


def waiting_steps() -> QuerySet[Any]:
    """Return every step that waits, with `given` signatures and the signatory asked `next`."""
    part = Func(
        F("chain"),
        Value(" "),
        Cast(F("given") + 1, IntegerField()),
        function="split_part",
        output_field=CharField(),
    )
    return (
        Step.objects.filter(status=StepStatus.PROPOSED)
        .annotate(given=Count("signatures"))
        .annotate(next=part)
        .select_related("clue__handling_office", "clue__unit", "proposed_by")
        .order_by("proposed_at", "pk")
    )


def waiting_for(user: User) -> QuerySet[Any]:
    """Return the steps that the account could sign now, the oldest first.

    For itself and for whom it stands in; never what it proposed or signed already, nor what is
    about its own person.
    """
    wanted = Q(pk__in=())
    for person in (user, *absent_for(user)):
        wanted |= _seats(person)
    own = list(accounts_of(user))
    rows = _but_barred(user, waiting_steps().filter(wanted).exclude(proposed_by__in=own))
    signed = Q(signatures__signed_by__in=own, signatures__outside_on__isnull=True)
    return rows.exclude(pk__in=Step.objects.filter(signed, status=StepStatus.PROPOSED))


def waiting_outside(user: User) -> QuerySet[Any]:
    """Return the steps whose next approval comes from outside and is recorded by the account."""
    if not user.can(RECORD_OUTSIDE):
        return Step.objects.none()
    return _but_barred(user, waiting_steps().filter(next__in=sorted(OUTSIDE)))


def _but_barred(user: User, rows: QuerySet[Any]) -> QuerySet[Any]:
    barred = barred_clues(user)
    return rows.exclude(clue__in=barred) if barred else rows


def _seats(person: User) -> Q:
    """Return the condition over waiting steps that the person's own posts let it sign."""
    asked = (
        Countersigner.objects.filter(user=person, step__status=StepStatus.PROPOSED)
        .annotate(given=Count("step__signatures"))
        .filter(position=F("given") + 1)
    )
    condition = Q(pk__in=asked.values("step"))
    head = Q(next=Signatory.OFFICE_HEAD)
    if units := own_units(person, HEAD_HANDLING):
        acts = _ACTS[Hand.HANDLING]
        condition |= head & Q(act__in=acts, clue__handling_office__in=units)
    if own_units(person, HEAD_REVIEW):
        condition |= head & Q(act__in=_ACTS[Hand.REVIEW])
    if own_units(person, HEAD_SUPERVISION):
        condition |= head & Q(act__in=_ACTS[Hand.CASE_SUPERVISION])
    for unit in own_units(person, SIGN_AS_DEPUTY):
        condition |= Q(next=Signatory.DEPUTY) & _of_portfolio(unit.path)
    if own_units(person, SIGN_AS_PRINCIPAL):
        condition |= Q(next=Signatory.PRINCIPAL)
    return condition


def _of_portfolio(path: str) -> Q:
    condition = Q(act__in=_ACTS[Hand.HANDLING], clue__handling_office__path__startswith=path)
    for hand, permission in ((Hand.REVIEW, HEAD_REVIEW), (Hand.CASE_SUPERVISION, HEAD_SUPERVISION)):
        if offices_with(permission).filter(path__startswith=path).exists():
            condition |= Q(act__in=_ACTS[hand])
    return condition


def act_label(act: str) -> str:
    """Return the act in words."""
    return str(Act(act).label)
