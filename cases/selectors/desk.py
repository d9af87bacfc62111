"""What waits on one's desk: to sign, to go on with, to be watched."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from cases.enums import AccessKind, ClueStatus, Holder, StepStatus
from cases.models import Clock, Clue, Respondent, Step
from cases.permissions import HANDLE, HEAD_HANDLING, REVIEW, SUPERVISE
from cases.selectors.clue_list import SEALED, listed
from cases.selectors.offices import own_units
from cases.selectors.visibility import accesses_in_force, barred_clues, clues_visible_to
from cases.workflow import CONCLUDED, HOLDERS
from supervision import clock
from supervision.deadlines.sql import light_annotation

#: So many clues of each kind on the desk; the ledger has them all.
SHOWN = 8
#: Steps and clocks stand nowhere else as a list of one's own.
SHOWN_WHOLE = 60


def _held_by(holder: Holder) -> list[str]:
    return sorted(status for status, hand in HOLDERS.items() if hand == holder)


def _waits() -> Exists:
    return Exists(Step.objects.filter(clue=OuterRef("pk"), status=StepStatus.PROPOSED))


def carried(user: Any, *kinds: AccessKind) -> Q:
    """Return the condition that keeps the clues the account has this part in."""
    opened = accesses_in_force(clock.now()).filter(user=user, kind__in=kinds).order_by()
    return Q(pk__in=opened.values("clue"))


def to_go_on(user: Any) -> QuerySet[Clue]:
    """Return the clues whose next step is the account's to propose, longest waiting first."""
    wanted = Q(pk__in=())
    if user.can(HANDLE):
        hand = _held_by(Holder.HANDLING)
        wanted |= Q(status__in=hand) & carried(user, AccessKind.HANDLER, AccessKind.TEAM)
    if user.can(REVIEW):
        hand = _held_by(Holder.REVIEW)
        wanted |= Q(status__in=hand) & carried(user, AccessKind.REVIEWER)
    # What is held pending comes up again on its day.
    later = Q(status=ClueStatus.HELD, review_on__gt=clock.today())
    rows = clues_visible_to(user).filter(wanted).exclude(later).exclude(_waits())
    return rows.order_by("status_since", "pk")


def to_assign(user: Any) -> QuerySet[Clue]:
    """Return the registered clues that no office has yet, for the case supervision office."""
    if not user.can(SUPERVISE):
        return Clue.objects.none()
    rows = clues_visible_to(user).filter(status=ClueStatus.REGISTERED)
    return rows.exclude(_waits()).order_by("status_since", "pk")


def to_archive(user: Any) -> QuerySet[Clue]:
    """Return what is concluded and not archived, for the case supervision office."""
    if not user.can(SUPERVISE):
        return Clue.objects.none()
    over = sorted(CONCLUDED - {ClueStatus.ARCHIVED.value})
    rows = clues_visible_to(user).filter(status__in=over)
    return rows.exclude(_waits()).order_by("status_since", "pk")


def own_turn(user: Any) -> Q:
    """Return the condition that keeps the clues whose next step is the account's to propose."""
    wanted = Q(pk__in=())
    for rows in (to_go_on(user), to_assign(user), to_archive(user)):
        wanted |= Q(pk__in=rows.order_by().values("pk"))
    return wanted


def without_officer(user: Any) -> QuerySet[Clue]:
    """Return the clues of the account's own office that nobody carries yet, for its head."""
    units = own_units(user, HEAD_HANDLING)
    if not units:
        return Clue.objects.none()
    rows = clues_visible_to(user).filter(handling_office__in=units, handler__isnull=True)
    return rows.exclude(status__in=CONCLUDED).order_by("status_since", "pk")


def own_clocks(user: Any) -> QuerySet[Clock]:
    """Return the running clocks of the clues the account has a part in, the nearest end first."""
    wanted = carried(user, AccessKind.HANDLER, AccessKind.TEAM, AccessKind.REVIEWER)
    if units := own_units(user, HEAD_HANDLING):
        wanted |= Q(handling_office__in=units)
    mine = clues_visible_to(user).filter(wanted).order_by()
    names = Respondent.objects.only("clue_id", "name").order_by("pk")
    return (
        Clock.objects.filter(clue__in=mine, closed_at__isnull=True)
        .annotate(light=light_annotation(clock.now()))
        .select_related("clue__unit", "respondent", "office", "rule")
        .defer(*(f"clue__{name}" for name in SEALED))
        .prefetch_related(Prefetch("clue__respondents", names, to_attr="named"))
        .order_by("ends_at", "pk")
    )


def proposed_by(user: Any) -> QuerySet[Step]:
    """Return the account's own proposals that wait for somebody else, the oldest first."""
    rows = Step.objects.filter(proposed_by=user, status=StepStatus.PROPOSED)
    rows = rows.exclude(clue__in=barred_clues(user))
    return rows.select_related("clue__unit").order_by("proposed_at", "pk")


def sent_back(user: Any) -> QuerySet[Step]:
    """Return the account's proposals that came back and after which nothing was proposed yet."""
    later = Step.objects.filter(clue=OuterRef("clue"), pk__gt=OuterRef("pk"))
    rows = Step.objects.filter(proposed_by=user, status=StepStatus.RETURNED)
    return (
        rows.exclude(Exists(later))
        .filter(clue__in=clues_visible_to(user).order_by())
        .select_related("clue__unit")
        .order_by("-settled_at", "pk")
    )


def first(rows: QuerySet[Clue]) -> list[Clue]:
    """Return the first clues of a kind as the desk shows them."""
    keys = list(rows.values_list("pk", flat=True)[:SHOWN])
    found = {clue.pk: clue for clue in listed(Clue.objects.filter(pk__in=keys))}
    return [found[key] for key in keys if key in found]
