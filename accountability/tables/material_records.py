"""The materials of the four kinds."""

from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accountability.models import MaterialRecord
from supervision.web.columns import DateColumn, LeadColumn, opens
from supervision.web.tables import PortalTable
from supervision.web.templatetags.portal import icon


class MaterialTable(PortalTable):
    """One material a row, with what it counts for."""

    title = LeadColumn(
        verbose_name=gettext_lazy("Material"),
        url=opens("accountability:material"),
        sub=lambda row: row.body,
    )
    kind = tables.Column(verbose_name=gettext_lazy("Kind"))
    unit = tables.Column(
        verbose_name=gettext_lazy("Unit"), accessor="unit__short_name", order_by="unit__position"
    )
    held_on = DateColumn(verbose_name=gettext_lazy("Date"), full=True)
    evaluation = tables.Column(verbose_name=gettext_lazy("Evaluation"))
    decision = tables.Column(
        verbose_name=gettext_lazy("In the score"),
        accessor="pk",
        order_by="decision__points",
    )
    recorded_by = tables.Column(
        verbose_name=gettext_lazy("Recorded by"),
        accessor="recorded_by__name",
        order_by="recorded_by__name",
    )

    class Meta(PortalTable.Meta):
        model = MaterialRecord
        order_by = ("-held_on",)
        fields = (
            "title",
            "kind",
            "unit",
            "held_on",
            "evaluation",
            "decision",
            "recorded_by",
        )

    def render_evaluation(self, record: Any) -> SafeString:
        """Write the evaluation as a tag, problems in red."""
        words = record.get_evaluation_display()
        if record.evaluation == "problem":
            return format_html('<span class="p-lt is-red">{}{}</span>', icon("alert-circle"), words)
        return format_html('<span class="p-tag">{}</span>', words)

    def render_decision(self, record: Any) -> SafeString:
        """Write what the record counts for."""
        decision = getattr(record, "decision", None)
        if decision is None:
            return format_html('<span class="p-hint">{}</span>', _("not decided yet"))
        if decision.effect == "none":
            return format_html("{}", decision.get_effect_display())
        sign = "+" if decision.effect == "bonus" else "−"
        return format_html("{}{}", sign, format(decision.points.normalize(), "f"))
