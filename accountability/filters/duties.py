"""Narrow a list of duties."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accountability.enums import Period, ResponsibilityKind
from accountability.models import Duty
from accountability.selectors.overview import responsible_units
from supervision import clock
from supervision.deadlines.enums import Light
from supervision.deadlines.sql import light_q
from supervision.web.filters import RowChoiceFilter
from supervision.web.searching import holding

ORIGINS = [*ResponsibilityKind.choices, ("task", _("Task list"))]


class DutyFilter(django_filters.FilterSet):
    """By text, unit, light, origin, period and the days on which they fall due."""

    stands = True

    q = django_filters.CharFilter(label=_("Task or number"), method="by_text")
    unit = RowChoiceFilter(
        label=_("Unit"),
        queryset=lambda request: responsible_units(request.user),
        label_field="name",
    )
    light = django_filters.ChoiceFilter(label=_("State"), choices=Light.choices, method="by_light")
    origin = django_filters.ChoiceFilter(label=_("Origin"), choices=ORIGINS, method="by_origin")
    period = django_filters.ChoiceFilter(
        label=_("Period"), choices=Period.choices, field_name="assignment__item__period"
    )
    is_late = django_filters.TypedChoiceFilter(
        label=_("Filed late"),
        choices=[("", _("All")), ("true", _("filed late"))],
        coerce=lambda text: text == "true",
    )

    class Meta:
        model = Duty
        fields: list[str] = []

    def by_text(self, rows: QuerySet[Duty], name: str, value: str) -> QuerySet[Duty]:
        """Keep rows whose title or number holds the text."""
        return rows.filter(holding(value, "title", "number"))

    def by_light(self, rows: QuerySet[Duty], name: str, value: str) -> QuerySet[Duty]:
        """Keep rows at the light at this instant."""
        return rows.filter(light_q(Light(value), clock.now()))

    def by_origin(self, rows: QuerySet[Duty], name: str, value: str) -> QuerySet[Duty]:
        """Keep rows of one responsibility, or of task lists."""
        if value == "task":
            return rows.filter(task_list__isnull=False)
        return rows.filter(assignment__item__checklist__kind=value)


def filtered(rows: QuerySet[Duty], params: Any, request: Any) -> QuerySet[Duty]:
    """Return the rows that pass the query string, for exports."""
    chosen = DutyFilter(params, queryset=rows, request=request)
    return chosen.qs if chosen.is_valid() else rows.none()
