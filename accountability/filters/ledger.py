"""Narrow the ledger."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accountability.enums import FilingKind, Period
from accountability.models import Filing
from accountability.selectors.duties import duties_visible_to
from accountability.selectors.overview import responsible_units
from supervision import clock
from supervision.web.filters import RowChoiceFilter
from supervision.web.forms import DateField
from supervision.web.searching import holding


class DayFilter(django_filters.Filter):
    """A day typed or picked as everywhere in the portal."""

    field_class = DateField


LATENESS = [("false", _("in time")), ("true", _("late"))]


class LedgerFilter(django_filters.FilterSet):
    """By words, unit, period, kind, lateness, gap to the event and the days of filing."""

    stands = True

    q = django_filters.CharFilter(label=_("Words or receipt number"), method="by_text")
    unit = RowChoiceFilter(
        label=_("Unit"),
        queryset=lambda request: responsible_units(request.user),
        label_field="name",
        empty_label=_("All units"),
    )
    period = django_filters.ChoiceFilter(
        label=_("Period"),
        choices=Period.choices,
        field_name="duty__assignment__item__period",
        empty_label=_("All"),
    )
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=FilingKind.choices, empty_label=_("All")
    )
    is_late = django_filters.ChoiceFilter(
        label=_("In time"), choices=LATENESS, empty_label=_("All"), method="by_lateness"
    )
    gap = django_filters.NumberFilter(
        label=_("Entered more than so many days after"), field_name="gap_days", lookup_expr="gt"
    )
    since = DayFilter(label=_("Filed from"), method="from_day")
    until = DayFilter(label=_("Filed to"), method="to_day")

    class Meta:
        model = Filing
        fields: list[str] = []

    def by_text(self, rows: QuerySet[Filing], name: str, value: str) -> QuerySet[Filing]:
        """Keep rows whose words, task, box or receipt hold the text."""
        titled = duties_visible_to(self.request.user).order_by().filter(holding(value, "title"))
        return rows.filter(
            holding(value, "text", "archive_box", "receipt") | Q(duty__in=titled.values("pk"))
        )

    def by_lateness(self, rows: QuerySet[Filing], name: str, value: str) -> QuerySet[Filing]:
        """Keep what came late, or what came in time."""
        return rows.filter(is_late=value == "true")

    def from_day(self, rows: QuerySet[Filing], name: str, value: Any) -> QuerySet[Filing]:
        """Keep what was filed on the day or later."""
        return rows.filter(submitted_at__gte=clock.start_of(value))

    def to_day(self, rows: QuerySet[Filing], name: str, value: Any) -> QuerySet[Filing]:
        """Keep what was filed on the day or earlier."""
        return rows.filter(submitted_at__lt=clock.end_of(value))


def filtered(rows: QuerySet[Filing], params: Any, request: Any) -> QuerySet[Filing]:
    """Return the rows that pass the query string, for exports."""
    chosen = LedgerFilter(params, queryset=rows, request=request)
    return chosen.qs if chosen.is_valid() else rows.none()
