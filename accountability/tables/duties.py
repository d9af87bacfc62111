"""Lists of duties and of units."""

from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from accountability.labels import origin_label, period_label
from supervision.web.columns import DueColumn, LeadColumn, LightColumn, NumberColumn, opens
from supervision.web.tables import PortalTable


class DutyTable(PortalTable):
    """One duty a row."""

    title = LeadColumn(verbose_name=_("Task"), url=opens("accountability:duty"), sub=origin_label)
    unit = tables.Column(
        verbose_name=_("Unit"), accessor="unit__short_name", order_by="unit__position"
    )
    period = tables.Column(verbose_name=_("Period"), empty_values=(), orderable=False)
    filed_count = NumberColumn(verbose_name=_("Filings"))
    ends_at = DueColumn(verbose_name=_("Due"))
    light = LightColumn(order_by="ends_at")

    class Meta(PortalTable.Meta):
        order_by = ("ends_at",)

    def render_period(self, record: Any) -> str:
        """Write which period the duty belongs to."""
        return period_label(record)


class OwnDutyTable(DutyTable):
    """The duties of one's own unit: no column for the unit."""

    class Meta(DutyTable.Meta):
        exclude = ("unit",)
