"""Narrow the materials of the four kinds."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accountability.filters.ledger import DayFilter
from accountability.models import MaterialRecord
from accountability.score_enums import Evaluation, MaterialKind
from accountability.selectors.overview import responsible_units
from supervision.web.filters import RowChoiceFilter
from supervision.web.searching import holding

DECISIONS = [("open", _("not decided yet")), ("done", _("decided"))]


class MaterialFilter(django_filters.FilterSet):
    """By words, kind, unit, evaluation, decision and the days on which they were made."""

    stands = True

    q = django_filters.CharFilter(label=_("Words"), method="by_text")
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=MaterialKind.choices, empty_label=_("All")
    )
    unit = RowChoiceFilter(
        label=_("Unit"),
        queryset=lambda request: responsible_units(request.user),
        label_field="name",
        empty_label=_("All units"),
    )
    evaluation = django_filters.ChoiceFilter(
        label=_("Evaluation"), choices=Evaluation.choices, empty_label=_("All")
    )
    decision = django_filters.ChoiceFilter(
        label=_("In the score"), choices=DECISIONS, method="by_decision", empty_label=_("All")
    )
    since = DayFilter(label=_("From"), field_name="held_on", lookup_expr="gte")
    until = DayFilter(label=_("To"), field_name="held_on", lookup_expr="lte")

    class Meta:
        model = MaterialRecord
        fields: list[str] = []

    def by_text(
        self, rows: QuerySet[MaterialRecord], name: str, value: str
    ) -> QuerySet[MaterialRecord]:
        """Keep materials whose title or words hold the text."""
        return rows.filter(holding(value, "title", "summary"))

    def by_decision(
        self, rows: QuerySet[MaterialRecord], name: str, value: Any
    ) -> QuerySet[MaterialRecord]:
        """Keep what waits for a decision, or what has one."""
        return rows.filter(decision__isnull=value == "open")


def filtered(rows: QuerySet[MaterialRecord], params: Any, request: Any) -> QuerySet[MaterialRecord]:
    """Return the rows that pass the query string, for exports."""
    chosen = MaterialFilter(params, queryset=rows, request=request)
    return chosen.qs if chosen.is_valid() else rows.none()
