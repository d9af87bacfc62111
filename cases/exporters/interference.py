"""The interference register as a workbook: what its list shows, and no sealed word."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.filters.interference import InterferenceFilter, filtered
from cases.permissions import READ_INTERFERENCE
from cases.selectors.interference import as_listed, entries_visible_to
from cases.tables.interference import organ_and_post
from supervision import clock
from supervision.exchange import exporters
from supervision.exchange.enums import ColumnKind
from supervision.exchange.exporters import Column, Exporter


@exporters.register
class InterferenceExporter(Exporter):
    """One attempt a row, for the readers of the register; never one that names the reader."""

    code = "case-interference"
    label = _("Interference register")
    permission = READ_INTERFERENCE
    help_text = _(
        "Every attempt that you may read, without a name and without what was said: "
        "these stand on the page of the entry, whose opening is recorded."
    )
    icon = "shield-lock"
    filterset = InterferenceFilter
    columns = (
        Column(_("Number"), lambda row: row.number, width=18),
        Column(_("Kind"), lambda row: row.get_kind_display(), width=18),
        Column(_("How"), lambda row: row.get_way_display(), width=16),
        Column(_("Organ and post"), lambda row: organ_and_post(row), width=30),
        Column(_("Clue"), lambda row: getattr(row.clue, "number", ""), width=18),
        Column(_("When"), lambda row: clock.local(row.happened_at), ColumnKind.DATETIME, 20),
        Column(_("Entered by"), lambda row: row.entered_by.name, width=12),
        Column(_("Entered"), lambda row: clock.local(row.entered_at), ColumnKind.DATETIME, 20),
        Column(_("Notes"), lambda row: row.note_count, ColumnKind.NUMBER, 8),
        Column(
            _("Dealt with"),
            lambda row: clock.local(row.dealt_with_at) if row.dealt_with_at else None,
            ColumnKind.DATETIME,
            20,
        ),
    )

    def rows(self, user: Any, params: Mapping[str, Any]) -> Any:
        """Return the entries of the list with these filters."""
        rows = as_listed(entries_visible_to(user))
        return filtered(rows, params, SimpleNamespace(user=user)).order_by("-happened_at", "-pk")
