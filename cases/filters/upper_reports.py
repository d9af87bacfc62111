"""Narrow the list of reports for the upper level."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cases.models import UpperReport

STATES = [("here", _("Still here")), ("up", _("Handed up"))]


class UpperReportFilter(django_filters.FilterSet):
    """By whether it went up."""

    state = django_filters.ChoiceFilter(
        label=_("State"), choices=STATES, empty_label=_("All"), method="by_state"
    )

    class Meta:
        model = UpperReport
        fields: list[str] = []

    def by_state(self, rows: QuerySet[UpperReport], name: str, value: str) -> QuerySet[UpperReport]:
        """Keep what still lies here, or what went up."""
        return rows.filter(handed_up_on__isnull=value == "here")
