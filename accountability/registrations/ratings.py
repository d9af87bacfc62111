"""What ratings offer the kernel and the pages of duties and filings."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accountability import rating_search as finders
from accountability.exporters import ratings as exporters
from accountability.permissions import EDIT_SCHEME, RATE, READ
from accountability.sections import Section, register
from accountability.selectors import ratings
from supervision.accounts import reach
from supervision.accounts.reach import ReachSource, by_pk
from supervision.dashboards import search
from supervision.dashboards.search import SearchSource
from supervision.notifications import todos
from supervision.notifications.todos import TodoItem, TodoSource
from supervision.web import navigation
from supervision.web.navigation import NavItem

__all__ = ["exporters"]

_FOLDER = "accountability/ratings"


def _card(user: Any, filing: Any) -> dict[str, Any]:
    return {"card": ratings.rating_card(user, filing)}


def _grades(user: Any, duty: Any) -> dict[str, Any] | None:
    rows = ratings.grades_of_duty(duty)
    return {"rows": rows} if rows else None


register(Section("rating", "filing-side", f"{_FOLDER}/card.html", _card, order=10))
register(Section("ratings", "duty-side", f"{_FOLDER}/duty_card.html", _grades, order=10))


def _items(user: Any) -> list[TodoItem]:
    return [
        TodoItem(
            title=row.filing.duty.title,
            url=reverse("accountability:objection", args=[row.pk]),
            unit=row.filing.unit.short_name,
            sub=row.reason,
        )
        for row in ratings.objections_waiting_for(user)
    ]


todos.register(
    TodoSource(
        key="accountability.objections",
        label=_("Objections to answer"),
        permission=RATE,
        items=_items,
        rows=ratings.objections_waiting_for,
    )
)


def _grades_to_keep(user: Any) -> Any:
    rows = ratings.grades_in_use()
    return rows if user.can(EDIT_SCHEME) else rows.none()


for _source in (
    ReachSource(
        key="objections",
        label=_("Objections to ratings"),
        icon="message",
        url_name="accountability:objection",
        rows=ratings.objections_visible_to,
        kwargs=by_pk,
        label_of=lambda row: f"{row.filing.receipt} · {row.filing.unit.short_name}",
        order=110,
    ),
    ReachSource(
        key="grades",
        label=_("Grades"),
        icon="star",
        url_name="accountability:grade_edit",
        also=("accountability:grade_retire",),
        rows=_grades_to_keep,
        kwargs=by_pk,
        label_of=lambda row: f"{row.grade_set} · {row.name}",
        order=120,
    ),
):
    reach.register(_source)

search.register(
    SearchSource(
        key="objections",
        label=_("Objections to ratings"),
        icon="message",
        permission=READ,
        find=finders.find_objections,
        order=110,
    )
)

for _item in (
    NavItem(
        group="assessing",
        label=_("Filings to rate"),
        icon="star",
        url_name="accountability:rating_queue",
        permission=RATE,
        order=10,
        also=("accountability:rate",),
    ),
    NavItem(
        group="assessing",
        label=_("Ratings"),
        icon="list-check",
        url_name="accountability:ratings",
        permission=READ,
        order=20,
        also=("accountability:objection", "accountability:rating_object"),
    ),
):
    navigation.register(_item)
