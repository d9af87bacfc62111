"""Scores as Excel: live, confirmed, and the three sides of a round beside one another."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accountability.permissions import OVERSEE, READ
from accountability.selectors import schemes, score_rounds, scores
from accountability.selectors.scores import UnitScore
from supervision import clock
from supervision.exchange import exporters
from supervision.exchange.enums import ColumnKind
from supervision.exchange.exporters import Column, Exporter


@dataclass(frozen=True)
class ScoreRow:
    """One unit's score with its points by source; without detail the points stay empty."""

    score: UnitScore
    points: dict[str, Decimal]


def _scheme(params: Mapping[str, Any]) -> Any:
    wanted = str(params.get("year", ""))
    year = int(wanted) if wanted.isdecimal() and len(wanted) == 4 else clock.today().year
    return schemes.scheme_in_force(year)


_PLACE = Column(
    pgettext_lazy("rank", "Place"), lambda row: row.score.place or "", ColumnKind.NUMBER, 8
)


@exporters.register
class ScoreExporter(Exporter):
    """The ranking of today with every unit's points by source."""

    code = "scores"
    label = _("Scores and places")
    permission = READ
    help_text = _("Every unit's score as it stands now; the points by source of units in reach.")
    icon = "trophy"
    columns = (
        Column(_("Group of units"), lambda row: row.score.group, width=16),
        _PLACE,
        Column(_("Unit"), lambda row: row.score.unit.name, width=28),
        Column(pgettext_lazy("total", "Score"), lambda row: row.score.total, ColumnKind.NUMBER, 10),
    )

    def columns_for(self, user: Any, params: Mapping[str, Any]) -> Sequence[Column]:
        """Add a column for each source of the scheme."""
        scheme = _scheme(params)
        rows = schemes.lines_of(scheme) if scheme else []
        return [*self.columns, *(_source_column(row) for row in rows)]

    def rows(self, user: Any, params: Mapping[str, Any]) -> Iterable[Any]:
        """Return the units whose total the account sees, with detail where it reads it."""
        scheme = _scheme(params)
        if scheme is None:
            return []
        ranked = scores.ranking(scheme)
        reach = scores.own_units(user)
        shown = scores.sees_ranking(user, scheme)
        return [
            ScoreRow(row, _points(row) if row.unit.pk in reach else {})
            for row in ranked.scores
            if shown or row.unit.pk in reach
        ]


def _points(row: UnitScore) -> dict[str, Decimal]:
    return {line.source: line.points for line in row.score.lines}


def _source_column(row: Any) -> Column:
    key = row.line.source
    return Column(row.label, lambda one: one.points.get(key, ""), ColumnKind.NUMBER, 14)


@exporters.register
class ConfirmedExporter(Exporter):
    """The scores of one confirmation."""

    code = "confirmed-scores"
    label = _("Confirmed scores")
    permission = READ
    help_text = _("The scores as the office confirmed them, with place and group.")
    icon = "trophy"
    on_index = False
    columns = (
        Column(_("Confirmed scores"), lambda row: row.confirmation.name, width=24),
        Column(_("Group of units"), lambda row: row.group, width=16),
        Column(pgettext_lazy("rank", "Place"), lambda row: row.place, ColumnKind.NUMBER, 8),
        Column(_("Unit"), lambda row: row.unit.name, width=28),
        Column(pgettext_lazy("total", "Score"), lambda row: row.total, ColumnKind.NUMBER, 10),
    )

    def rows(self, user: Any, params: Mapping[str, Any]) -> Iterable[Any]:
        """Return the scores of the confirmation named, else of the newest."""
        known = scores.confirmations_visible_to(user)
        wanted = str(params.get("confirmation", ""))
        found = known.filter(pk=int(wanted)) if wanted.isdecimal() and len(wanted) < 19 else known
        confirmation = found.first()
        if confirmation is None:
            return []
        return scores.confirmed_ranking(user, confirmation).select_related("confirmation")


@exporters.register
class ComparisonExporter(Exporter):
    """Self-score, group score and office score of a round."""

    code = "score-comparison"
    label = _("Scores of three sides")
    permission = OVERSEE
    help_text = _("Self-score, group score and office score of each unit, and how they differ.")
    icon = "chart-bar"
    on_index = False
    columns = (
        Column(_("Unit"), lambda row: row.unit.name, width=28),
        Column(
            _("Self-score"), lambda row: row.own.total if row.own else "", ColumnKind.NUMBER, 12
        ),
        Column(
            _("Score by the group"),
            lambda row: "" if row.group is None else row.group,
            ColumnKind.NUMBER,
            14,
        ),
        Column(
            _("Score by the office"),
            lambda row: row.office.total if row.office else "",
            ColumnKind.NUMBER,
            14,
        ),
        Column(
            _("Self-score above the others"),
            lambda row: "" if row.difference is None else row.difference,
            ColumnKind.NUMBER,
            18,
        ),
        Column(_("To be checked"), lambda row: _("yes") if row.is_doubtful else "", width=12),
    )

    def rows(self, user: Any, params: Mapping[str, Any]) -> Iterable[Any]:
        """Return the units in reach in the round named, else in the newest."""
        known = score_rounds.rounds_visible_to(user)
        wanted = str(params.get("round", ""))
        found = known.filter(pk=int(wanted)) if wanted.isdecimal() and len(wanted) < 19 else known
        chosen = found.first()
        return score_rounds.comparisons(user, chosen) if chosen else []
