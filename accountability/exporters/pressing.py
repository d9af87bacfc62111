"""What presses units as workbooks: the rows of the pages, with the pages' own filters."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from django.utils.translation import gettext_lazy as _

from accountability.filters.pressing import (
    FalsificationFilter,
    LetterFilter,
    SummonsFilter,
    UrgingFilter,
    filtered,
)
from accountability.permissions import READ
from accountability.selectors.falsifications import falsifications_visible_to
from accountability.selectors.letters import letters_visible_to, state_of
from accountability.selectors.summonses import summonses_visible_to
from accountability.selectors.urgings import urgings_visible_to
from supervision import clock
from supervision.exchange import exporters
from supervision.exchange.enums import ColumnKind
from supervision.exchange.exporters import Column, Exporter
from supervision.web.formats import due_day


@exporters.register
class UrgingExporter(Exporter):
    """One urging a row."""

    code = "urgings"
    label = _("Urgings")
    permission = READ
    help_text = _("Every urging with its task, its words and who urged.")
    icon = "bell"
    filterset = UrgingFilter
    columns = (
        Column(_("Unit"), lambda row: row.unit.name, width=24),
        Column(_("Number of the task"), lambda row: row.duty.number, width=18),
        Column(_("Task"), lambda row: row.duty.title, width=40),
        Column(_("Time"), lambda row: row.level, ColumnKind.NUMBER, 8),
        Column(_("Due"), lambda row: due_day(row.ends_at), ColumnKind.DATE, 14),
        Column(_("Urged"), lambda row: clock.local(row.urged_at), ColumnKind.DATETIME, 20),
        Column(_("Urged by"), lambda row: row.urged_by.name, width=12),
        Column(_("Message to the units"), lambda row: row.words, width=40),
    )

    def rows(self, user: Any, params: Mapping[str, Any]) -> Any:
        """Return the urgings of the page with these filters."""
        rows = urgings_visible_to(user)
        return filtered(UrgingFilter, rows, params, SimpleNamespace(user=user))


@exporters.register
class LetterExporter(Exporter):
    """One letter a row."""

    code = "letters"
    label = _("Supervision letters")
    permission = READ
    help_text = _("Every letter with its number, its unit and what became of it.")
    icon = "mail"
    filterset = LetterFilter
    columns = (
        Column(_("Number"), lambda row: row.document.number, width=24),
        Column(_("Kind"), lambda row: row.get_kind_display(), width=14),
        Column(_("Unit"), lambda row: row.unit.name, width=24),
        Column(_("Tasks named"), lambda row: row.count, ColumnKind.NUMBER, 10),
        Column(_("Drafted"), lambda row: clock.local(row.drafted_at), ColumnKind.DATETIME, 20),
        Column(_("Date of issue"), lambda row: row.document.issued_on, ColumnKind.DATE, 14),
        Column(_("Reply by"), lambda row: row.document.reply_by, ColumnKind.DATE, 14),
        Column(_("State"), lambda row: str(state_of(row)), width=16),
    )

    def rows(self, user: Any, params: Mapping[str, Any]) -> Any:
        """Return the letters of the page with these filters."""
        rows = letters_visible_to(user)
        return filtered(LetterFilter, rows, params, SimpleNamespace(user=user))


@exporters.register
class FalsificationExporter(Exporter):
    """One proposal a row, without the words of unit and office."""

    code = "falsifications"
    label = _("Falsified filings")
    permission = READ
    help_text = _("Every proposal with its filing and the decision.")
    icon = "gavel"
    filterset = FalsificationFilter
    columns = (
        Column(_("Unit"), lambda row: row.unit.name, width=24),
        Column(_("Receipt"), lambda row: row.filing.receipt, width=22),
        Column(_("Task"), lambda row: row.filing.duty.title, width=40),
        Column(_("Proposed"), lambda row: clock.local(row.proposed_at), ColumnKind.DATETIME, 20),
        Column(_("Proposed by"), lambda row: row.proposed_by.name, width=12),
        Column(
            _("Decided"),
            lambda row: clock.local(row.decided_at) if row.decided_at else None,
            ColumnKind.DATETIME,
            20,
        ),
        Column(
            _("Decided by"), lambda row: row.decided_by.name if row.decided_by else "", width=12
        ),
        Column(_("Status"), lambda row: row.get_status_display(), width=16),
    )

    def rows(self, user: Any, params: Mapping[str, Any]) -> Any:
        """Return the proposals of the page with these filters."""
        rows = falsifications_visible_to(user)
        return filtered(FalsificationFilter, rows, params, SimpleNamespace(user=user))


@exporters.register
class SummonsExporter(Exporter):
    """One person called to a talk a row, without what was said."""

    code = "summonses"
    label = _("Summons talks")
    permission = READ
    help_text = _("Every person called with time, place and state of the talk.")
    icon = "user-check"
    filterset = SummonsFilter
    columns = (
        Column(_("Name"), lambda row: row.name, width=12),
        Column(_("Post"), lambda row: row.post, width=20),
        Column(_("Unit"), lambda row: row.unit.name, width=24),
        Column(_("Planned for"), lambda row: clock.local(row.planned_at), ColumnKind.DATETIME, 20),
        Column(_("Place"), lambda row: row.place, width=20),
        Column(_("Held on"), lambda row: row.talked_on, ColumnKind.DATE, 14),
        Column(_("Talk led by"), lambda row: row.held_by.name if row.held_by else "", width=12),
        Column(_("Status"), lambda row: row.get_status_display(), width=12),
    )

    def rows(self, user: Any, params: Mapping[str, Any]) -> Any:
        """Return the talks of the page with these filters."""
        rows = summonses_visible_to(user)
        return filtered(SummonsFilter, rows, params, SimpleNamespace(user=user))
