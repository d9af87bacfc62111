"""The quarters that handling offices feed back to the petition office."""

import django_tables2 as tables
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.models import QuarterFeedback
from supervision.web.columns import (
    DueColumn,
    LeadColumn,
    LightColumn,
    MomentColumn,
    NumberColumn,
)
from supervision.web.tables import PortalTable


class QuarterTable(PortalTable):
    """One office and quarter a row, with its light and when it was fed back."""

    office = LeadColumn(
        verbose_name=_("Handling office"),
        accessor="office__short_name",
        url=lambda row: reverse("cases:quarter", args=[row.pk]),
        sub=lambda row: row.quarter_words,
    )
    due = DueColumn(verbose_name=_("To be fed back by"), accessor="ends_at")
    light = LightColumn(order_by="ends_at")
    report_count = NumberColumn(verbose_name=_("Concluded reports"))
    closed_at = MomentColumn(verbose_name=_("Fed back"))
    closed_by = tables.Column(verbose_name=_("Fed back by"), accessor="closed_by__name")

    class Meta(PortalTable.Meta):
        model = QuarterFeedback
        order_by = ("-quarter_end",)
        fields = ("office", "due", "light", "report_count", "closed_at", "closed_by")
