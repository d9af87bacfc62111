"""Lists of duties and of units."""

from typing import Any

import django_tables2 as tables
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accountability.labels import origin_label, period_label
from supervision.web.columns import (
    DueColumn,
    LeadColumn,
    LightColumn,
    NumberColumn,
    PickColumn,
    opens,
)
from supervision.web.tables import PortalTable
from supervision.web.templatetags.portal import light as light_badge


def light_of(duty: Any) -> str:
    """Return the light of a duty at this instant."""
    return str(duty.light_now())


class DutyTable(PortalTable):
    """One duty a row."""

    title = LeadColumn(verbose_name=_("Task"), url=opens("accountability:duty"), sub=origin_label)
    unit = tables.Column(
        verbose_name=_("Unit"), accessor="unit__short_name", order_by="unit__position"
    )
    period = tables.Column(verbose_name=_("Period"), empty_values=(), orderable=False)
    filed_count = NumberColumn(verbose_name=_("Filings"))
    urged_count = NumberColumn(verbose_name=_("Urged"))
    ends_at = DueColumn(verbose_name=_("Due"))
    light = LightColumn(empty_values=(), order_by="ends_at")

    class Meta(PortalTable.Meta):
        order_by = ("ends_at",)

    @cached_property
    def badges(self) -> dict[tuple[str, Any], SafeString]:
        """The badges written so far: many rows of a page end on the same day."""
        return {}

    def render_light(self, record: Any) -> SafeString:
        """Write the light at this instant, from the row as it was read."""
        light = light_of(record)
        key = (light, record.ends_at)
        if key not in self.badges:
            self.badges[key] = light_badge(light, "", record.ends_at)
        return self.badges[key]

    def render_urged_count(self, value: int) -> str:
        """Write how often the office urged the task."""
        if not value:
            return "—"
        return ngettext("%(n)d time", "%(n)d times", value) % {"n": value}

    def render_period(self, record: Any) -> str:
        """Write which period the duty belongs to."""
        return period_label(record)


class OwnDutyTable(DutyTable):
    """The duties of one's own unit: what is still to be done first, then the newest concluded."""

    # The database sorts what has no end of its own first when it sorts downwards.
    light = LightColumn(empty_values=(), order_by=("-closed_at", "ends_at"))

    class Meta(DutyTable.Meta):
        order_by = ("light",)  # type: ignore[assignment]


class PressedDutyTable(DutyTable):
    """The duties with boxes to choose which of them are pressed."""

    pick = PickColumn()

    class Meta(DutyTable.Meta):
        sequence = ("pick", "...")
