"""Narrow the list of quarters to feed back."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cases.models import QuarterFeedback

STATES = [("open", _("Not fed back yet")), ("given", _("Fed back"))]


class QuarterFilter(django_filters.FilterSet):
    """By whether it was fed back."""

    state = django_filters.ChoiceFilter(
        label=_("State"), choices=STATES, empty_label=_("All"), method="by_state"
    )

    class Meta:
        model = QuarterFeedback
        fields: list[str] = []

    def by_state(
        self, rows: QuerySet[QuarterFeedback], name: str, value: str
    ) -> QuerySet[QuarterFeedback]:
        """Keep what is open, or what was fed back."""
        return rows.filter(closed_at__isnull=value == "open")
