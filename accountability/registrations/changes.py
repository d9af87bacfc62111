"""What deadline changes offer the kernel: verbs, notices, to-dos, navigation."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accountability.permissions import READ
from accountability.selectors import changes
from supervision.notifications import todos
from supervision.notifications.todos import TodoItem, TodoSource
from supervision.web import navigation
from supervision.web.navigation import NavItem


def _items(user: Any) -> list[TodoItem]:
    return [
        TodoItem(
            title=change.duty.title,
            url=reverse("accountability:change", args=[change.pk]),
            unit=change.duty.unit.short_name,
            due_at=change.ends_before,
            sub=f"{change.get_kind_display()} · {change.requested_by.name}",
        )
        for change in changes.waiting_for(user)
    ]


todos.register(
    TodoSource(
        key="accountability.changes",
        label=_("Extensions and pauses to decide"),
        permission="accountability.decide_change",
        items=_items,
        rows=changes.waiting_for,
    )
)

navigation.register(
    NavItem(
        group="accountability",
        label=_("Extensions and pauses"),
        icon="clock-pause",
        url_name="accountability:changes",
        permission=READ,
        order=70,
        also=("accountability:change", "accountability:change_request"),
    )
)
