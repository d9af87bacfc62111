"""What handling offices feed back each quarter: which reports they concluded, and who is told."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from cases.enums import REPORTS
from cases.models import Clue, QuarterFeedback
from cases.permissions import HEAD_HANDLING, READ_REPORTER, SIGN_AS_PRINCIPAL, SUPERVISE
from cases.rules.quarters import quarter_start
from cases.selectors.offices import own_units
from cases.selectors.visibility import barred_clues
from supervision import clock
from supervision.deadlines.selectors import with_light

#: Whoever reads them: the office that gives, the one that gets, and those above both.
READERS = (HEAD_HANDLING, READ_REPORTER, SUPERVISE, SIGN_AS_PRINCIPAL)
_ALL = (READ_REPORTER, SUPERVISE, SIGN_AS_PRINCIPAL)


def feedbacks_visible_to(user: Any) -> QuerySet[QuarterFeedback]:
    """Return the quarters with their light: all of them, or those of the own office."""
    rows = QuarterFeedback.objects.select_related("office", "closed_by")
    if not any(user.can(one) for one in _ALL):
        rows = rows.filter(office__in=[unit.pk for unit in own_units(user, HEAD_HANDLING)])
    return with_light(rows)


def get_feedback(user: Any, pk: int) -> QuarterFeedback:
    """Return the quarter of an office; raises Http404 for another office's."""
    return get_object_or_404(feedbacks_visible_to(user), pk=pk)


def to_give(user: Any) -> QuerySet[QuarterFeedback]:
    """Return the quarters that the account's office still has to feed back."""
    own = [unit.pk for unit in own_units(user, HEAD_HANDLING)]
    rows = with_light(QuarterFeedback.objects.select_related("office"))
    return rows.filter(office__in=own, closed_at__isnull=True).order_by("ends_at", "pk")


def may_give(user: Any, feedback: QuarterFeedback) -> bool:
    """Tell whether the account heads the office, which has not fed back the quarter yet."""
    own = {unit.pk for unit in own_units(user, HEAD_HANDLING)}
    return feedback.closed_at is None and feedback.office_id in own


def concluded_in(quarter_end: dt.date) -> QuerySet[Clue]:
    """Return the clues from reports that were concluded in the quarter."""
    since, until = clock.start_of(quarter_start(quarter_end)), clock.end_of(quarter_end)
    return Clue.objects.filter(
        source__in=sorted(REPORTS),
        concluded_at__gte=since,
        concluded_at__lt=until,
        handling_office__isnull=False,
    )


def reports_of(feedback: QuarterFeedback) -> QuerySet[Clue]:
    """Return the concluded reports of the office and quarter, in their order."""
    rows = concluded_in(feedback.quarter_end).filter(handling_office=feedback.office_id)
    return rows.order_by("concluded_at", "pk")


def shown_to(user: Any, feedback: QuarterFeedback) -> QuerySet[Clue]:
    """Return the reports as the account is shown them: number, source and end, no sealed word.

    Nobody is shown a clue about themselves, nor one they have to leave to others.
    """
    rows = reports_of(feedback).exclude(pk__in=barred_clues(user))
    return rows.select_related("unit").defer("summary", "content")


def offices_concluding(quarter_end: dt.date) -> list[int]:
    """Return the offices that concluded reports in the quarter."""
    rows = concluded_in(quarter_end).order_by("handling_office_id")
    return list(rows.values_list("handling_office_id", flat=True).distinct())


def newest_opened() -> dt.date | None:
    """Return the newest quarter that was opened for any office, or None."""
    rows = QuarterFeedback.objects.order_by("-quarter_end")
    return rows.values_list("quarter_end", flat=True).first()


def open_feedbacks() -> QuerySet[QuarterFeedback]:
    """Return every quarter that is not fed back."""
    return QuarterFeedback.objects.filter(closed_at__isnull=True).select_related("office")
