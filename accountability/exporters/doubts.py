"""Doubts and cramming as workbooks: the rows of the pages, with the pages' own filters."""

from collections.abc import Iterable, Mapping
from types import SimpleNamespace
from typing import Any

from django.utils.translation import gettext_lazy as _

from accountability.doubt_words import measure_words, rush_words
from accountability.filters.doubts import DoubtFilter, filtered
from accountability.permissions import CHECK_DOUBTS, OVERSEE
from accountability.selectors import cramming
from accountability.selectors.doubts import by_weight, doubts_visible_to
from accountability.tables.doubts import other_words, record_words
from supervision.exchange import exporters
from supervision.exchange.enums import ColumnKind
from supervision.exchange.exporters import Column, Exporter


@exporters.register
class DoubtExporter(Exporter):
    """The list of doubts with its filters."""

    code = "doubts"
    label = _("Doubts about filings")
    permission = CHECK_DOUBTS
    help_text = _("Every doubt with both records, the measure and what was decided.")
    icon = "search"
    filterset = DoubtFilter
    columns = (
        Column(_("Kind"), lambda row: row.get_kind_display(), width=20),
        Column(_("Unit"), lambda row: row.unit.short_name, width=16),
        Column(_("Record"), record_words, width=44),
        Column(_("Earlier record"), other_words, width=34),
        Column(_("Measure"), measure_words, width=34),
        Column(_("Further records"), lambda row: row.further, ColumnKind.NUMBER, 12),
        Column(_("Severity"), lambda row: row.get_grade_display(), width=14),
        Column(_("Found on"), lambda row: row.found_on, ColumnKind.DATE, 14),
        Column(_("Status"), lambda row: row.get_status_display(), width=16),
        Column(_("Explanation"), lambda row: row.explanation, width=40),
        Column(_("Reason of the decision"), lambda row: row.decision, width=40),
        Column(
            _("Decided by"), lambda row: row.decided_by.name if row.decided_by else "", width=12
        ),
    )

    def rows(self, user: Any, params: Mapping[str, Any]) -> Iterable[Any]:
        """Return the doubts in scope that pass the filters."""
        return filtered(by_weight(doubts_visible_to(user)), params, SimpleNamespace(user=user))


@exporters.register
class CrammingExporter(Exporter):
    """Every unit's entries of a year or quarter: how prompt, how crowded."""

    code = "cramming"
    label = _("Timeliness of entries")
    permission = OVERSEE
    help_text = _("How soon each unit enters what happened, and how much it enters in a rush.")
    icon = "clock-edit"
    columns = (
        Column(_("Unit"), lambda row: row.unit.name, width=28),
        Column(_("Filings"), lambda row: row.filings, ColumnKind.NUMBER, 10),
        Column(_("Prompt"), lambda row: row.prompt, ColumnKind.NUMBER, 10),
        Column(_("Prompt (%)"), lambda row: round(row.prompt_share, 1), ColumnKind.NUMBER),
        Column(_("Median gap (days)"), lambda row: row.median, ColumnKind.NUMBER),
        Column(_("At the year's end"), lambda row: row.year_end, ColumnKind.NUMBER),
        Column(
            _("At the year's end (%)"), lambda row: round(row.year_end_share, 1), ColumnKind.NUMBER
        ),
        Column(_("Last week before a lock"), lambda row: row.before_lock, ColumnKind.NUMBER),
        Column(_("Rush (times the mean)"), lambda row: round(row.spike, 2), ColumnKind.NUMBER),
        Column(
            _("Busiest month (times the mean)"),
            lambda row: round(row.busiest_ratio, 2),
            ColumnKind.NUMBER,
        ),
        Column(_("State"), lambda row: rush_words(row.light), width=12),
    )

    def rows(self, user: Any, params: Mapping[str, Any]) -> Iterable[Any]:
        """Return the units in scope with their figures of the stretch."""
        stretch = cramming.stretch_of(params.get("year", ""), params.get("quarter", ""))
        return cramming.rushes(user, stretch)
