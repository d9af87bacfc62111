"""The list of doubts."""

from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accountability.doubt_words import measure_words
from supervision.web.columns import DateColumn, LeadColumn, opens
from supervision.web.tables import PortalTable


def record_words(doubt: Any) -> str:
    """Write the record that the doubt is about."""
    if doubt.filing is None:
        return _now("Records of %(year)s") % {"year": doubt.detail}
    return f"{doubt.filing.receipt} · {doubt.filing.duty.title}"


def other_words(doubt: Any) -> str:
    """Write the earlier record, "" where there is none."""
    other = doubt.other_filing
    return f"{other.receipt} · {other.unit.short_name}" if other is not None else ""


class DoubtTable(PortalTable):
    """One doubt a row: both records and the measure."""

    kind = LeadColumn(
        verbose_name=_("Doubt"),
        url=opens("accountability:doubt"),
        sub=record_words,
    )
    unit = tables.Column(
        verbose_name=_("Unit"), accessor="unit__short_name", order_by="unit__position"
    )
    measure = tables.Column(verbose_name=_("Measure"), attrs={"td": {"class": "p-nowrap"}})
    other = tables.Column(
        verbose_name=_("Earlier record"),
        accessor="other_filing_id",
        order_by="other_filing_id",
        empty_values=(),
    )
    grade = tables.Column(verbose_name=_("Severity"), order_by="weight")
    found_on = DateColumn(verbose_name=_("Found on"))
    status = tables.Column(verbose_name=_("Status"))

    class Meta(PortalTable.Meta):
        order_by = ("grade", "-found_on")

    def render_kind(self, record: Any) -> SafeString:
        """Write the kind with the record under it."""
        column: Any = self.base_columns["kind"]
        return LeadColumn.render(column, record.get_kind_display(), record)

    def render_measure(self, record: Any) -> str:
        """Write the measure in words."""
        return measure_words(record)

    def render_other(self, record: Any) -> str:
        """Write the record it is compared with."""
        return other_words(record) or "—"

    def render_grade(self, record: Any) -> str:
        """Write the weight in words."""
        return str(record.get_grade_display())

    def render_status(self, record: Any) -> SafeString:
        """Write the status as a tag."""
        return format_html('<span class="p-tag">{}</span>', record.get_status_display())
