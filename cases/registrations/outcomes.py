"""What measures, outcomes and what follows from a case offer the kernel."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.enums.case_acts import CaseAct
from cases.follow_up_sources import PROPOSALS, RECTIFICATIONS
from cases.permissions import READ, READ_BACK
from cases.selectors import case_rectifications as lists
from cases.selectors.measures import measures_waiting, next_signatory, requests_waiting
from cases.selectors.remedies import remedies_waiting
from supervision.accounts import reach
from supervision.accounts.reach import ReachSource
from supervision.attachments import gates
from supervision.audit import kinds
from supervision.audit.kinds import ObjectKind
from supervision.deadlines import sources
from supervision.notifications import todos
from supervision.notifications.todos import TodoItem, TodoSource
from supervision.web import navigation
from supervision.web.navigation import NavItem

sources.register(PROPOSALS)
sources.register(RECTIFICATIONS)

kinds.register(
    ObjectKind("cases.caserectification", _("Item to rectify after a case")),
    ObjectKind("cases.rectificationreport", _("Report on rectification after a case")),
)


gates.register(
    lists.OWNER,
    lists.may_read_evidence,
    readable=lists.readable_evidence,
    unit_of=lists.unit_of_evidence,
    # What the evidence of a case says must not lie readable in the database.
    is_searched=False,
)

reach.register(
    ReachSource(
        key="case-rectification-reports",
        label=_("Rectification reported back"),
        icon="report-analytics",
        url_name="cases:rectification_report",
        rows=lists.reports_visible_to,
        kwargs=reach.by_pk,
        label_of=lambda row: f"{row.to_unit.short_name} {row.sent_at:%Y-%m-%d}",
        order=345,
    )
)

navigation.register(
    NavItem(
        group="pressing",
        label=_("Rectification reported back"),
        icon="report-analytics",
        url_name="cases:rectification_reports",
        permission=READ_BACK,
        order=90,
        also=("cases:rectification_report",),
    )
)


def _record(clue: Any, code: str, pk: int) -> str:
    return reverse("cases:record", args=[clue.number, code, pk])


def _measures(user: Any) -> list[TodoItem]:
    found = []
    for one in measures_waiting(user):
        own = next_signatory(one) == "principal"
        code = CaseAct.MEASURE_SIGN if own else CaseAct.MEASURE_OUTSIDE
        found.append(TodoItem(title=one.clue.number, url=_record(one.clue, code, one.pk), unit=""))
    return found


def _requests(user: Any) -> list[TodoItem]:
    return [
        TodoItem(
            title=one.measure.clue.number,
            url=_record(one.measure.clue, CaseAct.REQUEST_DECIDE, one.pk),
            unit="",
            due_at=one.clock.ends_at,
        )
        for one in requests_waiting(user)
    ]


def _remedies(user: Any) -> list[TodoItem]:
    return [
        TodoItem(
            title=one.clue.number,
            url=f"{reverse('cases:clue', args=[one.clue.number])}#remedies",
            unit="",
            due_at=one.clock.ends_at,
        )
        for one in remedies_waiting(user)
    ]


for _todo in (
    TodoSource(
        key="case-measures",
        label=_("Measures to approve"),
        permission=READ,
        items=_measures,
        rows=measures_waiting,
    ),
    TodoSource(
        key="case-requests",
        label=_("Requests to change a measure"),
        permission=READ,
        items=_requests,
        rows=requests_waiting,
    ),
    TodoSource(
        key="case-remedies",
        label=_("Remedies to examine or decide"),
        permission=READ,
        items=_remedies,
        rows=remedies_waiting,
    ),
):
    todos.register(_todo)
