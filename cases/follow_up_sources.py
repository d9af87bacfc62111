"""Proposals to units and items to rectify as sources of deadlines: whom a warning reaches.

Both end on a day that was set: no change of the calendar moves them. A notice names the clue by its
number alone.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from cases.enums import AccessKind
from cases.models import CasePlan, CaseRectification, Proposal
from cases.permissions import SUPERVISE
from cases.selectors.follow_ups import open_proposals
from cases.selectors.offices import heads_at
from cases.selectors.plans import open_plans
from cases.selectors.visibility import accesses_in_force, kept_from
from supervision import clock
from supervision.accounts.selectors import holders
from supervision.deadlines.enums import WarningKind
from supervision.deadlines.rules import Calendar
from supervision.deadlines.sources import DeadlineSource, Move, NoticeText
from supervision.web.formats import due_day, full_date

_LIGHTS = {
    WarningKind.DUE_SOON: "yellow",
    WarningKind.OVERDUE: "red",
    WarningKind.ESCALATED: "red",
}


def _warned(model: Any) -> Callable[[Sequence[int]], dict[int, list[int]]]:
    """Return, for each item, whoever carries the clue and the case supervision office."""

    def people(ids: Sequence[int]) -> dict[int, list[int]]:
        clues = dict(model.objects.filter(pk__in=list(ids)).values_list("pk", "clue_id"))
        rows = accesses_in_force(clock.now()).filter(
            clue__in=clues.values(), kind__in=(AccessKind.HANDLER, AccessKind.REVIEWER)
        )
        named: dict[int, list[int]] = defaultdict(list)
        for clue_id, user_id in rows.order_by("pk").values_list("clue_id", "user_id"):
            named[clue_id].append(user_id)
        above = holders(SUPERVISE)
        kept = kept_from({*above, *(one for each in named.values() for one in each)})
        return {
            pk: [
                one
                for one in dict.fromkeys([*named[clue], *above])
                if clue not in kept.get(one, ())
            ]
            for pk, clue in clues.items()
        }

    return people


def _notice(title: Any) -> Callable[[Any, WarningKind], NoticeText]:
    def words(item: Any, kind: WarningKind) -> NoticeText:
        # A notice is stored in the portal's own language, whoever set the sweep going.
        with override(settings.LANGUAGE_CODE):
            return NoticeText(
                title=str(title) % {"number": item.clue.number},
                body=_("Due %(day)s") % {"day": full_date(due_day(item.ends_at))},
                url=f"{reverse('cases:clue', args=[item.clue.number])}#follow_ups",
                light=_LIGHTS[kind],
            )

    return words


def _stays(calendar: Calendar) -> list[Move]:
    return []


def _nobody_told(moves: Sequence[Move], reason: str) -> None:
    return None


def open_rectifications() -> QuerySet[CaseRectification]:
    """Return every item that is not verified."""
    rows = CaseRectification.objects.filter(closed_at__isnull=True)
    return rows.select_related("unit", "clue")


def _of_plan(ids: Sequence[int]) -> dict[int, list[int]]:
    """Return, for each plan, who is in charge, the heads of the office, and case supervision."""
    above = holders(SUPERVISE)
    return {
        plan.pk: list(dict.fromkeys([plan.owner_id, *heads_at(plan.office_id), *above]))
        for plan in CasePlan.objects.filter(pk__in=list(ids))
    }


def _plan_notice(plan: Any, kind: WarningKind) -> NoticeText:
    with override(settings.LANGUAGE_CODE):
        return NoticeText(
            title=_("Rectification plan %(number)s is due") % {"number": plan.number},
            body=_("Due %(day)s") % {"day": full_date(due_day(plan.ends_at))},
            url=reverse("cases:plan", args=[plan.pk]),
            light=_LIGHTS[kind],
        )


PROPOSALS = DeadlineSource(
    key="cases.proposal",
    label=gettext_lazy("Proposal to a unit"),
    model=Proposal,
    recompute=_stays,
    notify_moved=_nobody_told,
    queryset=open_proposals,
    recipients=_warned(Proposal),
    notice=_notice(gettext_lazy("Clue %(number)s: the reply to a proposal is due")),
    unit_of=lambda item: None,
)
RECTIFICATIONS = DeadlineSource(
    key="cases.caserectification",
    label=gettext_lazy("Item to rectify after a case"),
    model=CaseRectification,
    recompute=_stays,
    notify_moved=_nobody_told,
    queryset=open_rectifications,
    recipients=_warned(CaseRectification),
    notice=_notice(gettext_lazy("Clue %(number)s: an item to rectify is due")),
    unit_of=lambda item: None,
)
PLANS = DeadlineSource(
    key="cases.caseplan",
    label=gettext_lazy("Rectification plan of an office"),
    model=CasePlan,
    recompute=_stays,
    notify_moved=_nobody_told,
    queryset=open_plans,
    recipients=_of_plan,
    notice=_plan_notice,
    unit_of=lambda plan: plan.office_id,
)
