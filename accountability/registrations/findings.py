"""What findings and rectification offer the kernel and the pages they stand on."""

from typing import Any

from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accountability.exporters import findings as exporters
from accountability.panels.rectification import rectification as panel
from accountability.permissions import RAISE_FINDING, READ, RECTIFY, SIGN_PAPER, VERIFY
from accountability.rectification_source import RECTIFICATIONS
from accountability.sections import Section, UnitTab, register, register_tab
from accountability.selectors import findings, plans, rectifications
from accountability.services import rectification_papers as papers
from accountability.services.rectification_uploads import may_stage
from supervision.attachments import gates
from supervision.audit import kinds
from supervision.audit.kinds import ObjectKind
from supervision.dashboards import panels
from supervision.dashboards.panels import Panel
from supervision.deadlines import sources
from supervision.documents import kinds as papers_of
from supervision.documents.kinds import DocumentKind, Layout
from supervision.notifications import todos
from supervision.notifications.todos import TodoItem, TodoSource
from supervision.web import navigation
from supervision.web.navigation import NavItem

__all__ = ["exporters"]

sources.register(RECTIFICATIONS)
register_tab(
    UnitTab(
        "rectification", _("Rectification"), "accountability:unit_rectification", READ, order=40
    )
)
kinds.register(
    ObjectKind("accountability.finding", _("Problem found")),
    ObjectKind("accountability.rectification", _("Rectification")),
    ObjectKind("accountability.rectificationentry", _("Entry of a rectification")),
    ObjectKind("accountability.rectificationplan", _("Rectification plan")),
)

# -- files of entries --------------------------------------------------------------------------


def _may_read(user: Any, owner_id: str) -> bool:
    rows = rectifications.entries_visible_to(user)
    return owner_id.isdecimal() and rows.filter(pk=int(owner_id)).exists()


def _readable(user: Any) -> QuerySet[Any]:
    rows = rectifications.entries_visible_to(user).filter(file_count__gt=0)
    return rows.order_by().annotate(key=Cast("pk", CharField())).values("key")


gates.register(
    rectifications.ENTRY_OWNER, _may_read, may_stage, _readable, rectifications.unit_of_entry
)

# -- to-dos ------------------------------------------------------------------------------------


def _item(row: Any, user: Any, light: str = "") -> TodoItem:
    return TodoItem(
        title=rectifications.shown_title(user, row),
        url=reverse("accountability:rectification", args=[row.pk]),
        unit=row.unit.short_name,
        due_at=row.ends_at,
        light=light,
        sub=row.number,
    )


def _own_items(user: Any) -> list[TodoItem]:
    return [
        _item(row, user, row.light)  # type: ignore[attr-defined]
        for row in rectifications.to_work_on(user)
    ]


def _to_verify(user: Any) -> list[TodoItem]:
    return [_item(row, user) for row in rectifications.to_verify(user)]


def _extensions(user: Any) -> list[TodoItem]:
    return [
        TodoItem(
            title=row.rectification.number,
            url=reverse("accountability:rectification", args=[row.rectification_id]),
            unit=row.rectification.unit.short_name,
            due_at=row.ends_before,
            sub=row.requested_by.name,
        )
        for row in rectifications.extensions_to_decide(user)
    ]


def _plans(user: Any) -> list[TodoItem]:
    return [
        TodoItem(
            title=row.title,
            url=reverse("accountability:plan_edit", args=[row.pk]),
            unit=row.unit.short_name,
            sub=row.number,
        )
        for row in plans.plans_to_finish(user)
    ]


for _todo in (
    TodoSource(
        key="accountability.rectify",
        label=_("To rectify"),
        permission=RECTIFY,
        items=_own_items,
        rows=rectifications.to_work_on,
    ),
    TodoSource(
        key="accountability.verify",
        label=_("Rectifications to verify"),
        permission=VERIFY,
        items=_to_verify,
        rows=rectifications.to_verify,
    ),
    TodoSource(
        key="accountability.rectify_time",
        label=_("More time to rectify: to decide"),
        permission=RAISE_FINDING,
        items=_extensions,
        rows=rectifications.extensions_to_decide,
    ),
    TodoSource(
        key="accountability.plans",
        label=_("Rectification plans to complete"),
        permission=RECTIFY,
        items=_plans,
        rows=plans.plans_to_finish,
    ),
):
    todos.register(_todo)

# -- home page, unit pages, duty and filing pages ------------------------------------------------

panels.register(
    Panel(
        key="rectification",
        title=_("Rectification"),
        permission=READ,
        template="accountability/panels/rectification.html",
        load=panel,
        order=25,
    )
)


def _about(user: Any, **about: Any) -> dict[str, Any] | None:
    rows = list(findings.findings_visible_to(user).filter(**about)[:10])
    may_raise = user.can(RAISE_FINDING)
    if not rows and not may_raise:
        return None
    (subject,) = about.values()
    name = next(iter(about))
    return {
        "rows": [(row, findings.shown_title(user, row)) for row in rows],
        "new_url": f"{reverse('accountability:finding_new')}?{name}={subject.pk}"
        if may_raise
        else "",
    }


for _section in (
    Section(
        key="findings-duty",
        place="duty-side",
        template="accountability/findings/section.html",
        load=lambda user, duty: _about(user, duty=duty),
        order=60,
    ),
    Section(
        key="findings-filing",
        place="filing-side",
        template="accountability/findings/section.html",
        load=lambda user, filing: _about(user, filing=filing),
        order=60,
    ),
):
    register(_section)

# -- navigation -------------------------------------------------------------------

for _place in (
    NavItem(
        group="pressing",
        label=_("Problems found"),
        icon="flag",
        url_name="accountability:findings",
        permission=READ,
        order=50,
        also=("accountability:finding",),
    ),
    NavItem(
        group="pressing",
        label=_("Rectification"),
        icon="report-analytics",
        url_name="accountability:rectifications",
        permission=READ,
        order=60,
        also=("accountability:rectification", "accountability:plan"),
    ),
):
    navigation.register(_place)

# -- papers --------------------------------------------------------------------------------------

papers_of.register(
    DocumentKind(
        code=papers.NOTICE,
        label=_("Notice to rectify"),
        series="督改",
        layout=Layout.LETTER,
        draft=RAISE_FINDING,
        sign=SIGN_PAPER,
        needs_reply=True,
        icon="file-text",
        basis_gone=papers.basis_gone,
    )
)
papers_of.register(
    DocumentKind(
        code=papers.REPORT,
        label=_("Report on a rectification"),
        series="督报",
        layout=Layout.GENERAL,
        draft=RAISE_FINDING,
        sign=SIGN_PAPER,
        icon="report-analytics",
    )
)
