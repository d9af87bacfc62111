"""The sheets of figures as workbooks: the very rows of their pages."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import figure_sheets as sheets
from cases.figure_sheets import Row, Sheet
from cases.permissions import STATISTICS
from supervision.exchange import exporters
from supervision.exchange.enums import ColumnKind
from supervision.exchange.exporters import Column, Exporter


class SheetExporter(Exporter):
    """One row of a sheet a line; a figure that is not known is left empty, and nought is 0."""

    permission = STATISTICS
    icon = "report-analytics"
    lead: ClassVar[Any] = gettext_lazy("Body")
    total: ClassVar[Any] = gettext_lazy("All bodies")
    grouped: ClassVar[Any] = ""
    #: Whether each figure stands beside that of the year before.
    compares: ClassVar[bool] = False

    def sheet_for(self, params: Mapping[str, Any]) -> Sheet:
        """Return the sheet that the page shows with these parameters."""
        raise NotImplementedError

    def columns_for(self, user: Any, params: Mapping[str, Any]) -> Sequence[Column]:
        """Return the columns of the sheet as it was asked for."""
        found = [Column(self.lead, self._name, width=24)]
        if self.grouped:
            found.append(Column(self.grouped, lambda row: row.group, width=16))
        for place, head in enumerate(self.sheet_for(params).heads):
            found += self._figure_columns(place, head)
        return found

    def rows(self, user: Any, params: Mapping[str, Any]) -> Any:
        """Return the rows of the page."""
        return self.sheet_for(params).rows

    def described(self, user: Any, params: Mapping[str, Any]) -> str:
        """Return the days that were counted."""
        asked = self.sheet_for(params).asked
        return _("%(since)s to %(until)s") % {"since": asked.span.since, "until": asked.span.last}

    def _name(self, row: Row) -> str:
        return str(self.total) if row.is_total else row.label

    def _figure_columns(self, place: int, head: str) -> list[Column]:
        found = [Column(head, lambda row: row.cells[place].value, ColumnKind.NUMBER, 14)]
        if self.compares:
            found += [
                Column(
                    _("%(figure)s, year before") % {"figure": head},
                    lambda row: row.cells[place].before,
                    ColumnKind.NUMBER,
                    16,
                ),
                Column(
                    _("%(figure)s, change (%%)") % {"figure": head},
                    lambda row: row.cells[place].growth,
                    ColumnKind.NUMBER,
                    16,
                ),
            ]
        return found


@exporters.register
class FormsExporter(SheetExporter):
    """The four forms by body."""

    code = "case-forms"
    label = gettext_lazy("Four forms of supervision and discipline")
    help_text = gettext_lazy("Person-times by body and form, against the year before.")
    compares = True

    def sheet_for(self, params: Mapping[str, Any]) -> Sheet:
        """Return the sheet of the four forms."""
        return sheets.forms_sheet(params)


@exporters.register
class SourcesExporter(SheetExporter):
    """The sources of clues."""

    code = "case-sources"
    label = gettext_lazy("Sources of clues")
    help_text = gettext_lazy("Clues received by source, against the year before.")
    lead = gettext_lazy("Source")
    total = gettext_lazy("All sources")
    compares = True

    def sheet_for(self, params: Mapping[str, Any]) -> Sheet:
        """Return the sheet of the sources."""
        return sheets.sources_sheet(params)


@exporters.register
class WaitingExporter(SheetExporter):
    """The time clues lie at each status."""

    code = "case-waiting"
    label = gettext_lazy("Time in the desk")
    help_text = gettext_lazy("How long clues lie at each status: median, mean and longest.")
    lead = gettext_lazy("Stage of the clue")
    grouped = gettext_lazy("In the hands of")

    def sheet_for(self, params: Mapping[str, Any]) -> Sheet:
        """Return the sheet of the stays."""
        return sheets.waiting_sheet(params)


@exporters.register
class FieldsExporter(SheetExporter):
    """Cases by body, field of violation and year."""

    code = "case-fields"
    label = gettext_lazy("Cases by body, field of violation and year")
    help_text = gettext_lazy("A matter of several kinds stands under each and once in the sum.")
    grouped = gettext_lazy("Year")

    def sheet_for(self, params: Mapping[str, Any]) -> Sheet:
        """Return the sheet of the fields."""
        return sheets.fields_sheet(params)


@exporters.register
class BlanksExporter(SheetExporter):
    """Every body by quarter."""

    code = "case-blanks"
    label = gettext_lazy("Blank spots")
    help_text = gettext_lazy("Every body by quarter: 0 where nothing happened, empty without data.")
    grouped = gettext_lazy("Kind")

    def sheet_for(self, params: Mapping[str, Any]) -> Sheet:
        """Return the sheet of the blank spots."""
        return sheets.blanks_sheet(params)
