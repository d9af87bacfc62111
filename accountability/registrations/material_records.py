"""What the materials of the four kinds offer the kernel and the pages of a unit."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accountability import rating_search as finders
from accountability.exporters import material_records as exporters
from accountability.importers import material_records as importers
from accountability.permissions import READ, SCORE
from accountability.sections import Section, register
from accountability.selectors import material_records
from accountability.services.material_records import may_stage
from supervision.accounts import reach
from supervision.accounts.reach import ReachSource, by_pk
from supervision.attachments import gates
from supervision.dashboards import search
from supervision.dashboards.search import SearchSource
from supervision.notifications import todos
from supervision.notifications.todos import TodoItem, TodoSource
from supervision.web import navigation
from supervision.web.navigation import NavItem

__all__ = ["exporters", "importers"]

#: So many materials stand on the page of a unit; the list has all.
SHOWN = 6

gates.register(
    material_records.OWNER,
    material_records.may_read_files,
    may_stage,
    material_records.ids_with_files,
    material_records.unit_of_files,
)


def _of_unit(user: Any, unit: Any) -> dict[str, Any] | None:
    rows = material_records.materials_visible_to(user).filter(unit=unit)
    found = list(rows[:SHOWN])
    return {"rows": found, "unit": unit} if found else None


register(
    Section("materials", "unit-main", "accountability/materials/unit_card.html", _of_unit, order=40)
)


def _items(user: Any) -> list[TodoItem]:
    return [
        TodoItem(
            title=row.title,
            url=reverse("accountability:material", args=[row.pk]),
            unit=row.unit.short_name,
            sub=str(row.get_kind_display()),
        )
        for row in material_records.undecided(user)
    ]


todos.register(
    TodoSource(
        key="accountability.materials",
        label=_("Materials whose weight is to be decided"),
        permission=SCORE,
        items=_items,
        rows=material_records.undecided,
    )
)
reach.register(
    ReachSource(
        key="materials",
        label=_("Materials on units"),
        icon="notebook",
        url_name="accountability:material",
        also=("accountability:material_correct", "accountability:material_decide"),
        rows=material_records.every_version,
        kwargs=by_pk,
        label_of=lambda row: f"{row.get_kind_display()} · {row.unit.short_name} · {row.pk}",
        order=160,
    )
)
search.register(
    SearchSource(
        key="materials",
        label=_("Materials on units"),
        icon="notebook",
        permission=READ,
        find=finders.find_materials,
        order=120,
    )
)
navigation.register(
    NavItem(
        group="assessing",
        label=_("Materials on units"),
        icon="notebook",
        url_name="accountability:materials",
        permission=READ,
        order=50,
        also=("accountability:material",),
    )
)
