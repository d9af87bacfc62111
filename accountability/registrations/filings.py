"""What filing offers the kernel: the file gate, places, panels, to-dos, the workbook."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accountability.exporters.ledger import LedgerExporter
from accountability.labels import period_label
from accountability.panels import workbench as panel
from accountability.permissions import FILE, READ
from accountability.selectors import filings, materials, workbench
from accountability.services import drafts
from supervision.attachments import gates
from supervision.dashboards import panels
from supervision.dashboards.panels import Panel
from supervision.notifications import todos
from supervision.notifications.todos import TodoItem, TodoSource
from supervision.web import navigation
from supervision.web.navigation import NavItem

__all__ = ["LedgerExporter"]

_FOLDER = "accountability/panels"

gates.register(
    materials.FILING_OWNER,
    filings.may_read_files,
    drafts.may_stage,
    filings.ids_with_files,
    filings.unit_of_files,
    url_of=lambda owner_id: reverse("accountability:filing", args=[int(owner_id)]),
)


def _items(user: Any) -> list[TodoItem]:
    return [
        TodoItem(
            title=duty.title,
            url=reverse("accountability:duty", args=[duty.pk]),
            unit=duty.unit.short_name,
            due_at=duty.ends_at,
            light=duty.light,  # type: ignore[attr-defined]
            sub=period_label(duty),
        )
        # What the office urges stands under a heading of its own.
        for duty in workbench.pressing(user).filter(urged_count=0)
    ]


todos.register(
    TodoSource(
        key="accountability-duties",
        label=_("Tasks to file"),
        permission=FILE,
        items=_items,
        rows=lambda user: workbench.pressing(user).filter(urged_count=0),
    )
)

for _panel in (
    Panel(
        key="own-tiles",
        title=_("Workbench"),
        permission=READ,
        template=f"{_FOLDER}/own_tiles.html",
        load=panel.tiles,
        region="top",
        order=10,
        in_past=True,
    ),
    Panel(
        key="own-todo",
        title=_("Tasks to do"),
        permission=READ,
        template=f"{_FOLDER}/own_todo.html",
        load=panel.todo,
        region="main",
        order=10,
        in_past=True,
    ),
    Panel(
        key="own-latest",
        title=_("Filed last"),
        permission=READ,
        template=f"{_FOLDER}/own_latest.html",
        load=panel.latest,
        region="main",
        order=30,
        in_past=True,
    ),
    Panel(
        key="own-calendar",
        title=_("Task calendar"),
        permission=READ,
        template=f"{_FOLDER}/own_calendar.html",
        load=panel.calendar,
        region="side",
        order=10,
        in_past=True,
    ),
    Panel(
        key="own-ring",
        title=_("How our tasks stand"),
        permission=READ,
        template=f"{_FOLDER}/own_donut.html",
        load=panel.donut,
        region="side",
        order=20,
        in_past=True,
    ),
):
    panels.register(_panel)

navigation.register(
    NavItem(
        group="accountability",
        label=_("Ledger"),
        icon="clipboard-text",
        url_name="accountability:ledger",
        permission=READ,
        order=30,
        tab=True,
        also=("accountability:filing",),
    )
)
navigation.register(
    NavItem(
        group="accountability",
        label=_("Quick record"),
        icon="plus",
        url_name="accountability:quick",
        permission=FILE,
        # Before the ledger: a phone's bottom bar holds the first four.
        order=25,
        tab=True,
        also=("accountability:quick",),
    )
)
navigation.register(
    NavItem(
        group="accountability",
        label=_("Task calendar"),
        icon="calendar-event",
        url_name="accountability:calendar",
        permission=READ,
        order=65,
    )
)
