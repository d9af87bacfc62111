"""Named reports of the petition office, without a word of who reported."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.models import Reporter
from supervision.web.columns import DateColumn, LeadColumn, LightColumn
from supervision.web.tables import PortalTable


class ReporterTable(PortalTable):
    """One named report a row: what was told, and which term presses."""

    clue = LeadColumn(
        verbose_name=gettext_lazy("Clue"),
        accessor="clue__number",
        url=lambda row: reverse("cases:reporter", args=[row.clue.number]),
        sub=lambda row: row.clue.get_source_display(),
    )
    received = DateColumn(verbose_name=gettext_lazy("Received on"), accessor="clue__received_at")
    was_accepted = tables.Column(verbose_name=gettext_lazy("Told that it was accepted"))
    concluded = DateColumn(verbose_name=gettext_lazy("Concluded on"), accessor="clue__concluded_at")
    was_told = tables.Column(verbose_name=gettext_lazy("Told the result"))
    light = LightColumn(order_by="ends_at")

    class Meta(PortalTable.Meta):
        model = Reporter
        order_by = ("-received",)
        fields = ("clue", "received", "was_accepted", "concluded", "was_told", "light")

    def render_was_accepted(self, value: bool, record: Any) -> str:
        """Write whether it was told."""
        return _("Yes") if value else _("Not yet")

    def render_was_told(self, value: bool, record: Any) -> str:
        """Write whether it was told; before the conclusion there is nothing to tell."""
        if value:
            return _("Yes")
        return _("Not yet") if record.clue.concluded_at else "—"
