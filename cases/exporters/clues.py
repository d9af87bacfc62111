"""The ledger of clues as a workbook: what the list shows, with its own filters, and no more."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.filters.clues import ClueFilter, filtered
from cases.permissions import READ
from cases.selectors.clue_list import ledger, names_of
from cases.tables.clues import kinds_of
from supervision import clock
from supervision.exchange import exporters
from supervision.exchange.enums import ColumnKind
from supervision.exchange.exporters import Column, Exporter
from supervision.web import lights


@exporters.register
class ClueExporter(Exporter):
    """One clue a row; nothing that lies sealed, and nothing of a reporter."""

    code = "clues"
    label = _("Ledger of clues")
    permission = READ
    help_text = _("Every clue you may see, with its way and its state; not what it alleges.")
    icon = "clipboard-text"
    filterset = ClueFilter
    columns = (
        Column(_("Number"), lambda row: row.number, width=18),
        Column(_("Respondents"), names_of, width=24),
        Column(_("Unit concerned"), lambda row: row.unit.name, width=26),
        Column(_("Source"), lambda row: row.get_source_display(), width=16),
        Column(_("Kind of violation"), kinds_of, width=28),
        Column(
            _("Handling office"), lambda row: getattr(row.handling_office, "name", ""), width=22
        ),
        Column(_("Stage of the clue"), lambda row: row.get_status_display(), width=16),
        Column(_("State"), lambda row: lights.words(row.light), width=12),
        Column(_("Came in"), lambda row: clock.local(row.received_at), ColumnKind.DATETIME, 20),
        Column(
            _("Concluded"),
            lambda row: clock.local(row.concluded_at) if row.concluded_at else None,
            ColumnKind.DATETIME,
            20,
        ),
        Column(_("Case number"), lambda row: row.case_number, width=20),
        Column(_("Archive number"), lambda row: row.archive_number, width=20),
    )

    def rows(self, user: Any, params: Mapping[str, Any]) -> Any:
        """Return the clues of the list with these filters."""
        return filtered(ledger(user), params, SimpleNamespace(user=user))
