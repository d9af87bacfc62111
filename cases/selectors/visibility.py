"""Need-to-know: which clues an account may open. Everything else of a clue starts from here."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404

from cases.enums import AccessKind, ClueStatus, Holder, MeasureStatus, StepStatus
from cases.models import (
    Access,
    Avoidance,
    Clue,
    Measure,
    MeasureRequest,
    Remedy,
    Respondent,
    Step,
)
from cases.permissions import (
    HEAD_HANDLING,
    HEAD_REVIEW,
    READ,
    READ_REPORTER,
    SIGN_AS_DEPUTY,
    SIGN_AS_PRINCIPAL,
    SUPERVISE,
)
from cases.selectors.offices import offices_with, own_units
from cases.selectors.standins import absent_for
from cases.workflow import HOLDERS
from supervision import clock
from supervision.accounts.models import User
from supervision.people.selectors.natural_persons import accounts_of, people_of

_NOTHING = Q(pk__in=())
#: The review office sees a case from its transfer on, also while it was sent back.
_IN_REVIEW = sorted(
    {status for status, holder in HOLDERS.items() if holder == Holder.REVIEW}
    | {ClueStatus.RETURNED.value}
)


def accesses_in_force(now: dt.datetime) -> QuerySet[Access]:
    """Return the accesses that hold at the instant."""
    return Access.objects.filter(since__lte=now, until__gt=now, ended_at__isnull=True)


def clues_visible_to(user: Any) -> QuerySet[Clue]:
    """Return the clues the account may open: those in whose handling it has a part.

    The principal and the case supervision office see all; a deputy those of the offices of the
    portfolio, the head of an office those of the office, the petition office its own until they
    are assigned, everybody else those opened to them. Nobody sees a clue about themselves.
    """
    if not user.can(READ):
        return Clue.objects.none()
    rows = Clue.objects.all()
    if not _sees_all(user):
        rows = rows.filter(_scope(user) | _standing_in(user))
    barred = barred_clues(user)
    return rows.exclude(pk__in=barred) if barred else rows


def get_clue(user: Any, number: str) -> Clue:
    """Return the clue of the number; raises Http404 where the account may not know of it."""
    related = ("unit", "handling_office", "registering_office", "handler", "registered_by")
    return get_object_or_404(clues_visible_to(user).select_related(*related), number=number)


def may_open(user: Any, clue: Clue) -> bool:
    """Tell whether the account may open the clue."""
    return clues_visible_to(user).filter(pk=clue.pk).exists()


def may_work(user: Any, clue: Clue) -> bool:
    """Tell whether the account has a part in the handling: whoever only countersigns reads."""
    if not may_open(user, clue):
        return False
    if _sees_all(user):
        return True
    own = accesses_in_force(clock.now()).exclude(kind=AccessKind.COUNTERSIGNER)
    named = Q(pk__in=own.filter(user=user).order_by().values("clue_id"))
    part = named | _posted(user) | _standing_in(user)
    return Clue.objects.filter(part, pk=clue.pk).exists()


def sees_every_clue(user: Any) -> bool:
    """Tell whether there is no clue that the account may not open."""
    return user.can(READ) and _sees_all(user) and not barred_clues(user)


def in_review(clue: Clue) -> bool:
    """Tell whether the review office has to do with the clue at its status."""
    return clue.status in _IN_REVIEW


def _sees_all(user: Any) -> bool:
    return user.can(SUPERVISE) or user.can(SIGN_AS_PRINCIPAL)


def _scope(user: User) -> Q:
    """Return what the account sees by its own posts and by what was opened to it."""
    opened = accesses_in_force(clock.now()).filter(user=user)
    return Q(pk__in=opened.order_by().values("clue_id")) | _posted(user)


def _posted(user: User) -> Q:
    """Return what the account sees by its own posts alone."""
    condition = _NOTHING
    if units := own_units(user, READ_REPORTER):
        condition |= Q(registering_office__in=units, status=ClueStatus.REGISTERED)
    if units := own_units(user, HEAD_HANDLING):
        condition |= Q(handling_office__in=units)
    if user.can(HEAD_REVIEW):
        condition |= Q(status__in=_IN_REVIEW)
    for unit in own_units(user, SIGN_AS_DEPUTY):
        condition |= Q(handling_office__path__startswith=unit.path)
        if offices_with(HEAD_REVIEW).filter(path__startswith=unit.path).exists():
            condition |= Q(status__in=_IN_REVIEW)
    return condition


def _standing_in(user: User) -> Q:
    """Return what the account sees for somebody absent: only what waits for a signature."""
    condition = _NOTHING
    waits = Exists(Step.objects.filter(clue=OuterRef("pk"), status=StepStatus.PROPOSED))
    for absent in absent_for(user):
        condition |= Q(waits) if _sees_all(absent) else Q(waits) & _scope(absent)
        if absent.can(SIGN_AS_PRINCIPAL):
            condition |= _for_the_principal()
    return condition


def _for_the_principal() -> Q:
    """Return what waits for the principal beside the steps: measures, requests, remedies."""
    measures = Measure.objects.filter(status=MeasureStatus.PROPOSED, signatures__isnull=True)
    requests = MeasureRequest.objects.filter(decided_at__isnull=True)
    remedies = Remedy.objects.filter(opinion_at__isnull=False, decided_on__isnull=True)
    return (
        Q(pk__in=measures.order_by().values("clue"))
        | Q(pk__in=requests.order_by().values("measure__clue"))
        | Q(pk__in=remedies.order_by().values("clue"))
    )


def may_hear(clue_id: int, ids: Iterable[int]) -> list[int]:
    """Return whom of the accounts a notice about the clue may reach, in their order.

    A number that one is told of and may not open is a number about oneself.
    """
    told = list(ids)
    about = Respondent.objects.filter(clue=clue_id, person__isnull=False)
    if not about.exists() and not Avoidance.objects.filter(clue=clue_id).exists():
        # Nobody the register knows is concerned: there is nobody to look for among the told.
        return told
    kept = kept_from(told)
    return [pk for pk in told if clue_id not in kept.get(pk, ())]


def kept_from(ids: Iterable[int]) -> dict[int, set[int]]:
    """Return, for each of the accounts, the clues of which its person hears nothing."""
    users = User.objects.filter(pk__in=set(ids)).order_by("pk")
    return {user.pk: set(barred_clues(user)) for user in users}


def barred_clues(user: User) -> list[int]:
    """Return the clues in which the person is a respondent or has to leave it to others.

    Remembered on the account, which lives as long as one request.
    """
    known: list[int] | None = user.__dict__.get("_barred_clues")
    if known is None:
        accounts = list(accounts_of(user))
        about = Respondent.objects.filter(person__in=people_of(accounts)).order_by()
        stated = Avoidance.objects.filter(user__in=accounts).order_by()
        known = [
            *about.values_list("clue_id", flat=True),
            *stated.values_list("clue_id", flat=True),
        ]
        user.__dict__["_barred_clues"] = known
    return known
