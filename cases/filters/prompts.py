"""Narrow the list of papers that press offices."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cases.enums.clocks import PromptGrade
from cases.models import Prompt
from cases.selectors import prompts
from supervision.organizations.models import Unit
from supervision.web.filters import RowChoiceFilter


def _offices(request: Any) -> QuerySet[Unit]:
    rows = prompts.prompts_visible_to(request.user).order_by()
    return Unit.objects.filter(pk__in=rows.values("office")).order_by("path")


class PromptFilter(django_filters.FilterSet):
    """By number, office, step and state."""

    q = django_filters.CharFilter(
        label=_("Number"), field_name="document__number", lookup_expr="icontains"
    )
    office = RowChoiceFilter(label=_("Office"), queryset=_offices, label_field="name")
    grade = django_filters.ChoiceFilter(label=_("Step of pressing"), choices=PromptGrade.choices)
    state = django_filters.ChoiceFilter(label=_("State"), choices=prompts.STATES, method="by_state")

    class Meta:
        model = Prompt
        fields: list[str] = []

    def by_state(self, rows: QuerySet[Prompt], name: str, value: str) -> QuerySet[Prompt]:
        """Keep the papers in the state."""
        return prompts.in_state(rows, value)
