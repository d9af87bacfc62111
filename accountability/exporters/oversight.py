"""Duties and units as Excel: the same rows as the pages."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from accountability.filters.duties import DutyFilter, filtered
from accountability.labels import origin_label, period_label
from accountability.permissions import OVERSEE, READ
from accountability.selectors import duties, overview
from supervision.exchange import exporters
from supervision.exchange.enums import ColumnKind
from supervision.exchange.exporters import Column, Exporter
from supervision.web import lights
from supervision.web.formats import due_day


@exporters.register
class DutyExporter(Exporter):
    """The list of duties with its filters."""

    code = "duties"
    knows_past = True
    filterset = DutyFilter
    label = _("Tasks")
    permission = READ
    help_text = _("Every task of your scope with its deadline and state.")
    columns = (
        Column(_("Number"), lambda duty: duty.number, width=18),
        Column(_("Task"), lambda duty: duty.title, width=44),
        Column(_("Unit"), lambda duty: duty.unit.name, width=24),
        Column(_("Origin"), origin_label, width=30),
        Column(_("Period"), period_label, width=18),
        Column(_("Due"), lambda duty: due_day(duty.ends_at), ColumnKind.DATE),
        Column(_("State"), lambda duty: lights.words(duty.light)),
        Column(_("Filings"), lambda duty: duty.filed_count, ColumnKind.NUMBER, 10),
        Column(_("Urged"), lambda duty: duty.urged_count, ColumnKind.NUMBER, 8),
        Column(_("Last filing"), lambda duty: duty.last_filed_at, ColumnKind.DATETIME, 20),
        Column(_("Filed late"), lambda duty: _("yes") if duty.is_late else "", width=10),
    )

    def rows(self, user: Any, params: Mapping[str, Any]) -> Iterable[Any]:
        """Return the duties in scope that pass the filters."""
        found = duties.with_light(duties.duties_visible_to(user))
        return filtered(found, params, _Request(user))


class _Request:
    """What the unit filter needs of a request: whose it is."""

    def __init__(self, user: Any) -> None:
        self.user = user


@exporters.register
class UnitCountsExporter(Exporter):
    """Every unit with its counts by light."""

    code = "unit-counts"
    knows_past = True
    label = _("Units and their tasks")
    permission = OVERSEE
    help_text = _("Every unit with its tasks by state and its filing rate.")
    columns = (
        Column(_("Code"), lambda row: row.unit.code),
        Column(_("Unit"), lambda row: row.unit.name, width=28),
        Column(_("Overdue"), lambda row: row.counts["red"], ColumnKind.NUMBER),
        Column(_("Due soon"), lambda row: row.counts["yellow"], ColumnKind.NUMBER),
        Column(_("Not due"), lambda row: row.counts["neutral"], ColumnKind.NUMBER),
        Column(_("Paused"), lambda row: row.counts["paused"], ColumnKind.NUMBER),
        Column(_("Concluded"), lambda row: row.counts["green"], ColumnKind.NUMBER),
        Column(_("of these late"), lambda row: row.late, ColumnKind.NUMBER),
        Column(_("Filing rate (%)"), lambda row: round(row.rate, 1), ColumnKind.NUMBER),
    )

    def rows(self, user: Any, params: Mapping[str, Any]) -> Iterable[Any]:
        """Return the units in scope."""
        return overview.unit_counts(user)
