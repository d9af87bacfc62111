"""What assessments offer the kernel: places, to-dos, files, reach, the feedback paper."""

from typing import Any

from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accountability.panels.assessing import units_to_assess
from accountability.permissions import ASSESS, DRAFT_PAPER, OVERSEE, SCORE, SIGN_PAPER
from accountability.selectors import assessing
from accountability.services import feedback
from accountability.services.assessing import may_stage
from supervision.accounts import reach
from supervision.accounts.reach import ReachSource, by_pk
from supervision.attachments import gates
from supervision.audit import kinds
from supervision.audit.kinds import ObjectKind
from supervision.dashboards import panels
from supervision.dashboards.panels import Panel
from supervision.documents import kinds as papers
from supervision.documents.kinds import DocumentKind, Layout
from supervision.notifications import todos
from supervision.notifications.todos import TodoItem, TodoSource
from supervision.web import navigation
from supervision.web.navigation import NavItem

for _place in (
    NavItem(
        group="assessing",
        label=_("Assessments"),
        icon="clipboard-check",
        url_name="accountability:assessments",
        permission=OVERSEE,
        order=80,
        also=(
            *("accountability:assessment", "accountability:indicators"),
            *("accountability:assessment_progress", "accountability:sheet"),
        ),
    ),
    NavItem(
        # Above every heading: it is what the assessors come for, on the phone as at the desk.
        group="",
        label=_("Units to assess"),
        icon="clipboard-check",
        url_name="accountability:assessing",
        permission=ASSESS,
        order=10,
        tab=True,
        also=("accountability:sheet",),
    ),
):
    navigation.register(_place)

panels.register(
    Panel(
        key="assessing",
        title=_("Units to assess"),
        permission=ASSESS,
        template="accountability/panels/assessing.html",
        load=units_to_assess,
        region="top",
        order=5,
    )
)

kinds.register(ObjectKind("accountability.assessmentsheet", _("Sheet of the assessors")))


def _may_read(user: Any, owner_id: str) -> bool:
    rows = assessing.checks_visible_to(user)
    return owner_id.isdecimal() and rows.filter(pk=int(owner_id)).exists()


def _readable(user: Any) -> QuerySet[Any]:
    rows = assessing.checks_visible_to(user).filter(file_count__gt=0)
    return rows.order_by().annotate(key=Cast("pk", CharField())).values("key")


gates.register(assessing.CHECK_OWNER, _may_read, may_stage, _readable, assessing.unit_of_check)


def _items(user: Any) -> list[TodoItem]:
    return [
        TodoItem(
            title=f"{row.group.assessment.name} · {row.unit.short_name}",
            url=f"{reverse('accountability:sheet', args=[row.pk])}?step=scores",
            unit=row.unit.short_name,
            sub=row.group.name,
        )
        for row in assessing.sheets_to_confirm(user)
    ]


todos.register(
    TodoSource(
        key="accountability.sheets",
        label=_("Score sheets to confirm"),
        permission=SCORE,
        items=_items,
        rows=assessing.sheets_to_confirm,
    )
)

reach.register(
    ReachSource(
        key="sheets",
        label=_("Score sheets"),
        icon="clipboard-check",
        url_name="accountability:sheet",
        also=tuple(
            f"accountability:sheet_{name}"
            for name in (
                *("read", "check", "problem", "problem_decide", "points", "restore"),
                *("submit", "return", "confirm", "feedback"),
            )
        ),
        rows=assessing.sheets_visible_to,
        kwargs=by_pk,
        label_of=lambda row: f"{row.group.assessment.check_on:%Y-%m-%d} · {row.unit.short_name}",
        order=95,
    )
)

papers.register(
    DocumentKind(
        code=feedback.KIND,
        label=_("Feedback of an assessment"),
        series="督考",
        layout=Layout.LETTER,
        draft=DRAFT_PAPER,
        sign=SIGN_PAPER,
        needs_reply=True,
        icon="clipboard-check",
        basis_gone=feedback.basis_gone,
        signed=feedback.feedback_signed,
    )
)
