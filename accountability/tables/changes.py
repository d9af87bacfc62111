"""The open list of extensions and pauses."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accountability.models import DeadlineChange
from supervision.web.columns import DueColumn, LeadColumn, MomentColumn
from supervision.web.tables import PortalTable


class ChangeTable(PortalTable):
    """One request a row, with both persons."""

    duty = LeadColumn(
        verbose_name=_("Task"),
        accessor="duty__title",
        url=lambda change: reverse("accountability:change", args=[change.pk]),
        sub=lambda change: change.reason,
    )
    unit = tables.Column(
        verbose_name=_("Unit"), accessor="duty__unit__short_name", order_by="duty__unit__position"
    )
    kind = tables.Column(verbose_name=_("Kind"))
    ends_before = DueColumn(verbose_name=_("Before"))
    ends_after = DueColumn(verbose_name=_("After"))
    requested_by = tables.Column(verbose_name=_("Asked by"), accessor="requested_by__name")
    decided_by = tables.Column(verbose_name=_("Decided by"), accessor="decided_by__name")
    requested_at = MomentColumn(verbose_name=_("Asked"))
    status = tables.Column(verbose_name=_("Status"))

    class Meta(PortalTable.Meta):
        model = DeadlineChange
        order_by = ("-requested_at",)
        fields = (
            "duty",
            "unit",
            "kind",
            "ends_before",
            "ends_after",
            "requested_by",
            "decided_by",
            "requested_at",
            "status",
        )

    def render_kind(self, record: Any) -> str:
        """Write the kind in words."""
        return str(record.get_kind_display())

    def render_status(self, record: Any) -> SafeString:
        """Write the status as a tag."""
        return format_html('<span class="p-tag">{}</span>', record.get_status_display())
