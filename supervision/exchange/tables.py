"""One's own imports and exports, and the record of exports, as tables."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from supervision.exchange import exporters, importers
from supervision.exchange.models import ExportJob, ExportRecord, ImportJob
from supervision.web.columns import LeadColumn, MomentColumn, NumberColumn
from supervision.web.tables import PortalTable


class ImportTable(PortalTable):
    """One uploaded workbook a row."""

    file_name = LeadColumn(verbose_name=_("File"), url=lambda row: row.get_absolute_url())
    importer = tables.Column(verbose_name=_("Kind"))
    state = tables.Column(verbose_name=_("State"))
    row_count = NumberColumn(verbose_name=_("Rows"))
    created_count = NumberColumn(verbose_name=_("New"))
    updated_count = NumberColumn(verbose_name=_("Changed"))
    problem_count = NumberColumn(verbose_name=_("Errors"))
    created_at = MomentColumn(verbose_name=_("Uploaded"))

    class Meta(PortalTable.Meta):
        model = ImportJob
        fields = (
            *("file_name", "importer", "state", "row_count"),
            *("created_count", "updated_count", "problem_count", "created_at"),
        )
        order_by = ("-created_at",)

    def render_importer(self, value: str) -> str:
        """Name the kind, or its code where a later version dropped it."""
        return _named(importers, value)

    def render_state(self, record: Any) -> str:
        """Say the state in words."""
        return str(record.get_state_display())


class ExportTable(PortalTable):
    """One export a row."""

    number = LeadColumn(
        verbose_name=_("Number"), url=lambda row: row.get_absolute_url(), order_by="id"
    )
    exporter = tables.Column(verbose_name=_("Table"))
    purpose = tables.Column(verbose_name=_("Export purpose"))
    state = tables.Column(verbose_name=_("State"))
    done_rows = NumberColumn(verbose_name=_("Rows"))
    created_at = MomentColumn(verbose_name=_("Asked for"))

    class Meta(PortalTable.Meta):
        model = ExportJob
        fields = ("number", "exporter", "purpose", "state", "done_rows", "created_at")
        order_by = ("-created_at",)

    def render_exporter(self, value: str) -> str:
        """Name the table, or its code where a later version dropped it."""
        return _named(exporters, value)

    def render_state(self, record: Any) -> str:
        """Say the state in words."""
        return str(record.get_state_display())


class RecordTable(PortalTable):
    """One finished export a row, for those who oversee."""

    number = LeadColumn(
        verbose_name=_("Number"), url=lambda row: row.get_absolute_url(), order_by="id"
    )
    label = tables.Column(verbose_name=_("Table"))
    actor_name = tables.Column(verbose_name=_("Exported by"))
    unit_name = tables.Column(verbose_name=_("Unit"))
    purpose = tables.Column(verbose_name=_("Export purpose"))
    row_count = NumberColumn(verbose_name=_("Rows"))
    download_count = NumberColumn(verbose_name=_("Downloads"))
    at = MomentColumn(verbose_name=_("Time"))

    class Meta(PortalTable.Meta):
        model = ExportRecord
        fields = (
            *("number", "label", "actor_name", "unit_name"),
            *("purpose", "row_count", "download_count", "at"),
        )
        order_by = ("-at",)


def _named(registry: Any, code: str) -> str:
    try:
        return str(registry.get(code).label)
    except LookupError:
        return code
