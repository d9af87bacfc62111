"""Narrow the lists of what presses units."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accountability.enums import FalsificationStatus, LetterKind, SummonsStatus
from accountability.models import Falsification, Letter, Summons, Urging
from accountability.selectors.letters import STATES, in_state
from accountability.selectors.overview import responsible_units
from supervision.web.filters import RowChoiceFilter
from supervision.web.searching import holding


def _unit() -> RowChoiceFilter:
    return RowChoiceFilter(
        label=_("Unit"),
        queryset=lambda request: responsible_units(request.user),
        label_field="name",
    )


class UrgingFilter(django_filters.FilterSet):
    """By task and unit."""

    q = django_filters.CharFilter(label=_("Task or number"), method="by_text")
    unit = _unit()

    class Meta:
        model = Urging
        fields: list[str] = []

    def by_text(self, rows: QuerySet[Urging], name: str, value: str) -> QuerySet[Urging]:
        """Keep rows whose task holds the text."""
        return rows.filter(holding(value, "duty__title", "duty__number"))


class LetterFilter(django_filters.FilterSet):
    """By number, unit, kind and state."""

    q = django_filters.CharFilter(label=_("Number or unit"), method="by_text")
    unit = _unit()
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=LetterKind.choices)
    state = django_filters.ChoiceFilter(label=_("State"), choices=STATES, method="by_state")

    class Meta:
        model = Letter
        fields: list[str] = []

    def by_text(self, rows: QuerySet[Letter], name: str, value: str) -> QuerySet[Letter]:
        """Keep rows whose number or unit holds the text."""
        return rows.filter(holding(value, "document__number", "unit__name"))

    def by_state(self, rows: QuerySet[Letter], name: str, value: str) -> QuerySet[Letter]:
        """Keep rows in the state."""
        return rows.filter(in_state(value))


def filtered_letters(rows: QuerySet[Letter], params: Any, request: Any) -> QuerySet[Letter]:
    """Return the letters that pass the query string."""
    chosen = LetterFilter(params, queryset=rows, request=request)
    return chosen.qs if chosen.is_valid() else rows.none()


class FalsificationFilter(django_filters.FilterSet):
    """By task or receipt, unit and status."""

    q = django_filters.CharFilter(label=_("Task or receipt number"), method="by_text")
    unit = _unit()
    status = django_filters.ChoiceFilter(label=_("Status"), choices=FalsificationStatus.choices)

    class Meta:
        model = Falsification
        fields: list[str] = []

    def by_text(
        self, rows: QuerySet[Falsification], name: str, value: str
    ) -> QuerySet[Falsification]:
        """Keep rows whose task or receipt holds the text."""
        return rows.filter(holding(value, "filing__duty__title", "filing__receipt"))


class SummonsFilter(django_filters.FilterSet):
    """By name, unit and status."""

    q = django_filters.CharFilter(label=_("Name or post"), method="by_text")
    unit = _unit()
    status = django_filters.ChoiceFilter(label=_("Status"), choices=SummonsStatus.choices)

    class Meta:
        model = Summons
        fields: list[str] = []

    def by_text(self, rows: QuerySet[Summons], name: str, value: str) -> QuerySet[Summons]:
        """Keep rows whose name or post holds the text."""
        return rows.filter(Q(name__icontains=value) | Q(post__icontains=value))


def filtered(kind: Any, rows: QuerySet[Any], params: Any, request: Any) -> QuerySet[Any]:
    """Return the rows that pass the query string, for exports."""
    chosen = kind(params, queryset=rows, request=request)
    return chosen.qs if chosen.is_valid() else rows.none()
