"""Narrow the interference register."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cases.enums import InterferenceKind, InterferenceWay
from cases.models import Interference


class InterferenceFilter(django_filters.FilterSet):
    """By kind and way; nobody is looked for by name in a list."""

    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=InterferenceKind.choices, empty_label=_("All")
    )
    way = django_filters.ChoiceFilter(
        label=_("How"), choices=InterferenceWay.choices, empty_label=_("All")
    )

    class Meta:
        model = Interference
        fields: list[str] = []


def filtered(rows: QuerySet[Interference], params: Any, request: Any) -> QuerySet[Interference]:
    """Return the rows that pass the query string, for exports."""
    chosen = InterferenceFilter(params, queryset=rows, request=request)
    return chosen.qs if chosen.is_valid() else rows.none()
