"""Patrols, their readings, and the checks on the spot."""

from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accountability.enums import CheckOutcome
from supervision.web.columns import (
    DateColumn,
    LeadColumn,
    LightColumn,
    MomentColumn,
    NumberColumn,
    opens,
)
from supervision.web.formats import short_date
from supervision.web.tables import PortalTable


class PatrolTable(PortalTable):
    """One patrol a row, with how far it has come."""

    name = LeadColumn(
        verbose_name=gettext_lazy("Patrol"),
        url=opens("accountability:patrol"),
        sub=lambda row: f"{row.number}　{short_date(row.since)} – {short_date(row.until)}",
    )
    read_count = tables.Column(verbose_name=gettext_lazy("Read"), order_by="read_count")
    problem_count = NumberColumn(verbose_name=gettext_lazy("Problems"))
    check_count = NumberColumn(verbose_name=gettext_lazy("Checks on the spot"))
    created_by = tables.Column(verbose_name=gettext_lazy("Opened by"), accessor="created_by__name")
    created_at = MomentColumn(verbose_name=gettext_lazy("Opened"))
    finished_at = MomentColumn(verbose_name=gettext_lazy("Closed"))

    class Meta(PortalTable.Meta):
        order_by = ("-created_at",)

    def render_read_count(self, value: int, record: Any) -> SafeString:
        """Write how many of the filings are read, with the bar."""
        return format_html(
            '<span class="p-nowrap">{} / {}</span><progress class="p-bar" max="{}" value="{}">'
            "</progress>",
            value,
            record.entry_count,
            record.entry_count,
            value,
        )


class ReadingTable(PortalTable):
    """One reading a row: the filing, the verdict, the officer."""

    filing = LeadColumn(
        verbose_name=gettext_lazy("Filing"),
        accessor="entry__filing__duty__title",
        order_by="entry__filing__duty__title",
        url=lambda row: opens("accountability:filing")(row.entry.filing),
        sub=lambda row: f"{row.entry.filing.receipt}　{row.note}",
    )
    unit = tables.Column(
        verbose_name=gettext_lazy("Unit"),
        accessor="entry__unit__short_name",
        order_by="entry__unit__position",
    )
    patrol = tables.Column(
        verbose_name=gettext_lazy("Patrol"),
        accessor="entry__round__number",
        order_by="entry__round_id",
    )
    verdict = tables.Column(verbose_name=gettext_lazy("Verdict"))
    reader = tables.Column(verbose_name=gettext_lazy("Read by"), accessor="reader__name")
    at = MomentColumn(verbose_name=gettext_lazy("Read"))

    class Meta(PortalTable.Meta):
        order_by = ("-at",)

    def render_verdict(self, record: Any) -> SafeString:
        """Write the verdict as a tag."""
        return format_html('<span class="p-tag">{}</span>', record.get_verdict_display())


class SpotCheckTable(PortalTable):
    """One check on the spot a row."""

    filing = LeadColumn(
        verbose_name=gettext_lazy("Filing"),
        accessor="filing__duty__title",
        order_by="filing__duty__title",
        url=opens("accountability:spot_check"),
        sub=lambda row: row.filing.receipt,
    )
    unit = tables.Column(
        verbose_name=gettext_lazy("Unit"),
        accessor="filing__unit__short_name",
        order_by="filing__unit__position",
    )
    patrol = tables.Column(
        verbose_name=gettext_lazy("Patrol"), accessor="round__number", order_by="round_id"
    )
    archive_box = tables.Column(
        verbose_name=gettext_lazy("Archive box"), accessor="filing__archive_box"
    )
    check_by = DateColumn(verbose_name=gettext_lazy("To be checked by"))
    outcome = tables.Column(verbose_name=gettext_lazy("Result of the check"), empty_values=())
    light = LightColumn(order_by="check_by")

    class Meta(PortalTable.Meta):
        order_by = ("check_by",)

    def render_outcome(self, value: str | None) -> SafeString:
        """Write the outcome as a tag, or that none is there yet."""
        words = CheckOutcome(value).label if value else _("not checked yet")
        return format_html('<span class="p-tag">{}</span>', words)
