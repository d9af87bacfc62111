"""The talks as Excel: names masked, what was said left out."""

from collections.abc import Iterable, Mapping
from types import SimpleNamespace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accountability.filters.talks import TalkFilter, filtered
from accountability.permissions import READ_TALKS
from accountability.selectors.talks import as_listed, masked, talks_visible_to
from supervision.exchange import exporters
from supervision.exchange.enums import ColumnKind
from supervision.exchange.exporters import Column, Exporter


def _struck(talk: Any) -> str:
    return _("Struck off") if getattr(talk, "strike", None) is not None else ""


@exporters.register
class TalkExporter(Exporter):
    """The list of talks with its filters."""

    code = "talks"
    filterset = TalkFilter
    label = gettext_lazy("Talks of the first form")
    permission = READ_TALKS
    help_text = gettext_lazy(
        "One talk a row. Names of persons talked with stay masked and what was said is left "
        "out: both are read in the record itself."
    )
    columns = (
        Column(gettext_lazy("Number"), lambda talk: talk.number, width=18),
        Column(gettext_lazy("Unit"), lambda talk: talk.unit.name, width=24),
        Column(gettext_lazy("Measure taken"), lambda talk: talk.get_measure_display(), width=20),
        Column(gettext_lazy("Talker"), lambda talk: talk.talker_name, width=12),
        Column(gettext_lazy("Held as"), lambda talk: talk.get_role_display(), width=18),
        Column(gettext_lazy("Talked with"), lambda talk: masked(talk.talked_name), width=12),
        Column(gettext_lazy("Reason"), lambda talk: talk.get_reason_display(), width=20),
        Column(gettext_lazy("Date of the talk"), lambda talk: talk.talked_on, ColumnKind.DATE),
        Column(gettext_lazy("Entered"), lambda talk: talk.entered_at, ColumnKind.DATETIME, 20),
        Column(gettext_lazy("Days between"), lambda talk: talk.gap_days, ColumnKind.NUMBER, 10),
        Column(gettext_lazy("Counts for"), lambda talk: talk.duty_count, ColumnKind.NUMBER, 10),
        Column(gettext_lazy("State"), _struck, width=12),
    )

    def rows(self, user: Any, params: Mapping[str, Any]) -> Iterable[Any]:
        """Return the talks in scope that pass the filters."""
        return filtered(as_listed(talks_visible_to(user)), params, SimpleNamespace(user=user))
