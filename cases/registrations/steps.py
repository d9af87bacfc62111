"""What steps offer the kernel: files of approvals, to-dos of signatories, reach, navigation."""

from typing import Any

from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases import notices
from cases.permissions import NAME_STAND_IN, READ, RECORD_OUTSIDE
from cases.selectors import step_page, steps
from supervision.accounts import reach
from supervision.accounts.reach import ReachSource
from supervision.attachments import gates
from supervision.notifications import todos
from supervision.notifications.todos import TodoItem, TodoSource
from supervision.web import navigation
from supervision.web.navigation import NavItem

__all__ = ["notices"]

_SHOWN = 20


def _may_read(user: Any, owner_id: str) -> bool:
    return step_page.steps_visible_to(user).filter(pk=owner_id).exists()


def _readable(user: Any) -> QuerySet[Any]:
    rows = step_page.steps_visible_to(user).order_by()
    return rows.annotate(key=Cast("pk", CharField())).values_list("key", flat=True)


gates.register(
    "cases.step",
    may_read=_may_read,
    readable=_readable,
    url_of=lambda owner_id: reverse("cases:step", args=[owner_id]),
    # What an approval says must not lie readable in the database.
    is_searched=False,
)

reach.register(
    ReachSource(
        key="case-steps",
        label=_("Steps of clues"),
        icon="signature",
        url_name="cases:step",
        also=("cases:sign", "cases:take_back", "cases:outside"),
        rows=step_page.steps_visible_to,
        kwargs=reach.by_pk,
        label_of=lambda row: f"{row.clue.number} · {row.get_act_display()}",
        order=320,
    )
)


def _item(row: Any) -> TodoItem:
    title = _("Approve “%(act)s” of clue %(number)s")
    given = {"act": row.get_act_display(), "number": row.clue.number}
    return TodoItem(title=str(title % given), url=reverse("cases:step", args=[row.pk]), unit="")


todos.register(
    TodoSource(
        key="case-steps",
        label=_("Steps of clues to approve"),
        permission=READ,
        items=lambda user: [_item(row) for row in steps.waiting_for(user)[:_SHOWN]],
        rows=steps.waiting_for,
    )
)
todos.register(
    TodoSource(
        key="case-steps-outside",
        label=_("Approvals from outside to record"),
        permission=RECORD_OUTSIDE,
        items=lambda user: [_item(row) for row in steps.waiting_outside(user)[:_SHOWN]],
        rows=steps.waiting_outside,
    )
)

navigation.register(
    NavItem(
        group="cases",
        label=_("Stand-ins"),
        icon="users",
        url_name="cases:stand_ins",
        permission=NAME_STAND_IN,
        order=90,
    )
)
