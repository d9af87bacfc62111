"""The ledger as a workbook: the rows of the page, with the page's own filters."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accountability import rules
from accountability.filters.ledger import LedgerFilter, filtered
from accountability.labels import period_label
from accountability.permissions import READ
from accountability.selectors.falsifications import with_mark
from accountability.selectors.newest import filings_visible_to
from accountability.selectors.ratings import with_grade
from accountability.wording import gap_words
from supervision import clock
from supervision.exchange import exporters
from supervision.exchange.enums import ColumnKind
from supervision.exchange.exporters import Column, Exporter
from supervision.web.formats import due_day


def _in_time(filing: Any) -> str:
    return _("late") if filing.is_late else _("in time")


def _afterwards(filing: Any) -> str:
    return gap_words(filing.gap_days) if filing.gap_days > rules.GAP_FLAG_DAYS else ""


def _falsified(filing: Any) -> str:
    return _("yes") if filing.is_falsified else ""


def _grade(filing: Any) -> str:
    return filing.standing[0].grade.name if filing.standing else ""


def _final(filing: Any) -> str:
    return _("yes") if filing.is_final else ""


@exporters.register
class LedgerExporter(Exporter):
    """One filing a row."""

    code = "ledger"
    knows_past = True
    label = gettext_lazy("Ledger")
    permission = READ
    help_text = gettext_lazy("Every filing with its times, its words and its receipt number.")
    icon = "clipboard-text"
    filterset = LedgerFilter
    columns = (
        Column(gettext_lazy("Unit"), lambda row: row.unit.short_name, width=16),
        Column(gettext_lazy("Number of the task"), lambda row: row.duty.number, width=18),
        Column(gettext_lazy("Task"), lambda row: row.duty.title, width=40),
        Column(gettext_lazy("Period"), lambda row: period_label(row.duty), width=16),
        Column(gettext_lazy("Kind"), lambda row: row.get_kind_display(), width=12),
        Column(gettext_lazy("Stage"), lambda row: row.stage_name, width=14),
        Column(gettext_lazy("Date of the event"), lambda row: row.event_on, ColumnKind.DATE, 14),
        Column(gettext_lazy("What was done"), lambda row: row.text, width=60),
        Column(gettext_lazy("Filed by"), lambda row: row.submitted_by.name, width=12),
        Column(
            gettext_lazy("Time of filing"),
            lambda row: clock.local(row.submitted_at),
            ColumnKind.DATETIME,
            20,
        ),
        Column(gettext_lazy("Due"), lambda row: due_day(row.due_at), ColumnKind.DATE, 14),
        Column(gettext_lazy("In time"), _in_time, width=10),
        Column(gettext_lazy("Grade"), _grade, width=10),
        Column(gettext_lazy("Entered afterwards"), _afterwards, width=20),
        Column(gettext_lazy("Concludes the task"), _final, width=12),
        Column(gettext_lazy("Files"), lambda row: row.file_count, ColumnKind.NUMBER, 8),
        Column(gettext_lazy("Archive box"), lambda row: row.archive_box, width=16),
        Column(gettext_lazy("Receipt"), lambda row: row.receipt, width=22),
        Column(gettext_lazy("Held to be falsified"), _falsified, width=14),
    )

    def rows(self, user: Any, params: Mapping[str, Any]) -> Any:
        """Return the filings of the page with these filters."""
        rows = with_mark(with_grade(filings_visible_to(user)))
        return filtered(rows, params, SimpleNamespace(user=user))
