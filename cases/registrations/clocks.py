"""What clocks offer the kernel: their source of deadlines, warnings, papers that press offices."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases import permissions as may
from cases.clock_source import CLOCKS
from cases.exporters import warnings as exporters
from cases.panels import warnings as panel
from cases.quarter_source import QUARTERS
from cases.selectors import prompts, quarters
from cases.services import prompts as prompt_services
from supervision.accounts import reach
from supervision.accounts.enums import RoleCode
from supervision.accounts.reach import ReachSource
from supervision.accounts.roles import grant
from supervision.audit import kinds as audited
from supervision.audit.kinds import ObjectKind
from supervision.dashboards import panels
from supervision.dashboards.panels import Panel
from supervision.deadlines import sources
from supervision.deadlines.services.terms import CHANGE as CHANGE_TERMS
from supervision.documents import kinds
from supervision.documents import permissions as papers
from supervision.documents.kinds import DocumentKind, Layout
from supervision.documents.selectors import deliveries
from supervision.notifications import todos
from supervision.notifications.todos import TodoItem, TodoSource
from supervision.web import navigation
from supervision.web.navigation import NavItem

__all__ = ["exporters"]

#: Who takes part in the handling, and so records the extensions that were granted.
for _role in (
    RoleCode.HANDLER,
    RoleCode.HANDLING_HEAD,
    RoleCode.REVIEWER,
    RoleCode.REVIEW_HEAD,
    RoleCode.CASE_SUPERVISION,
    RoleCode.SUPERVISION_HEAD,
):
    grant(_role, may.EXTEND_CLOCK)
for _role in (RoleCode.CASE_SUPERVISION, RoleCode.SUPERVISION_HEAD):
    grant(_role, may.PROMPT, papers.FOLLOW)
grant(RoleCode.SUPERVISION_HEAD, CHANGE_TERMS)
for _role in (RoleCode.SUPERVISION_HEAD, RoleCode.DEPUTY, RoleCode.PRINCIPAL):
    grant(_role, may.SIGN_PROMPT, papers.FOLLOW, papers.SIGN)
for _role in (RoleCode.HANDLING_HEAD, RoleCode.REVIEW_HEAD, RoleCode.PETITION):
    grant(_role, papers.RECEIVE, papers.REPLY)

audited.register(
    ObjectKind("cases.clock", _("Clock of a clue")),
    ObjectKind("cases.prompt", _("Prompt to an office")),
    ObjectKind("cases.quarterfeedback", _("Concluded reports to feed back")),
)
sources.register(CLOCKS)
sources.register(QUARTERS)

for _kind in (
    DocumentKind(
        code="cases.reminder",
        label=_("Work reminder (terms of clues)"),
        series="案提",
        layout=Layout.LETTER,
        draft=may.PROMPT,
        sign=may.SIGN_PROMPT,
        reads=may.PROMPT,
        icon="bell",
        basis_gone=prompt_services.basis_gone,
    ),
    DocumentKind(
        code="cases.letter",
        label=_("Supervision letter (terms of clues)"),
        series="案督",
        layout=Layout.LETTER,
        draft=may.PROMPT,
        sign=may.SIGN_PROMPT,
        reads=may.PROMPT,
        needs_reply=True,
        icon="mail",
        basis_gone=prompt_services.basis_gone,
    ),
    DocumentKind(
        code="cases.summons",
        label=_("Summons talk (terms of clues)"),
        series="案约",
        layout=Layout.LETTER,
        draft=may.PROMPT,
        sign=may.SIGN_AS_PRINCIPAL,
        reads=may.PROMPT,
        icon="user-check",
        basis_gone=prompt_services.basis_gone,
    ),
):
    kinds.register(_kind)

panels.register(
    Panel(
        key="case-warnings",
        title=_("Warnings of clues and cases"),
        permission=may.SUPERVISE,
        template="cases/panels/warnings.html",
        load=panel.load,
        region="top",
        order=12,
    )
)


def _explanation(row: Any) -> TodoItem:
    return TodoItem(
        title=row.document.title,
        url=row.get_absolute_url(),
        unit=row.unit.short_name,
        sub=f"{row.document.number} · {row.get_status_display()}",
    )


todos.register(
    TodoSource(
        key="case-explanations",
        label=_("Explanations of offices to examine"),
        permission=may.PROMPT,
        items=lambda user: [_explanation(row) for row in deliveries.to_examine(user)],
        rows=deliveries.to_examine,
    )
)


def _quarter(row: Any) -> TodoItem:
    return TodoItem(
        title=row.quarter_words,
        url=reverse("cases:quarter", args=[row.pk]),
        unit=row.office.short_name,
        due_at=row.ends_at,
        light=row.light,
    )


todos.register(
    TodoSource(
        key="case-quarters",
        label=_("Concluded reports to feed back"),
        permission=may.HEAD_HANDLING,
        items=lambda user: [_quarter(row) for row in quarters.to_give(user)],
        rows=quarters.to_give,
    )
)
reach.register(
    ReachSource(
        key="case-quarters",
        label=_("Concluded reports to feed back"),
        icon="mail-forward",
        url_name="cases:quarter",
        rows=quarters.feedbacks_visible_to,
        kwargs=reach.by_pk,
        label_of=lambda row: f"{row.office.short_name} · {row.quarter_end}",
        order=341,
    )
)
reach.register(
    ReachSource(
        key="case-prompts",
        label=_("Prompts to offices"),
        icon="bell",
        url_name="cases:prompt",
        also=("cases:prompt_talk",),
        rows=prompts.prompts_visible_to,
        kwargs=reach.by_pk,
        label_of=lambda row: f"{row.office.short_name} · {row.get_grade_display()}",
        order=340,
    )
)
navigation.register(
    NavItem(
        group="cases",
        label=_("Warnings of clues and cases"),
        icon="alert-triangle",
        url_name="cases:warnings",
        permission=may.SUPERVISE,
        order=40,
        also=("cases:prompts_new",),
    )
)
navigation.register(
    NavItem(
        group="cases",
        label=_("Prompts to offices"),
        icon="bell",
        url_name="cases:prompts",
        permission=(
            may.SUPERVISE,
            may.SIGN_PROMPT,
            may.HEAD_HANDLING,
            may.HEAD_REVIEW,
            may.READ_REPORTER,
        ),
        order=45,
        also=("cases:prompt",),
    )
)
navigation.register(
    NavItem(
        group="cases",
        label=_("Concluded reports to feed back"),
        icon="mail-forward",
        url_name="cases:quarters",
        permission=quarters.READERS,
        order=65,
        also=("cases:quarter",),
    )
)
