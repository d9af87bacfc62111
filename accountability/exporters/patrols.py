"""Patrols, their readings and the checks on the spot as workbooks."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from django.utils.translation import gettext_lazy as _

from accountability.enums import CheckOutcome
from accountability.filters.patrols import PatrolFilter, ReadingFilter, SpotCheckFilter
from accountability.permissions import OVERSEE
from accountability.selectors.patrols import patrols_visible_to, readings_visible_to
from accountability.selectors.spot_checks import checks_visible_to
from supervision import clock
from supervision.exchange import exporters
from supervision.exchange.enums import ColumnKind
from supervision.exchange.exporters import Column, Exporter


def _filtered(filterset: Any, rows: Any, params: Any, user: Any) -> Any:
    chosen = filterset(params, queryset=rows, request=SimpleNamespace(user=user))
    return chosen.qs if chosen.is_valid() else rows.none()


def _moment(value: Any) -> Any:
    return clock.local(value) if value else None


@exporters.register
class PatrolExporter(Exporter):
    """One patrol a row."""

    code = "patrols"
    label = _("Patrols of filings")
    permission = OVERSEE
    help_text = _("Every patrol with its scope and how far it has come.")
    icon = "eye"
    filterset = PatrolFilter
    columns = (
        Column(_("Number"), lambda row: row.number, width=16),
        Column(_("Name"), lambda row: row.name, width=36),
        Column(_("Filed from"), lambda row: row.since, ColumnKind.DATE, 14),
        Column(_("Filed to"), lambda row: row.until, ColumnKind.DATE, 14),
        Column(_("Filings"), lambda row: row.entry_count, ColumnKind.NUMBER, 10),
        Column(_("Read"), lambda row: row.read_count, ColumnKind.NUMBER, 10),
        Column(_("Problems"), lambda row: row.problem_count, ColumnKind.NUMBER, 10),
        Column(_("Checks on the spot"), lambda row: row.check_count, ColumnKind.NUMBER, 12),
        Column(_("Opened by"), lambda row: row.created_by.name, width=12),
        Column(_("Opened"), lambda row: _moment(row.created_at), ColumnKind.DATETIME, 20),
        Column(_("Closed"), lambda row: _moment(row.finished_at), ColumnKind.DATETIME, 20),
        Column(_("Note on closing"), lambda row: row.closing_note, width=40),
    )

    def rows(self, user: Any, params: Mapping[str, Any]) -> Any:
        """Return the patrols of the page with these filters."""
        return _filtered(PatrolFilter, patrols_visible_to(user), params, user)


@exporters.register
class ReadingExporter(Exporter):
    """One verdict a row."""

    code = "patrol-readings"
    label = _("What patrols have read")
    permission = OVERSEE
    help_text = _("Every verdict in force with its filing and its reader.")
    icon = "eye"
    filterset = ReadingFilter
    columns = (
        Column(_("Patrol"), lambda row: row.entry.round.number, width=16),
        Column(_("Unit"), lambda row: row.entry.unit.short_name, width=16),
        Column(_("Task"), lambda row: row.entry.filing.duty.title, width=40),
        Column(_("Receipt"), lambda row: row.entry.filing.receipt, width=22),
        Column(_("Verdict"), lambda row: row.get_verdict_display(), width=14),
        Column(_("Note"), lambda row: row.note, width=50),
        Column(_("Read by"), lambda row: row.reader.name, width=12),
        Column(_("Read"), lambda row: _moment(row.at), ColumnKind.DATETIME, 20),
    )

    def rows(self, user: Any, params: Mapping[str, Any]) -> Any:
        """Return the readings of the page with these filters."""
        return _filtered(ReadingFilter, readings_visible_to(user), params, user)


def _outcome(row: Any) -> str:
    return str(CheckOutcome(row.outcome).label) if row.outcome else ""


def _last(row: Any) -> Any:
    """Return the result in force; a result that was corrected comes before it."""
    results = list(row.results.all())
    return results[-1] if results else None


@exporters.register
class SpotCheckExporter(Exporter):
    """One check on the spot a row."""

    code = "spot-checks"
    label = _("Checks on the spot")
    permission = OVERSEE
    help_text = _("Every filing drawn or sent to the spot, with what was seen there.")
    icon = "map-pin"
    filterset = SpotCheckFilter
    columns = (
        Column(_("Patrol"), lambda row: row.round.number, width=16),
        Column(_("Unit"), lambda row: row.filing.unit.short_name, width=16),
        Column(_("Task"), lambda row: row.filing.duty.title, width=40),
        Column(_("Receipt"), lambda row: row.filing.receipt, width=22),
        Column(_("Archive box"), lambda row: row.filing.archive_box, width=16),
        Column(_("To be checked by"), lambda row: row.check_by, ColumnKind.DATE, 14),
        Column(_("Result of the check"), _outcome, width=18),
        Column(_("What was seen"), lambda row: getattr(_last(row), "note", ""), width=50),
        Column(
            _("Day of the check"),
            lambda row: getattr(_last(row), "checked_on", None),
            ColumnKind.DATE,
            14,
        ),
        Column(
            _("Checked by"),
            lambda row: _last(row).checked_by.name if _last(row) else "",
            width=12,
        ),
    )

    def rows(self, user: Any, params: Mapping[str, Any]) -> Any:
        """Return the checks of the page with these filters."""
        return _filtered(SpotCheckFilter, checks_visible_to(user), params, user)
