"""Who stands in for whom, and on which days."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from cases.models import StandIn
from cases.permissions import (
    HANDLE,
    HEAD_HANDLING,
    HEAD_REVIEW,
    HEAD_SUPERVISION,
    NAME_STAND_IN,
    REVIEW,
    SIGN_AS_DEPUTY,
    SIGN_AS_PRINCIPAL,
    SUPERVISE,
)
from cases.selectors.offices import holders, own_units
from supervision import clock
from supervision.accounts.models import User

#: Whoever holds the left may be stood in for by holders of the right, in this order.
_MAY_STAND_IN = (
    (SIGN_AS_PRINCIPAL, SIGN_AS_DEPUTY, False),
    (SIGN_AS_DEPUTY, SIGN_AS_DEPUTY, False),
    (HEAD_HANDLING, HANDLE, True),
    (HEAD_REVIEW, REVIEW, True),
    (HEAD_SUPERVISION, SUPERVISE, True),
)


def in_force(on: dt.date) -> Q:
    """Return the condition that keeps what holds on the day."""
    return Q(first_on__lte=on, last_on__gte=on, ended_at__isnull=True)


def absent_for(user: User) -> list[User]:
    """Return whom the account stands in for today."""
    rows = StandIn.objects.filter(in_force(clock.today()), stand_in=user)
    return [row.absent for row in _fitting(rows)]


def stand_ins_of(absent_ids: Iterable[int]) -> dict[int, int]:
    """Return, for each stand-in of today, the account in whose place it signs."""
    rows = StandIn.objects.filter(in_force(clock.today()), absent__in=list(absent_ids))
    return {row.stand_in_id: row.absent_id for row in reversed(_fitting(rows))}


def _fitting(rows: QuerySet[StandIn]) -> list[StandIn]:
    """Keep the rows whose stand-in still holds a post that lets them sign in that place."""
    # Asked on every page, and on most days nobody is away.
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    if not keys:
        return []
    named = StandIn.objects.filter(pk__in=keys).select_related("absent", "stand_in").order_by("pk")
    return [row for row in named if may_stand_in(row.absent).contains(row.stand_in)]


def may_stand_in(absent: User) -> QuerySet[User]:
    """Return the accounts that may stand in for the account.

    For the principal and for a deputy a deputy, for the head of an office an officer of it.
    """
    found: set[int] = set()
    for held, wanted, of_the_office in _MAY_STAND_IN:
        units = own_units(absent, held)
        if units:
            places = [unit.pk for unit in units] if of_the_office else None
            found.update(holders(wanted, places))
    return User.objects.filter(pk__in=found).exclude(pk=absent.pk).order_by("name", "pk")


def stand_ins_visible_to(user: User) -> QuerySet[StandIn]:
    """Return what the account named, is named in, or oversees, the newest first."""
    rows = StandIn.objects.select_related("absent", "stand_in", "named_by").order_by("-pk")
    if user.can(SUPERVISE) or user.can(SIGN_AS_PRINCIPAL):
        return rows
    if not user.can(NAME_STAND_IN):
        return rows.filter(stand_in=user)
    return rows.filter(Q(absent=user) | Q(stand_in=user))
