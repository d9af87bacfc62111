"""What rectification plans offer the kernel: their deadlines, to-dos, reach, place."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.follow_up_sources import PLANS
from cases.permissions import OPEN_PLAN, READ_PLAN
from cases.selectors import plans
from supervision.accounts import reach
from supervision.accounts.reach import ReachSource
from supervision.audit import kinds
from supervision.audit.kinds import ObjectKind
from supervision.deadlines import sources
from supervision.notifications import todos
from supervision.notifications.todos import TodoItem, TodoSource
from supervision.web import navigation
from supervision.web.navigation import NavItem

sources.register(PLANS)
kinds.register(ObjectKind("cases.caseplan", _("Rectification plan of an office")))


def _item(plan: Any) -> TodoItem:
    return TodoItem(
        title=f"{plan.number} {plan.title}",
        url=reverse("cases:plan", args=[plan.pk]),
        unit=plan.office.short_name,
        due_at=plan.ends_at,
        light=plan.light,
    )


for _todo in (
    TodoSource(
        key="case-plans",
        label=_("Rectification plans in my charge"),
        permission=READ_PLAN,
        items=lambda user: [_item(plan) for plan in plans.to_put_right(user)],
        rows=plans.to_put_right,
    ),
    TodoSource(
        key="case-plans-look",
        label=_("Rectification plans to look at"),
        permission=OPEN_PLAN,
        items=lambda user: [_item(plan) for plan in plans.to_look_at(user)],
        rows=plans.to_look_at,
    ),
):
    todos.register(_todo)

reach.register(
    ReachSource(
        key="case-plans",
        label=_("Rectification plans of offices"),
        icon="report-analytics",
        url_name="cases:plan",
        also=("cases:plan_progress", "cases:plan_look"),
        rows=plans.plans_visible_to,
        kwargs=reach.by_pk,
        label_of=lambda row: row.number,
        order=342,
    )
)
navigation.register(
    NavItem(
        group="cases",
        label=_("Rectification plans of offices"),
        icon="report-analytics",
        url_name="cases:plans",
        permission=READ_PLAN,
        order=47,
        also=("cases:plan", "cases:plan_new"),
    )
)
