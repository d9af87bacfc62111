"""Traces."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from supervision.web.columns import DateColumn, LeadColumn, MomentColumn, opens
from supervision.web.tables import PortalTable


class TraceTable(PortalTable):
    """One trace a row: what was traced, by whom, what for."""

    problem = LeadColumn(
        verbose_name=_("Problem"),
        url=opens("accountability:trace"),
        sub=lambda row: f"{row.number}　{row.purpose}",
    )
    unit = tables.Column(
        verbose_name=_("Unit"), accessor="unit__short_name", order_by="unit__position"
    )
    known_on = DateColumn(verbose_name=_("Known on"))
    traced_by = tables.Column(verbose_name=_("Traced by"), accessor="traced_by__name")
    traced_at = MomentColumn(verbose_name=_("Traced"))

    class Meta(PortalTable.Meta):
        order_by = ("-traced_at",)
