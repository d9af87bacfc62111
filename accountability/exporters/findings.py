"""Findings and rectifications as workbooks: the rows of the pages, with the pages' own filters."""

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accountability.filters.findings import (
    FindingFilter,
    RectificationFilter,
    filtered_findings,
    filtered_rectifications,
)
from accountability.permissions import READ
from accountability.selectors import findings, rectifications
from accountability.tables.duties import light_of
from supervision import clock
from supervision.exchange import exporters
from supervision.exchange.enums import ColumnKind
from supervision.exchange.exporters import Column, Exporter
from supervision.web import lights
from supervision.web.formats import due_day


@exporters.register
class FindingExporter(Exporter):
    """One finding a row, with names as the reader is shown them."""

    code = "findings"
    label = gettext_lazy("Problems found")
    permission = READ
    help_text = gettext_lazy("Every problem with its source, track, facts and status.")
    icon = "flag"
    filterset = FindingFilter

    def columns_for(self, user: Any, params: Mapping[str, Any]) -> Sequence[Column]:
        """Return the columns; words of a problem go through the reader's mask."""
        shown = findings.shown_text
        return (
            Column(gettext_lazy("Number"), lambda row: row.number, width=20),
            Column(gettext_lazy("Unit"), lambda row: row.unit.short_name, width=16),
            Column(gettext_lazy("Problem"), lambda row: shown(user, row, row.title), width=40),
            Column(
                gettext_lazy("Facts of the problem"),
                lambda row: shown(user, row, row.description),
                width=60,
            ),
            Column(gettext_lazy("Source"), lambda row: row.get_source_display(), width=16),
            Column(gettext_lazy("Track"), lambda row: row.get_track_display(), width=12),
            Column(
                gettext_lazy("Person concerned"),
                lambda row: shown(user, row, row.holder_name),
                width=14,
            ),
            Column(gettext_lazy("Found on"), lambda row: row.found_on, ColumnKind.DATE, 14),
            Column(gettext_lazy("Status"), lambda row: row.get_status_display(), width=14),
        )

    def rows(self, user: Any, params: Mapping[str, Any]) -> Any:
        """Return the findings of the page with these filters."""
        return filtered_findings(
            findings.findings_visible_to(user), params, SimpleNamespace(user=user)
        )


@exporters.register
class RectificationExporter(Exporter):
    """One rectification a row, with its light at the time of the export."""

    code = "rectifications"
    label = gettext_lazy("Rectification")
    permission = READ
    help_text = gettext_lazy("Every rectification with its deadline, its state and its verdict.")
    icon = "report-analytics"
    filterset = RectificationFilter

    def columns_for(self, user: Any, params: Mapping[str, Any]) -> Sequence[Column]:
        """Return the columns; words of a problem go through the reader's mask."""
        shown = rectifications.shown_words
        return (
            Column(gettext_lazy("Number"), lambda row: row.number, width=20),
            Column(gettext_lazy("Unit"), lambda row: row.unit.short_name, width=16),
            Column(gettext_lazy("Problem"), lambda row: shown(user, row, row.title), width=40),
            Column(
                gettext_lazy("What is required"),
                lambda row: shown(user, row, row.requirement),
                width=50,
            ),
            Column(gettext_lazy("Person in charge"), lambda row: row.owner_name, width=12),
            Column(gettext_lazy("Due"), lambda row: due_day(row.ends_at), ColumnKind.DATE, 14),
            Column(gettext_lazy("State"), lambda row: lights.words(light_of(row)), width=12),
            Column(gettext_lazy("Status"), lambda row: row.get_status_display(), width=14),
            Column(gettext_lazy("Reported late"), _lateness, width=10),
            Column(
                gettext_lazy("Verified and closed"),
                lambda row: clock.local(row.closed_at) if row.closed_at else None,
                ColumnKind.DATETIME,
                20,
            ),
        )

    def rows(self, user: Any, params: Mapping[str, Any]) -> Any:
        """Return the rectifications of the page with these filters."""
        rows = rectifications.standing(rectifications.rectifications_visible_to(user))
        return filtered_rectifications(rows, params, SimpleNamespace(user=user))


def _lateness(row: Any) -> str:
    return _("late") if row.is_late else ""
