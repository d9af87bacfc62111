"""The clocks that warn as a workbook: what the page shows, with its own filters, and no more."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.filters.warnings import WarningFilter, filtered
from cases.permissions import SUPERVISE
from cases.rules.ladder import days_left
from cases.selectors.warnings import clocks_shown, listed
from cases.tables.warnings import last_prompt
from supervision import clock
from supervision.exchange import exporters
from supervision.exchange.enums import ColumnKind
from supervision.exchange.exporters import Column, Exporter
from supervision.web import lights
from supervision.web.formats import due_day


@exporters.register
class WarningExporter(Exporter):
    """One clock a row, without anything that lies sealed."""

    code = "case-warnings"
    label = _("Warnings of clues and cases")
    permission = SUPERVISE
    help_text = _("Every term of a clue that is due soon or overdue, with office and days left.")
    icon = "alert-triangle"
    filterset = WarningFilter
    columns = (
        Column(_("Number of the clue"), lambda row: row.clue.number, width=20),
        Column(_("Matter"), lambda row: row.rule.label, width=40),
        Column(_("Stage"), lambda row: row.clue.get_status_display(), width=14),
        Column(_("Office"), lambda row: row.office.name, width=26),
        Column(_("Officer in charge"), lambda row: getattr(row.clue.handler, "name", ""), width=12),
        Column(_("Started"), lambda row: clock.local(row.started_at), ColumnKind.DATETIME, 20),
        Column(_("Due"), lambda row: due_day(row.ends_at), ColumnKind.DATE, 14),
        Column(
            _("Days left"),
            lambda row: days_left(row.ends_at, clock.now()),
            ColumnKind.NUMBER,
            10,
        ),
        Column(_("State"), lambda row: lights.words(row.light), width=12),
        Column(_("Legal basis"), lambda row: row.term_basis, width=40),
        Column(_("Last prompt"), last_prompt, width=14),
    )

    def rows(self, user: Any, params: Mapping[str, Any]) -> Any:
        """Return the clocks of the page with these filters."""
        shown = clocks_shown(user, str(params.get("light", "")))
        return filtered(listed(shown), params, SimpleNamespace(user=user))
