"""Lists of findings and of rectifications."""

from typing import Any

import django_tables2 as tables
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accountability.selectors import findings, rectifications
from accountability.tables.duties import light_of
from supervision.web.columns import (
    DateColumn,
    DueColumn,
    LeadColumn,
    LightColumn,
    PickColumn,
    opens,
)
from supervision.web.tables import PortalTable
from supervision.web.templatetags.portal import light as light_badge


class FindingTable(PortalTable):
    """One finding a row, with names as the reader is shown them."""

    pick = PickColumn()
    title = LeadColumn(
        verbose_name=_("Problem"), url=opens("accountability:finding"), sub=lambda row: row.number
    )
    unit = tables.Column(
        verbose_name=_("Unit"), accessor="unit__short_name", order_by="unit__position"
    )
    source = tables.Column(verbose_name=_("Source"))
    track = tables.Column(verbose_name=_("Track"))
    found_on = DateColumn(verbose_name=_("Found on"))
    status = tables.Column(verbose_name=_("Status"))

    class Meta(PortalTable.Meta):
        order_by = ("-found_on",)
        lead = "title"

    def __init__(self, *args: Any, reader: Any, **kwargs: Any) -> None:
        """Keep who reads: names are shown by role."""
        self.reader = reader
        super().__init__(*args, **kwargs)

    def render_title(self, record: Any) -> SafeString:
        """Write the problem, with the person masked where the role is not shown it."""
        column: Any = self.base_columns["title"]
        return LeadColumn.render(column, findings.shown_title(self.reader, record), record)

    def render_source(self, record: Any) -> str:
        """Write the source in words."""
        return str(record.get_source_display())

    def render_track(self, record: Any) -> str:
        """Write the track in words."""
        return str(record.get_track_display())

    def render_status(self, record: Any) -> str:
        """Write the status in words."""
        return str(record.get_status_display())


class RectificationTable(PortalTable):
    """One rectification a row, under the same lights as the tasks."""

    title = LeadColumn(
        verbose_name=_("Problem"),
        url=opens("accountability:rectification"),
        sub=lambda row: row.number,
    )
    unit = tables.Column(
        verbose_name=_("Unit"), accessor="unit__short_name", order_by="unit__position"
    )
    owner_name = tables.Column(verbose_name=_("Person in charge"))
    status = tables.Column(verbose_name=_("Step of the rectification"))
    ends_at = DueColumn(verbose_name=_("Due"))
    light = LightColumn(empty_values=(), order_by=("-closed_at", "ends_at"))

    class Meta(PortalTable.Meta):
        # What is open stands first, the most urgent on top.
        order_by = ("light",)

    def __init__(self, *args: Any, reader: Any, **kwargs: Any) -> None:
        """Keep who reads: names are shown by role."""
        self.reader = reader
        super().__init__(*args, **kwargs)

    def render_title(self, record: Any) -> SafeString:
        """Write the problem, with the person masked where the role is not shown it."""
        column: Any = self.base_columns["title"]
        return LeadColumn.render(column, rectifications.shown_title(self.reader, record), record)

    def render_status(self, record: Any) -> str:
        """Write the status in words."""
        return str(record.get_status_display())

    def render_light(self, record: Any) -> SafeString:
        """Write the light at this instant."""
        return light_badge(light_of(record), "", record.ends_at)
