"""The list of rectification plans."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.models import CasePlan
from supervision.web.columns import DueColumn, LeadColumn, LightColumn, MomentColumn, opens
from supervision.web.tables import PortalTable


class PlanTable(PortalTable):
    """One plan a row: whose it is, who is in charge, until when."""

    title = LeadColumn(verbose_name=_("Plan"), url=opens("cases:plan"), sub=lambda row: row.number)
    office = tables.Column(
        verbose_name=_("Office"), accessor="office__short_name", order_by="office__path"
    )
    owner = tables.Column(verbose_name=_("Person in charge"), accessor="owner__name")
    opened_at = MomentColumn(verbose_name=pgettext_lazy("plan", "Opened"))
    ends_at = DueColumn(verbose_name=_("Due"), full=True)
    light = LightColumn(order_by="ends_at")

    class Meta(PortalTable.Meta):
        model = CasePlan
        order_by = ("-opened_at",)
        fields: tuple[str, ...] = ("title", "office", "owner", "opened_at", "ends_at", "light")
