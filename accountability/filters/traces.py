"""Narrow traces."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accountability.selectors.overview import responsible_units
from supervision.web.filters import RowChoiceFilter
from supervision.web.searching import holding


class TraceFilter(django_filters.FilterSet):
    """By words and unit."""

    stands = True

    q = django_filters.CharFilter(label=_("Words or number"), method="by_text")
    unit = RowChoiceFilter(
        label=_("Unit"),
        queryset=lambda request: responsible_units(request.user),
        label_field="name",
        empty_label=_("All units"),
    )

    def by_text(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep rows whose problem, purpose or number holds the text."""
        return rows.filter(holding(value, "problem", "purpose", "number"))
