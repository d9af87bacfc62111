"""The papers that clues under way lack, as a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.filters.papers import LackingFilter, filtered
from cases.permissions import READ
from cases.selectors import paper_list
from cases.selectors.clue_list import names_of
from supervision import clock
from supervision.exchange import exporters
from supervision.exchange.enums import ColumnKind
from supervision.exchange.exporters import Column, Exporter


def _lacking(clue: Any) -> str:
    return "\n".join(f"{act}：{papers}" for act, papers in paper_list.lacking(clue))


def _writing(clue: Any) -> str:
    return "、".join(str(one.get_slot_display()) for one in paper_list.unfinished(clue))


@exporters.register
class PaperExporter(Exporter):
    """One clue under way a row, with what each possible step lacks."""

    code = "case-papers"
    label = _("Papers that are missing")
    permission = READ
    help_text = _("Every clue under way that you may see, with the papers each next step lacks.")
    icon = "file-check"
    filterset = LackingFilter
    columns = (
        Column(_("Number"), lambda row: row.number, width=18),
        Column(_("Respondents"), names_of, width=24),
        Column(_("Unit concerned"), lambda row: row.unit.name, width=26),
        Column(
            _("Handling office"), lambda row: getattr(row.handling_office, "name", ""), width=22
        ),
        Column(_("Officer in charge"), lambda row: getattr(row.handler, "name", ""), width=12),
        Column(_("Status"), lambda row: row.get_status_display(), width=16),
        Column(
            pgettext_lazy("status", "Since"),
            lambda row: clock.local(row.status_since).date(),
            ColumnKind.DATE,
        ),
        Column(
            _("All papers are there for"), lambda row: "、".join(paper_list.ready(row)), width=24
        ),
        Column(_("Missing"), _lacking, width=60),
        Column(_("Unfinished papers"), _writing, width=30),
    )

    def rows(self, user: Any, params: Mapping[str, Any]) -> Any:
        """Return the clues of the list with these filters."""
        return filtered(paper_list.open_clues(user), params, user)
