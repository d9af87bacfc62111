"""What accounts give people to do: requests that wait for a second person."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from supervision.accounts.permissions import DECIDE_REQUESTS
from supervision.accounts.selectors import requests_to_decide
from supervision.notifications import todos
from supervision.notifications.todos import TodoItem, TodoSource


def _items(user: Any) -> list[TodoItem]:
    colon = pgettext("label before a message", ": ")
    return [
        TodoItem(
            title=f"{request.get_kind_display()}{colon}{request.user.name}",
            url=request.get_absolute_url(),
            unit=request.unit.short_name if request.unit else "",
            sub=request.asked_by.name,
        )
        for request in requests_to_decide(user).select_related("user", "unit", "asked_by")
    ]


todos.register(
    TodoSource(
        key="accounts.requests",
        label=_("Two-person requests"),
        permission=DECIDE_REQUESTS,
        items=_items,
        rows=requests_to_decide,
    )
)
