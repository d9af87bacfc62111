"""The list of talks: whom a talk was held with stands masked; the record itself is opened."""

from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accountability import rules
from accountability.models import TalkRecord
from accountability.selectors.talks import masked
from accountability.wording import gap_words
from supervision.web.columns import DateColumn, LeadColumn, MomentColumn, NumberColumn, opens
from supervision.web.tables import PortalTable


class TalkTable(PortalTable):
    """One talk a row, in its newest version."""

    number = LeadColumn(
        verbose_name=gettext_lazy("Talk"),
        url=opens("accountability:talk"),
        sub=lambda talk: talk.get_measure_display(),
    )
    unit = tables.Column(
        verbose_name=gettext_lazy("Unit"), accessor="unit__short_name", order_by="unit__position"
    )
    talker_name = tables.Column(verbose_name=gettext_lazy("Talker"))
    talked_name = tables.Column(verbose_name=gettext_lazy("Talked with"), orderable=False)
    reason = tables.Column(verbose_name=gettext_lazy("Reason"))
    talked_on = DateColumn(verbose_name=gettext_lazy("Date of the talk"))
    entered_at = MomentColumn(verbose_name=gettext_lazy("Entered"))
    duty_count = NumberColumn(verbose_name=gettext_lazy("Counts for"))
    state = tables.Column(verbose_name=gettext_lazy("State"), empty_values=(), orderable=False)

    class Meta(PortalTable.Meta):
        model = TalkRecord
        order_by = ("-talked_on",)
        fields = (
            *("number", "unit", "talker_name", "talked_name", "reason", "talked_on"),
            *("entered_at", "duty_count", "state"),
        )

    def render_talked_name(self, value: str) -> str:
        """Write the surname alone."""
        return masked(value)

    def render_reason(self, record: Any) -> str:
        """Write the class of reason in words."""
        return str(record.get_reason_display())

    def render_duty_count(self, record: Any) -> str:
        """Write for how many tasks the talk counts; none once it was struck off."""
        return "0" if _struck(record) else str(record.duty_count)

    def render_state(self, record: Any) -> SafeString:
        """Write what became of the record, and whether it was entered long afterwards."""
        words = []
        if _struck(record):
            words.append(_("Struck off"))
        elif record.version > 1:
            words.append(_("Corrected"))
        if record.gap_days > rules.GAP_FLAG_DAYS:
            words.append(gap_words(record.gap_days))
        return format_html("{}", " · ".join(words) or "—")


def _struck(record: Any) -> bool:
    return getattr(record, "strike", None) is not None
