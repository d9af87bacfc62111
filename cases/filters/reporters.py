"""Narrow the list of named reports; nobody is looked for by name."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cases.models import Reporter

STATES = [("open", _("A term runs")), ("done", _("Nothing to tell now"))]


class ReporterFilter(django_filters.FilterSet):
    """By whether a term runs."""

    state = django_filters.ChoiceFilter(
        label=_("State"), choices=STATES, empty_label=_("All"), method="by_state"
    )

    class Meta:
        model = Reporter
        fields: list[str] = []

    def by_state(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep those with a running term, or those without."""
        return rows.filter(ends_at__isnull=value == "done")
