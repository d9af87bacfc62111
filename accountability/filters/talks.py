"""Narrow the list of talks; nobody is looked for by name in it."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accountability.enums import TalkMeasure, TalkReason
from accountability.filters.ledger import DayFilter
from accountability.models import TalkRecord
from accountability.selectors.overview import responsible_units
from supervision.web.filters import RowChoiceFilter

STATES = [("standing", _("In force")), ("struck", _("Struck off"))]


class TalkFilter(django_filters.FilterSet):
    """By unit, measure, reason, state and the day of the talk."""

    unit = RowChoiceFilter(
        label=_("Unit"),
        queryset=lambda request: responsible_units(request.user),
        label_field="name",
        empty_label=_("All units"),
    )
    measure = django_filters.ChoiceFilter(
        label=_("Measure taken"), choices=TalkMeasure.choices, empty_label=_("All")
    )
    reason = django_filters.ChoiceFilter(
        label=_("Reason"), choices=TalkReason.choices, empty_label=_("All")
    )
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=STATES, empty_label=_("All"), method="by_state"
    )
    since = DayFilter(label=_("Held from"), field_name="talked_on", lookup_expr="gte")
    until = DayFilter(label=_("Held to"), field_name="talked_on", lookup_expr="lte")

    class Meta:
        model = TalkRecord
        fields: list[str] = []

    def by_state(self, rows: QuerySet[TalkRecord], name: str, value: str) -> QuerySet[TalkRecord]:
        """Keep what counts, or what was struck off."""
        return rows.filter(strike__isnull=value == "standing")


def filtered(rows: QuerySet[TalkRecord], params: Any, request: Any) -> QuerySet[TalkRecord]:
    """Return the rows that pass the query string, for exports."""
    chosen = TalkFilter(params, queryset=rows, request=request)
    return chosen.qs if chosen.is_valid() else rows.none()
