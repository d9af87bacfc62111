"""Ratings, the queue and objections as Excel: the same rows as the pages."""

from collections.abc import Iterable, Mapping
from types import SimpleNamespace
from typing import Any

from django.utils.translation import gettext_lazy as _

from accountability.filters.ratings import ObjectionFilter, QueueFilter, RatingFilter, queued
from accountability.labels import period_label
from accountability.permissions import RATE, READ
from accountability.selectors import ratings
from supervision import clock
from supervision.exchange import exporters
from supervision.exchange.enums import ColumnKind
from supervision.exchange.exporters import Column, Exporter


@exporters.register
class QueueExporter(Exporter):
    """What is still to be rated."""

    code = "rating-queue"
    label = _("Filings to rate")
    permission = RATE
    help_text = _("Every filing that nobody has rated yet, the oldest first.")
    icon = "star"
    filterset = QueueFilter
    columns = (
        Column(_("Unit"), lambda row: row.unit.name, width=24),
        Column(_("Task"), lambda row: row.duty.title, width=40),
        Column(_("Period"), lambda row: period_label(row.duty), width=16),
        Column(_("Receipt"), lambda row: row.receipt, width=22),
        Column(
            _("Time of filing"), lambda row: clock.local(row.submitted_at), ColumnKind.DATETIME, 20
        ),
        Column(_("Filed late"), lambda row: _("yes") if row.is_late else "", width=10),
        Column(_("Files"), lambda row: row.file_count, ColumnKind.NUMBER, 8),
    )

    def rows(self, user: Any, params: Mapping[str, Any]) -> Iterable[Any]:
        """Return the filings of the queue that pass the filters."""
        return queued(ratings.unrated(user), params, SimpleNamespace(user=user))


@exporters.register
class RatingExporter(Exporter):
    """The ratings that stand."""

    code = "ratings"
    label = _("Ratings")
    permission = READ
    help_text = _("Every rating that stands, with its reason and who gave it.")
    icon = "star"
    filterset = RatingFilter
    columns = (
        Column(_("Unit"), lambda row: row.unit.name, width=24),
        Column(_("Task"), lambda row: row.filing.duty.title, width=40),
        Column(_("Receipt"), lambda row: row.filing.receipt, width=22),
        Column(_("Grade"), lambda row: row.grade.name, width=10),
        Column(_("Points"), lambda row: row.grade.points, ColumnKind.NUMBER, 10),
        Column(_("Reason"), lambda row: row.reason, width=60),
        Column(_("Rated by"), lambda row: row.rated_by.name, width=12),
        Column(_("Rated"), lambda row: clock.local(row.rated_at), ColumnKind.DATETIME, 20),
        Column(_("Rated anew"), lambda row: _("yes") if row.supersedes_id else "", width=10),
    )

    def rows(self, user: Any, params: Mapping[str, Any]) -> Iterable[Any]:
        """Return the ratings in scope that pass the filters."""
        rows = ratings.ratings_visible_to(user)
        chosen = RatingFilter(params, queryset=rows, request=SimpleNamespace(user=user))
        return chosen.qs if chosen.is_valid() else rows.none()


@exporters.register
class ObjectionExporter(Exporter):
    """Objections with their answers."""

    code = "objections"
    label = _("Objections to ratings")
    permission = READ
    help_text = _("What units said against ratings, and what was answered.")
    icon = "message"
    filterset = ObjectionFilter
    columns = (
        Column(_("Unit"), lambda row: row.filing.unit.name, width=24),
        Column(_("Task"), lambda row: row.filing.duty.title, width=40),
        Column(_("Grade objected to"), lambda row: row.rating.grade.name, width=12),
        Column(_("Objection"), lambda row: row.reason, width=50),
        Column(_("Raised by"), lambda row: row.raised_by.name, width=12),
        Column(_("Status"), lambda row: row.get_status_display(), width=14),
        Column(_("Answer"), lambda row: row.answer, width=50),
        Column(
            _("Answered by"),
            lambda row: row.answered_by.name if row.answered_by else "",
            width=12,
        ),
    )

    def rows(self, user: Any, params: Mapping[str, Any]) -> Iterable[Any]:
        """Return the objections in scope that pass the filters."""
        rows = ratings.objections_visible_to(user)
        chosen = ObjectionFilter(params, queryset=rows, request=SimpleNamespace(user=user))
        return chosen.qs if chosen.is_valid() else rows.none()
