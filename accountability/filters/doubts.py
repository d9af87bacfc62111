"""Narrow the list of doubts."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accountability.doubt_enums import DoubtGrade, DoubtKind, DoubtStatus
from accountability.models import Doubt
from accountability.selectors.doubts import UNDECIDED, waiting_for_office
from accountability.selectors.overview import responsible_units
from supervision.web.filters import RowChoiceFilter
from supervision.web.searching import holding

_STATES = [
    ("undecided", _("Undecided")),
    ("to_check", _("Waiting for the office")),
    *DoubtStatus.choices,
]


class DoubtFilter(django_filters.FilterSet):
    """By words, kind, unit, status, weight and measure."""

    q = django_filters.CharFilter(label=_("Task or receipt number"), method="by_text")
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=DoubtKind.choices)
    unit = RowChoiceFilter(
        label=_("Unit"),
        queryset=lambda request: responsible_units(request.user),
        label_field="name",
        empty_label=_("All units"),
    )
    status = django_filters.ChoiceFilter(label=_("Status"), choices=_STATES, method="by_status")
    grade = django_filters.ChoiceFilter(label=_("Severity"), choices=DoubtGrade.choices)
    least = django_filters.NumberFilter(
        label=_("Measure from"), field_name="measure", lookup_expr="gte"
    )

    class Meta:
        model = Doubt
        fields: list[str] = []

    def by_text(self, rows: QuerySet[Doubt], name: str, value: str) -> QuerySet[Doubt]:
        """Keep doubts about filings whose task or receipt holds the text."""
        return rows.filter(
            holding(value, "filing__duty__title", "filing__receipt")
            | Q(other_filing__receipt__iexact=value.strip())
        )

    def by_status(self, rows: QuerySet[Doubt], name: str, value: str) -> QuerySet[Doubt]:
        """Keep one status, or all that wait for a decision, or for the office."""
        if value == "to_check":
            return waiting_for_office(rows)
        return rows.filter(status__in=UNDECIDED if value == "undecided" else [value])


def filtered(rows: QuerySet[Doubt], params: Any, request: Any) -> QuerySet[Doubt]:
    """Return the rows that pass the query string, for exports."""
    chosen = DoubtFilter(params, queryset=rows, request=request)
    return chosen.qs if chosen.is_valid() else rows.none()
