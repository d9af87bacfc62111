"""What official documents give people to do."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from supervision.documents.permissions import READ, RECEIVE, SETTLE, SIGN
from supervision.documents.selectors import deliveries, papers
from supervision.notifications import todos
from supervision.notifications.todos import TodoItem, TodoSource


def _paper(paper: Any) -> TodoItem:
    unit = paper.subject_unit
    return TodoItem(
        title=paper.title,
        url=paper.get_absolute_url(),
        unit=unit.short_name if unit is not None else "",
        sub=f"{paper.kind_label} · {paper.drafted_by.name}",
    )


def _delivery(row: Any) -> TodoItem:
    return TodoItem(
        title=row.document.title,
        url=row.get_absolute_url(),
        unit=row.unit.short_name,
        due_at=row.ends_at,
        light=getattr(row, "light", ""),
        sub=f"{row.document.number} · {row.get_status_display()}",
    )


def _to_sign(user: Any) -> list[TodoItem]:
    return [_paper(paper) for paper in papers.to_sign(user)]


def _to_rework(user: Any) -> list[TodoItem]:
    return [_paper(paper) for paper in papers.to_rework(user)]


def _to_answer(user: Any) -> list[TodoItem]:
    return [_delivery(row) for row in deliveries.with_light(deliveries.to_answer(user))]


def _to_examine(user: Any) -> list[TodoItem]:
    return [_delivery(row) for row in deliveries.to_examine(user)]


for _source in (
    TodoSource(
        key="documents.sign",
        label=_("Papers to sign"),
        permission=SIGN,
        items=_to_sign,
        rows=papers.to_sign,
    ),
    TodoSource(
        key="documents.rework",
        label=_("Drafts sent back"),
        permission=READ,
        items=_to_rework,
        rows=papers.to_rework,
    ),
    TodoSource(
        key="documents.answer",
        label=_("Papers to receive and reply to"),
        permission=RECEIVE,
        items=_to_answer,
        rows=deliveries.to_answer,
    ),
    TodoSource(
        key="documents.examine",
        label=_("Replies to examine"),
        permission=SETTLE,
        items=_to_examine,
        rows=deliveries.to_examine,
    ),
):
    todos.register(_source)
