"""Traces as a workbook."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from django.utils.translation import gettext_lazy as _

from accountability.filters.traces import TraceFilter
from accountability.permissions import TRACE_BACK
from accountability.selectors.traces import traces_visible_to
from supervision import clock
from supervision.exchange import exporters
from supervision.exchange.enums import ColumnKind
from supervision.exchange.exporters import Column, Exporter


@exporters.register
class TraceExporter(Exporter):
    """One trace a row."""

    code = "traces"
    label = _("Traces")
    permission = TRACE_BACK
    help_text = _("Which later problems were traced back, by whom and what for.")
    icon = "zoom-in"
    filterset = TraceFilter
    columns = (
        Column(_("Number"), lambda row: row.number, width=16),
        Column(_("Unit"), lambda row: row.unit.short_name, width=16),
        Column(_("Problem"), lambda row: row.problem, width=50),
        Column(_("From"), lambda row: row.since, ColumnKind.DATE, 14),
        Column(_("To"), lambda row: row.until, ColumnKind.DATE, 14),
        Column(_("Known on"), lambda row: row.known_on, ColumnKind.DATE, 14),
        Column(_("Purpose"), lambda row: row.purpose, width=40),
        Column(_("Traced by"), lambda row: row.traced_by.name, width=12),
        Column(_("Traced"), lambda row: clock.local(row.traced_at), ColumnKind.DATETIME, 20),
    )

    def rows(self, user: Any, params: Mapping[str, Any]) -> Any:
        """Return the traces of the page with these filters."""
        rows = traces_visible_to(user)
        chosen = TraceFilter(params, queryset=rows, request=SimpleNamespace(user=user))
        return chosen.qs if chosen.is_valid() else rows.none()
