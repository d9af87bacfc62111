"""Lists of what presses units: urgings, letters, falsified filings, summons talks."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accountability.selectors.letters import delivery_of, light_of, state_of
from supervision.web.columns import (
    DateColumn,
    DueColumn,
    LeadColumn,
    MomentColumn,
    NumberColumn,
    opens,
)
from supervision.web.tables import PortalTable
from supervision.web.templatetags.portal import light as light_badge


def _tag(words: Any) -> SafeString:
    return format_html('<span class="p-tag">{}</span>', words)


class UrgingTable(PortalTable):
    """One urging a row."""

    duty = LeadColumn(
        verbose_name=_("Task"),
        accessor="duty__title",
        url=lambda row: reverse("accountability:duty", args=[row.duty_id]),
        sub=lambda row: row.words,
    )
    unit = tables.Column(
        verbose_name=_("Unit"), accessor="unit__short_name", order_by="unit__position"
    )
    level = NumberColumn(verbose_name=_("Time"))
    ends_at = DueColumn(verbose_name=_("Due"))
    urged_at = MomentColumn(verbose_name=_("Urged"))
    urged_by = tables.Column(verbose_name=_("Urged by"), accessor="urged_by__name")

    class Meta(PortalTable.Meta):
        order_by = ("-urged_at",)


class LetterTable(PortalTable):
    """One letter a row, with what became of it at the unit."""

    unit = LeadColumn(
        verbose_name=_("Unit"),
        accessor="unit__short_name",
        order_by="unit__position",
        url=opens("accountability:letter"),
        sub=lambda row: row.document.number,
    )
    kind = tables.Column(verbose_name=_("Kind"))
    count = NumberColumn(verbose_name=_("Tasks named"))
    drafted_at = MomentColumn(verbose_name=_("Drafted"))
    reply_by = DateColumn(verbose_name=_("Reply by"), accessor="document__reply_by")
    light = tables.Column(
        verbose_name=_("Light"), accessor="unit", empty_values=(), orderable=False
    )
    state = tables.Column(
        verbose_name=_("State"), accessor="document__status", empty_values=(), orderable=False
    )

    class Meta(PortalTable.Meta):
        order_by = ("-drafted_at",)

    def render_light(self, record: Any) -> SafeString | str:
        """Draw the light of the reply the unit owes."""
        owed, delivery = light_of(record), delivery_of(record)
        return light_badge(owed, "", delivery.ends_at) if owed else "—"

    def render_kind(self, record: Any) -> str:
        """Write the kind in words."""
        return str(record.get_kind_display())

    def render_state(self, record: Any) -> SafeString:
        """Write where the letter stands."""
        return _tag(state_of(record))


class FalsificationTable(PortalTable):
    """One proposal a row."""

    duty = LeadColumn(
        verbose_name=_("Task"),
        accessor="filing__duty__title",
        url=opens("accountability:falsification"),
        sub=lambda row: row.filing.receipt,
    )
    unit = tables.Column(
        verbose_name=_("Unit"), accessor="unit__short_name", order_by="unit__position"
    )
    proposed_at = MomentColumn(verbose_name=_("Proposed"))
    proposed_by = tables.Column(verbose_name=_("Proposed by"), accessor="proposed_by__name")
    hearing_ends_at = DueColumn(verbose_name=_("Statement until"))
    decided_by = tables.Column(verbose_name=_("Decided by"), accessor="decided_by__name")
    status = tables.Column(verbose_name=_("Status"))

    class Meta(PortalTable.Meta):
        order_by = ("-proposed_at",)

    def render_status(self, record: Any) -> SafeString:
        """Write the status as a tag."""
        return _tag(record.get_status_display())


class SummonsTable(PortalTable):
    """One person called to a talk a row."""

    name = LeadColumn(
        verbose_name=_("Person called"),
        url=opens("accountability:summons"),
        sub=lambda row: row.post,
    )
    unit = tables.Column(
        verbose_name=_("Unit"), accessor="unit__short_name", order_by="unit__position"
    )
    planned_at = MomentColumn(verbose_name=_("Planned for"))
    place = tables.Column(verbose_name=_("Place"))
    talked_on = DateColumn(verbose_name=_("Held on"))
    held_by = tables.Column(verbose_name=_("Talk led by"), accessor="held_by__name")
    status = tables.Column(verbose_name=_("Status"))

    class Meta(PortalTable.Meta):
        order_by = ("-planned_at",)

    def render_status(self, record: Any) -> SafeString:
        """Write the status as a tag."""
        return _tag(record.get_status_display())
