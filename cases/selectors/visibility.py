"""Need-to-know: which clues an account may open. Everything else of a clue starts from here."""

import datetime as dt
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404

from cases.enums import ClueStatus, Holder, StepStatus
from cases.models import Access, Avoidance, Clue, Respondent, Step
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
    barred = _barred(user)
    return rows.exclude(pk__in=barred) if barred else rows


def get_clue(user: Any, number: str) -> Clue:
    """Return the clue of the number; raises Http404 where the account may not know of it."""
    related = ("unit", "handling_office", "registering_office", "handler", "registered_by")
    return get_object_or_404(clues_visible_to(user).select_related(*related), number=number)


def may_open(user: Any, clue: Clue) -> bool:
    """Tell whether the account may open the clue."""
    return clues_visible_to(user).filter(pk=clue.pk).exists()


def in_review(clue: Clue) -> bool:
    """Tell whether the review office has to do with the clue at its status."""
    return clue.status in _IN_REVIEW


def _sees_all(user: Any) -> bool:
    return user.can(SUPERVISE) or user.can(SIGN_AS_PRINCIPAL)


def _scope(user: User) -> Q:
    """Return what the account sees by its own posts and by what was opened to it."""
    opened = accesses_in_force(clock.now()).filter(user=user)
    condition = Q(pk__in=opened.order_by().values("clue_id"))
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
    return condition


def _barred(user: User) -> list[int]:
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
