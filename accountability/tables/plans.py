"""The list of plans."""

from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from supervision.web.columns import LeadColumn, MomentColumn, NumberColumn, opens
from supervision.web.tables import PortalTable


class PlanTable(PortalTable):
    """One plan a row, with how far it has come."""

    title = LeadColumn(
        verbose_name=_("Plan"), url=opens("accountability:plan"), sub=lambda row: row.number
    )
    unit = tables.Column(
        verbose_name=_("Unit"), accessor="unit__short_name", order_by="unit__position"
    )
    made_by = tables.Column(verbose_name=_("Made by"), accessor="made_by__name")
    made_at = MomentColumn(verbose_name=pgettext_lazy("plan", "Begun"))
    row_count = NumberColumn(verbose_name=pgettext_lazy("plan", "Matters"))
    closed_count = NumberColumn(verbose_name=_("Verified"))
    status = tables.Column(verbose_name=_("Status"))

    class Meta(PortalTable.Meta):
        order_by = ("-made_at",)

    def render_status(self, record: Any) -> str:
        """Write the status in words."""
        return str(record.get_status_display())
