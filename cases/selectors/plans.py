"""Rectification plans: which rows of a figure can be planned, who reads a plan, how far it is.

The figure of an overdue light is counted from clues; a plan holds those of them that are overdue,
under the office that has to act: that whose term ended first.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from cases.models import CasePlan, CasePlanNote, CasePlanRow, Clock, Clue
from cases.permissions import (
    HANDLE,
    HEAD_HANDLING,
    HEAD_REVIEW,
    HEAD_SUPERVISION,
    OPEN_PLAN,
    READ_PLAN,
    READ_REPORTER,
    REVIEW,
    SIGN_AS_DEPUTY,
    SIGN_AS_PRINCIPAL,
    SUPERVISE,
)
from cases.selectors.clocks import light_q, with_light
from cases.selectors.offices import own_units, people
from cases.selectors.visibility import clues_visible_to
from supervision import clock
from supervision.accounts.models import User
from supervision.deadlines.enums import Light
from supervision.deadlines.sql import light_annotation
from supervision.organizations.models import Unit
from supervision.people.selectors.natural_persons import accounts_of

#: So many rows a plan holds at most: a longer list is no plan.
MOST = 200
#: Who can be put in charge: anybody who works in the office.
_WORKS = (HANDLE, HEAD_HANDLING, REVIEW, HEAD_REVIEW, SUPERVISE, HEAD_SUPERVISION, READ_REPORTER)
_HEADS = (HEAD_HANDLING, HEAD_REVIEW, READ_REPORTER)


@dataclass(frozen=True)
class Offered:
    """The overdue rows of one office, as the form of its plan begins with them."""

    office: Unit
    rows: Sequence[Any]

    @property
    def count(self) -> int:
        """Return how many rows they are."""
        return len(self.rows)


def overdue(user: Any, rows: QuerySet[Clue]) -> QuerySet[Any]:
    """Keep of the clues the account sees those overdue now, with the term that ended first."""
    now = clock.now()
    ended = Clock.objects.filter(
        clue=OuterRef("pk"), closed_at__isnull=True, paused_at__isnull=True, ends_at__lte=now
    ).order_by("ends_at", "pk")
    found = clues_visible_to(user).filter(light_q(Light.RED, now))
    return (
        with_light(found.filter(pk__in=rows.order_by().values("pk")), now)
        .annotate(
            late_office=Subquery(ended.values("office")[:1]),
            late_term=Subquery(ended.values("rule__label")[:1]),
            late_since=Subquery(ended.values("ends_at")[:1]),
        )
        .select_related("unit")
        .defer("summary", "content")
        .order_by("late_since", "pk")
    )


def by_office(user: Any, rows: QuerySet[Clue]) -> list[Offered]:
    """Return the overdue rows by the office that has to act, those the account plans for.

    What a plan that is not closed holds already is left out.
    """
    planned = CasePlanRow.objects.filter(plan__closed_at__isnull=True).values("clue")
    found: dict[int, list[Any]] = {}
    for row in overdue(user, rows).exclude(pk__in=planned):
        found.setdefault(row.late_office, []).append(row)
    offices = Unit.objects.filter(pk__in=found).order_by("path")
    return [
        Offered(office, found[office.pk][:MOST]) for office in offices if may_plan(user, office)
    ]


def may_plan(user: Any, office: Unit) -> bool:
    """Tell whether the account opens plans of the office: case supervision, or its own head."""
    if not user.can(OPEN_PLAN):
        return False
    return user.can(SUPERVISE) or office.pk in _headed(user)


def _headed(user: Any) -> set[int]:
    """Return the offices that the account heads."""
    return {unit.pk for one in (HEAD_HANDLING, HEAD_REVIEW) for unit in own_units(user, one)}


def people_of_office(office: Unit) -> QuerySet[User]:
    """Return whom a plan of the office can put in charge, by name."""
    rows = User.objects.none()
    for permission in _WORKS:
        rows |= people(permission, [office.pk]).order_by()
    return rows.distinct().order_by("name", "pk")


def plans_visible_to(user: Any) -> QuerySet[Any]:
    """Return the plans the account reads, with light: all for case supervision and principal.

    A head reads those of the own office, a deputy those of the portfolio, everybody else those
    they are in charge of.
    """
    if not user.can(READ_PLAN):
        return CasePlan.objects.none()
    rows = CasePlan.objects.select_related("office", "owner", "opened_by", "closed_by")
    if not (user.can(SUPERVISE) or user.can(SIGN_AS_PRINCIPAL)):
        rows = rows.filter(_own(user))
    return rows.annotate(light=light_annotation(clock.now())).order_by("-pk")


def _own(user: User) -> Q:
    condition = Q(owner=user)
    offices = [unit.pk for permission in _HEADS for unit in own_units(user, permission)]
    condition |= Q(office__in=offices)
    for unit in own_units(user, SIGN_AS_DEPUTY):
        condition |= Q(office__path__startswith=unit.path)
    return condition


def rows_of(user: Any, plan: CasePlan) -> list[Any]:
    """Return the rows of the plan that the account may open, each clue with its light now."""
    clues = with_light(clues_visible_to(user)).select_related("unit").defer("summary", "content")
    rows = CasePlanRow.objects.filter(plan=plan, clue__in=clues_visible_to(user).order_by())
    return list(rows.prefetch_related(Prefetch("clue", clues)).order_by("ended_at", "pk"))


def late_rows(rows: Sequence[Any]) -> int:
    """Return how many of the rows are overdue still."""
    return sum(row.clue.light == Light.RED for row in rows)


def notes_of(plan: CasePlan) -> QuerySet[CasePlanNote]:
    """Return what was done, the newest first."""
    return plan.notes.select_related("written_by").order_by("-pk")


def is_in_charge(user: Any, plan: CasePlan) -> bool:
    """Tell whether the account records the progress: who is in charge, or heads the office."""
    offices = {unit.pk for permission in _HEADS for unit in own_units(user, permission)}
    return plan.owner_id == user.pk or plan.office_id in offices


def may_close(user: Any, plan: CasePlan) -> bool:
    """Tell whether the account looks at what was done: never who is in charge or told of it."""
    if plan.closed_at is not None or not may_plan(user, plan.office):
        return False
    return not accounts_of_hands(plan) & set(accounts_of(user))


def accounts_of_hands(plan: CasePlan) -> set[int]:
    """Return who is in charge of the plan and who recorded its progress."""
    told = plan.notes.filter(sends_back=False).values_list("written_by_id", flat=True)
    return {plan.owner_id, *told}


def waits_for_look(plan: CasePlan) -> bool:
    """Tell whether progress was recorded since the plan was opened or sent back."""
    last = plan.notes.order_by("-pk").first()
    return last is not None and not last.sends_back


def to_put_right(user: Any) -> QuerySet[Any]:
    """Return the plans the account is in charge of that are not closed, the nearest end first."""
    rows = CasePlan.objects.filter(owner=user.pk, closed_at__isnull=True)
    return (
        rows.select_related("office")
        .annotate(light=light_annotation(clock.now()))
        .order_by("ends_at", "pk")
    )


def to_look_at(user: Any) -> QuerySet[Any]:
    """Return the plans whose progress waits for the account's look."""
    if not user.can(OPEN_PLAN):
        return CasePlan.objects.none()
    own = list(accounts_of(user))
    last = CasePlanNote.objects.filter(plan=OuterRef("pk")).order_by("-pk")
    told = CasePlanNote.objects.filter(plan=OuterRef("pk"), sends_back=False, written_by__in=own)
    rows = plans_visible_to(user).filter(closed_at__isnull=True).exclude(owner__in=own)
    if not user.can(SUPERVISE):
        rows = rows.filter(office__in=_headed(user))
    waits = rows.annotate(went_back=Subquery(last.values("sends_back")[:1]))
    return waits.filter(~Exists(told), went_back=False)


def open_plans() -> QuerySet[CasePlan]:
    """Return every plan that is not closed."""
    return CasePlan.objects.filter(closed_at__isnull=True).select_related("office", "owner")


def last_day() -> dt.date:
    """Return the latest day by which a plan can be due: a year from today."""
    return clock.today() + dt.timedelta(days=366)
