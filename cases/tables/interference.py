"""The interference register."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.models import Interference
from supervision.web.columns import LeadColumn, MomentColumn, NumberColumn
from supervision.web.tables import PortalTable


def organ_and_post(entry: Any) -> str:
    """Return from which organ and post the attempt came, as far as they are known."""
    organ = entry.unit.short_name if entry.unit is not None else entry.organ
    return " · ".join(part for part in (organ, entry.post) if part)


class InterferenceTable(PortalTable):
    """One attempt a row: what, how, from which organ and post; the name stands on its page."""

    number = LeadColumn(
        verbose_name=_("Number"),
        url=lambda row: reverse("cases:interference", args=[row.number]),
        sub=lambda row: row.get_kind_display(),
    )
    way = tables.Column(verbose_name=_("How"))
    organ = tables.Column(verbose_name=_("Organ and post"), empty_values=(), orderable=False)
    clue = tables.Column(verbose_name=_("Clue"), accessor="clue__number", orderable=False)
    happened_at = MomentColumn(verbose_name=_("When"))
    entered_by = tables.Column(verbose_name=_("Entered by"), accessor="entered_by__name")
    entered_at = MomentColumn(verbose_name=_("Entered"))
    note_count = NumberColumn(verbose_name=_("Notes"), orderable=False)

    class Meta(PortalTable.Meta):
        model = Interference
        order_by = ("-happened_at",)
        fields = (
            *("number", "way", "organ", "clue", "happened_at", "entered_by", "entered_at"),
            "note_count",
        )

    def render_way(self, record: Any) -> str:
        """Write the way in words."""
        return str(record.get_way_display())

    def render_organ(self, record: Any) -> str:
        """Write organ and post as far as they are known."""
        return organ_and_post(record) or "—"
