"""Which days outside of the portal can be recorded on a clue now, and of whom."""

from typing import Any

from django.db.models import QuerySet

from cases.enums import ClueStatus
from cases.enums.clocks import ClockFact
from cases.models import Clock, Clue, Respondent
from cases.permissions import HANDLE, HEAD_HANDLING, SUPERVISE


def possible_facts(user: Any, clue: Clue) -> list[ClockFact]:
    """Return what the account may record.

    Talk and inquiry are the handling office's; that a result was reported up also case
    supervision records.
    """
    handles = user.can(HANDLE) or user.can(HEAD_HANDLING)
    found = []
    if handles and clue.status == ClueStatus.TALK_INQUIRY:
        found.append(ClockFact.LETTER_RECEIVED)
        if waiting_for_answer(clue).exists():
            found.append(ClockFact.ANSWER_CAME)
        found.append(ClockFact.TALK_ENDED)
    reports = Clock.objects.filter(clue=clue, term_code="assigned_report", closed_at__isnull=True)
    if (handles or user.can(SUPERVISE)) and reports.exists():
        found.append(ClockFact.REPORTED_UP)
    return found


def waiting_for_answer(clue: Clue) -> QuerySet[Respondent]:
    """Return the persons whose written answer is still due."""
    clocks = Clock.objects.filter(clue=clue, term_code="inquiry_reply", closed_at__isnull=True)
    return Respondent.objects.filter(pk__in=clocks.values("respondent")).order_by("pk")
