"""The register of official documents as Excel."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from supervision.documents.filters import PaperFilter, filtered
from supervision.documents.permissions import READ
from supervision.documents.selectors import papers
from supervision.exchange.enums import ColumnKind
from supervision.exchange.exporters import Column, Exporter


def _units(paper: Any) -> str:
    return "、".join(row.unit.name for row in paper.addressees.all())


class PapersExporter(Exporter):
    """The papers of the register with their units and how they stand; no text of theirs."""

    code = "papers"
    label = _("Register of official documents")
    permission = READ
    icon = "file-text"
    help_text = _("Number, title, units, dates and replies of the papers of the list.")
    filterset = PaperFilter
    columns = (
        Column(_("Number"), lambda row: row.number, width=28),
        Column(_("Kind"), lambda row: row.kind_label, width=14),
        Column(_("Title"), lambda row: row.title, width=48),
        Column(_("Issuing organ"), lambda row: row.organ.name, width=28),
        Column(_("Units"), _units, width=48),
        Column(_("Status"), lambda row: row.get_status_display(), width=14),
        Column(_("Drafted by"), lambda row: row.drafted_by.name, width=12),
        Column(_("Signed by"), lambda row: row.signed_by.name if row.signed_by else "", width=12),
        Column(_("Date of issue"), lambda row: row.issued_on, ColumnKind.DATE, 14),
        Column(_("Reply by"), lambda row: row.reply_by, ColumnKind.DATE, 14),
        Column(_("Units asked"), lambda row: row.unit_count, ColumnKind.NUMBER, 10),
        Column(_("Settled"), lambda row: row.settled_count, ColumnKind.NUMBER, 10),
        Column(_("Light"), lambda row: row.shown_light, ColumnKind.LIGHT, 12),
    )

    def rows(self, user: Any, params: Mapping[str, Any]) -> Any:
        """Return the papers of the page with these filters."""
        rows = papers.listed(papers.with_addressees(papers.papers_to_read(user)))
        return filtered(rows, params, user)
