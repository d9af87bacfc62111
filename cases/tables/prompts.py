"""The papers that press offices, as a table."""

from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from cases.selectors.prompts import state_of
from supervision.web.columns import DateColumn, LeadColumn, MomentColumn, NumberColumn, opens
from supervision.web.tables import PortalTable


class PromptTable(PortalTable):
    """One paper a row, with what became of it at the office."""

    office = LeadColumn(
        verbose_name=_("Office"),
        accessor="office__short_name",
        order_by="office__path",
        url=opens("cases:prompt"),
        sub=lambda row: row.document.number if row.document else "",
    )
    grade = tables.Column(verbose_name=_("Step of pressing"))
    count = NumberColumn(verbose_name=_("Terms named"))
    drafted_at = MomentColumn(verbose_name=_("Drafted"))
    reply_by = DateColumn(verbose_name=_("Reply by"), default="—")
    planned_at = MomentColumn(verbose_name=_("Talk"), default="—")
    state = tables.Column(
        verbose_name=_("State"), accessor="document__status", empty_values=(), orderable=False
    )

    class Meta(PortalTable.Meta):
        order_by = ("-drafted_at",)

    def render_grade(self, record: Any) -> str:
        """Write the step in words."""
        return str(record.get_grade_display())

    def render_state(self, record: Any) -> SafeString:
        """Write where the paper stands."""
        return format_html('<span class="p-tag">{}</span>', state_of(record))
