"""The ledger of clues as a table."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.enums import Violation
from cases.selectors.clue_list import names_of
from supervision.web.columns import DateColumn, LeadColumn, LightColumn
from supervision.web.tables import PortalTable


def address(clue: Any) -> str:
    """Return the address of the clue's page."""
    return reverse("cases:clue", args=[clue.number])


def kinds_of(clue: Any) -> str:
    """Return the kinds of violation in words."""
    words = dict(Violation.choices)
    return "、".join(str(words.get(kind, kind)) for kind in clue.violations)


class ClueTable(PortalTable):
    """One clue a row: what may be known of it without opening it."""

    number = LeadColumn(verbose_name=_("Number"), url=address, sub=names_of)
    unit = tables.Column(
        verbose_name=_("Unit concerned"), accessor="unit__short_name", order_by="unit__path"
    )
    source = tables.Column(verbose_name=_("Source"))
    violations = tables.Column(
        verbose_name=_("Kind of violation"), empty_values=(), orderable=False
    )
    handling_office = tables.Column(
        verbose_name=_("Handling office"),
        accessor="handling_office__short_name",
        order_by="handling_office__position",
        default="—",
    )
    status = tables.Column(verbose_name=_("Stage of the clue"))
    received_at = DateColumn(verbose_name=_("Came in"), full=True)
    light = LightColumn(ends_at="light_ends_at", order_by="light_rank")

    class Meta(PortalTable.Meta):
        order_by = ("-received_at",)

    def render_violations(self, record: Any) -> str:
        """Write the kinds of violation in words."""
        return kinds_of(record) or "—"
