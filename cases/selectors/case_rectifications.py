"""Lists of what units put right after cases, and the reports on them."""

from typing import Any

from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast

from cases.enums import Hand
from cases.models import CaseRectification, Clue, RectificationReport
from cases.permissions import HEAD_HANDLING, HEAD_REVIEW, READ_BACK, SUPERVISE
from cases.selectors.offices import OFFICERS, own_units
from cases.selectors.visibility import clues_visible_to, may_open
from supervision import clock
from supervision.accounts.models import User
from supervision.deadlines.sql import light_annotation
from supervision.people.selectors.natural_persons import accounts_of

#: The kind of record whose files are the evidence of an item.
OWNER = "cases.caserectification"


def items_of(clue: Clue) -> QuerySet[CaseRectification]:
    """Return the list of the case with lights, in its order."""
    rows = CaseRectification.objects.filter(clue=clue).annotate(light=light_annotation(clock.now()))
    return rows.select_related("unit", "set_by", "done_noted_by", "verified_by").order_by(
        "position"
    )


def may_verify(user: User, item: CaseRectification) -> bool:
    """Tell whether the account may look at what was reported: another than who set or told it."""
    accounts = set(accounts_of(user))
    if {item.set_by_id, item.done_noted_by_id} & accounts:
        return False
    wanted = (HEAD_HANDLING, HEAD_REVIEW, SUPERVISE, *(OFFICERS[hand] for hand in Hand))
    return any(user.can(one) for one in wanted) and may_open(user, item.clue)


def may_read_evidence(user: User, item_id: str) -> bool:
    """Tell whether the account may read the evidence of an item: whoever may open the clue."""
    if not item_id.isdecimal():
        return False
    item = CaseRectification.objects.filter(pk=int(item_id)).select_related("clue").first()
    return item is not None and may_open(user, item.clue)


def readable_evidence(user: Any) -> QuerySet[Any]:
    """Return the ids, as text, of the items whose evidence the account may read."""
    rows = CaseRectification.objects.filter(clue__in=clues_visible_to(user).order_by())
    return rows.annotate(key=Cast("pk", CharField())).order_by().values("key")


def unit_of_evidence(item_id: str) -> int | None:
    """Return the unit that an item belongs to, for the log of reads."""
    rows = CaseRectification.objects.filter(pk=int(item_id) if item_id.isdecimal() else 0)
    return rows.values_list("unit_id", flat=True).first()


def reports_visible_to(user: Any) -> QuerySet[RectificationReport]:
    """Return what was reported back to the account's own offices and groups."""
    units = [unit.pk for unit in own_units(user, READ_BACK)]
    rows = RectificationReport.objects.filter(to_unit__in=units)
    return rows.select_related("to_unit", "sent_by").order_by("-pk")


def reports_of(clue: Clue) -> QuerySet[RectificationReport]:
    """Return what was reported back of the case, newest first."""
    rows = RectificationReport.objects.filter(clue=clue)
    return rows.select_related("to_unit", "sent_by").order_by("-pk")


def rows_of(report: RectificationReport) -> QuerySet[CaseRectification]:
    """Return the items a report speaks of: unit, problem, measure, result; nothing of the case."""
    rows = CaseRectification.objects.filter(clue=report.clue_id, closed_at__lte=report.sent_at)
    return rows.select_related("unit").order_by("position")
