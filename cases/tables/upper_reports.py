"""Reports that belong to the upper level."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from cases.models import UpperReport
from supervision.web.columns import ActColumn, DateColumn, DueColumn, LightColumn
from supervision.web.tables import PortalTable


def _act(report: Any) -> tuple[str, str] | None:
    if report.handed_up_on is not None:
        return None
    return _("Note as handed up"), reverse("cases:upper_report_hand_up", args=[report.pk])


class UpperReportTable(PortalTable):
    """One report a row: its days and its light."""

    received_on = DateColumn(verbose_name=gettext_lazy("Received on"), full=True)
    about_own_head = tables.Column(verbose_name=pgettext_lazy("report", "Belongs to"))
    due_at = DueColumn(verbose_name=gettext_lazy("To be handed up by"))
    light = LightColumn(order_by="due_at")
    handed_up_on = DateColumn(verbose_name=gettext_lazy("Handed up on"))
    noted_by = tables.Column(verbose_name=gettext_lazy("Counted by"), accessor="noted_by__name")
    act = ActColumn(_act)

    class Meta(PortalTable.Meta):
        model = UpperReport
        order_by = ("-received_on",)
        fields = (
            *("received_on", "about_own_head", "due_at", "light", "handed_up_on"),
            *("noted_by", "act"),
        )

    def render_about_own_head(self, value: bool) -> str:
        """Write to whom it goes."""
        return _("Upper petition office, at once") if value else _("Upper level")
