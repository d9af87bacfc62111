"""Narrow the rating queue, the ratings and the objections."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accountability.enums import Period, ResponsibilityKind
from accountability.filters.ledger import DayFilter
from accountability.models import Filing, Grade, Objection, Rating
from accountability.score_enums import ObjectionStatus
from accountability.selectors.duties import duties_visible_to
from accountability.selectors.overview import responsible_units
from supervision import clock
from supervision.web.filters import RowChoiceFilter
from supervision.web.searching import holding


def _units() -> RowChoiceFilter:
    return RowChoiceFilter(
        label=_("Unit"),
        queryset=lambda request: responsible_units(request.user),
        label_field="name",
        empty_label=_("All units"),
    )


class QueueFilter(django_filters.FilterSet):
    """By words, unit, list, period and the days of filing."""

    stands = True

    q = django_filters.CharFilter(label=_("Task or receipt number"), method="by_text")
    unit = _units()
    list = django_filters.ChoiceFilter(
        label=_("List"),
        choices=ResponsibilityKind.choices,
        field_name="duty__assignment__item__checklist__kind",
        empty_label=_("All"),
    )
    period = django_filters.ChoiceFilter(
        label=_("Period"),
        choices=Period.choices,
        field_name="duty__assignment__item__period",
        empty_label=_("All"),
    )
    since = DayFilter(label=_("Filed from"), method="from_day")
    until = DayFilter(label=_("Filed to"), method="to_day")

    class Meta:
        model = Filing
        fields: list[str] = []

    def by_text(self, rows: QuerySet[Filing], name: str, value: str) -> QuerySet[Filing]:
        """Keep filings whose task or receipt holds the text."""
        titled = duties_visible_to(self.request.user).order_by().filter(holding(value, "title"))
        return rows.filter(holding(value, "receipt") | Q(duty__in=titled.values("pk")))

    def from_day(self, rows: QuerySet[Filing], name: str, value: Any) -> QuerySet[Filing]:
        """Keep what was filed on the day or later."""
        return rows.filter(submitted_at__gte=clock.start_of(value))

    def to_day(self, rows: QuerySet[Filing], name: str, value: Any) -> QuerySet[Filing]:
        """Keep what was filed on the day or earlier."""
        return rows.filter(submitted_at__lt=clock.end_of(value))


def queued(rows: QuerySet[Filing], params: Any, request: Any) -> QuerySet[Filing]:
    """Return the filings of the queue that pass the query string."""
    chosen = QueueFilter(params, queryset=rows, request=request)
    return chosen.qs if chosen.is_valid() else rows.none()


class RatingFilter(django_filters.FilterSet):
    """By unit, grade, and the days of rating."""

    unit = _units()
    grade = django_filters.ModelChoiceFilter(
        label=_("Grade"), queryset=Grade.objects.select_related("grade_set"), empty_label=_("All")
    )
    since = DayFilter(label=_("Rated from"), method="from_day")
    until = DayFilter(label=_("Rated to"), method="to_day")

    class Meta:
        model = Rating
        fields: list[str] = []

    def from_day(self, rows: QuerySet[Rating], name: str, value: Any) -> QuerySet[Rating]:
        """Keep what was rated on the day or later."""
        return rows.filter(rated_at__gte=clock.start_of(value))

    def to_day(self, rows: QuerySet[Rating], name: str, value: Any) -> QuerySet[Rating]:
        """Keep what was rated on the day or earlier."""
        return rows.filter(rated_at__lt=clock.end_of(value))


class ObjectionFilter(django_filters.FilterSet):
    """By unit and by where the objection stands."""

    unit = RowChoiceFilter(
        label=_("Unit"),
        queryset=lambda request: responsible_units(request.user),
        field_name="filing__unit",
        label_field="name",
        empty_label=_("All units"),
    )
    status = django_filters.ChoiceFilter(
        label=_("Status"), choices=ObjectionStatus.choices, empty_label=_("All")
    )

    class Meta:
        model = Objection
        fields: list[str] = []
