"""Materials of the four kinds as Excel: the same rows as the page."""

from collections.abc import Iterable, Mapping
from types import SimpleNamespace
from typing import Any

from django.utils.translation import gettext_lazy as _

from accountability.filters.material_records import MaterialFilter, filtered
from accountability.permissions import READ
from accountability.selectors.material_records import materials_visible_to
from supervision.exchange import exporters
from supervision.exchange.enums import ColumnKind
from supervision.exchange.exporters import Column, Exporter


def _counts(row: Any) -> str:
    decision = getattr(row, "decision", None)
    return str(decision.get_effect_display()) if decision else ""


def _points(row: Any) -> Any:
    decision = getattr(row, "decision", None)
    return decision.points if decision else ""


@exporters.register
class MaterialExporter(Exporter):
    """One material a row."""

    code = "materials"
    label = _("Materials on units")
    permission = READ
    help_text = _("Research, inspection, daily checks and democratic-life meetings, by unit.")
    icon = "notebook"
    filterset = MaterialFilter
    columns = (
        Column(_("Kind"), lambda row: row.get_kind_display(), width=16),
        Column(_("Unit"), lambda row: row.unit.name, width=24),
        Column(_("Date"), lambda row: row.held_on, ColumnKind.DATE, 14),
        Column(_("Done by"), lambda row: row.body, width=24),
        Column(_("Title"), lambda row: row.title, width=36),
        Column(_("What was seen"), lambda row: row.summary, width=60),
        Column(_("Problems"), lambda row: row.problems, width=40),
        Column(_("Evaluation"), lambda row: row.get_evaluation_display(), width=12),
        Column(_("In the score"), _counts, width=14),
        Column(_("Points"), _points, ColumnKind.NUMBER, 10),
        Column(_("Recorded by"), lambda row: row.recorded_by.name, width=12),
    )

    def rows(self, user: Any, params: Mapping[str, Any]) -> Iterable[Any]:
        """Return the materials in scope that pass the filters."""
        return filtered(materials_visible_to(user), params, SimpleNamespace(user=user))
