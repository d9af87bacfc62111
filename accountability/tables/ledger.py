"""The ledger: one filing a row."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accountability import rules
from accountability.enums import FalsificationStatus
from accountability.labels import period_label
from accountability.selectors import falsifications
from accountability.tables.ratings import grade_tag
from accountability.wording import gap_words
from supervision.web.columns import (
    DateColumn,
    DueColumn,
    LeadColumn,
    MomentColumn,
    NumberColumn,
    opens,
)
from supervision.web.tables import PortalTable


def _sub(filing: Any) -> str:
    parts = [period_label(filing.duty)]
    if filing.stage_name:
        parts.append(filing.stage_name)
    return "　".join(str(part) for part in parts if part)


class LedgerTable(PortalTable):
    """Every filing with its day, its receipt and whether it came late."""

    title = LeadColumn(
        verbose_name=gettext_lazy("Task"),
        accessor="duty__title",
        order_by="duty__title",
        url=opens("accountability:filing"),
        sub=_sub,
    )
    unit = tables.Column(
        verbose_name=gettext_lazy("Unit"), accessor="unit__short_name", order_by="unit__position"
    )
    kind = tables.Column(verbose_name=gettext_lazy("Kind"))
    event_on = DateColumn(verbose_name=gettext_lazy("Date of the event"))
    submitted_at = MomentColumn(verbose_name=gettext_lazy("Time of filing"))
    due_at = DueColumn(verbose_name=gettext_lazy("Due"))
    is_late = tables.Column(
        verbose_name=gettext_lazy("In time"), attrs={"td": {"class": "p-nowrap"}}
    )
    grade = tables.Column(
        verbose_name=gettext_lazy("Grade"),
        accessor="pk",
        orderable=False,
        attrs={"td": {"class": "p-nowrap"}},
    )
    file_count = NumberColumn(verbose_name=gettext_lazy("Files"))
    receipt = tables.Column(
        verbose_name=gettext_lazy("Receipt"), attrs={"td": {"class": "p-nowrap p-mono"}}
    )

    class Meta(PortalTable.Meta):
        order_by = ("-submitted_at",)

    @cached_property
    def falsified(self) -> dict[int, int]:
        """The filings held to be falsified, there are few, with the record of each."""
        return falsifications.marked()

    def render_receipt(self, value: str, record: Any) -> SafeString:
        """Write the receipt, and the mark of a filing held to be falsified."""
        if record.pk not in self.falsified:
            return format_html("{}", value)
        return format_html(
            '{}<span class="p-sub"><a href="{}">{}</a></span>',
            value,
            reverse("accountability:falsification", args=[self.falsified[record.pk]]),
            FalsificationStatus.CONFIRMED.label,
        )

    def render_is_late(self, value: bool, record: Any) -> SafeString:
        """Write whether the filing was late, and how long after the event it was entered."""
        state = (
            format_html('<span class="p-tag">{}</span>', _("late"))
            if value
            else format_html("{}", _("in time"))
        )
        if record.gap_days <= rules.GAP_FLAG_DAYS:
            return state
        return format_html('{}<span class="p-sub">{}</span>', state, gap_words(record.gap_days))

    def render_grade(self, record: Any) -> SafeString:
        """Write the grade that stands."""
        return grade_tag(record.standing[0].grade) if record.standing else SafeString("")
