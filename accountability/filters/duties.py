"""Narrow a list of duties."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accountability.enums import Period, ResponsibilityKind
from accountability.models import Duty
from accountability.selectors.duties import open_duties
from accountability.selectors.overview import responsible_units
from accountability.selectors.parts import has_parts
from supervision import clock
from supervision.deadlines.enums import Light
from supervision.deadlines.sql import light_q
from supervision.web.filters import RowChoiceFilter
from supervision.web.searching import holding

SPLITS = [
    ("split", _("split into parts")),
    ("whole", _("not split")),
    ("part", _("part of a task")),
]
OPEN = "open"
STATES = [(OPEN, _("open")), *Light.choices]
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
    light = django_filters.ChoiceFilter(label=_("State"), choices=STATES, method="by_light")
    origin = django_filters.ChoiceFilter(label=_("Origin"), choices=ORIGINS, method="by_origin")
    period = django_filters.ChoiceFilter(
        label=_("Period"), choices=Period.choices, field_name="assignment__item__period"
    )
    is_late = django_filters.TypedChoiceFilter(
        label=_("Filed late"),
        choices=[("", _("All")), ("true", _("filed late"))],
        coerce=lambda text: text == "true",
    )
    split = django_filters.ChoiceFilter(label=_("Split"), choices=SPLITS, method="by_split")
    urged = django_filters.ChoiceFilter(
        label=_("Urged"),
        choices=[("yes", _("urged")), ("no", _("not urged"))],
        method="by_urging",
    )

    #: Set by the figures of the counted rules, not by hand.
    counted = django_filters.CharFilter(
        label=_("Counted item"), method="by_counted", widget=forms.HiddenInput
    )
    year = django_filters.NumberFilter(label=_("Year"), widget=forms.HiddenInput)

    class Meta:
        model = Duty
        fields: list[str] = []

    def by_text(self, rows: QuerySet[Duty], name: str, value: str) -> QuerySet[Duty]:
        """Keep rows whose title or number holds the text."""
        return rows.filter(holding(value, "title", "number"))

    def by_light(self, rows: QuerySet[Duty], name: str, value: str) -> QuerySet[Duty]:
        """Keep rows at the light at this instant, or all that are not concluded."""
        if value == OPEN:
            return open_duties(rows)
        return rows.filter(light_q(Light(value), clock.now()))

    def by_split(self, rows: QuerySet[Duty], name: str, value: str) -> QuerySet[Duty]:
        """Keep what was split into parts, the parts, or whole tasks that were not split."""
        if value == "part":
            return rows.filter(part__isnull=False)
        return rows.filter(has_parts() if value == "split" else ~has_parts(), part__isnull=True)

    def by_counted(self, rows: QuerySet[Duty], name: str, value: str) -> QuerySet[Duty]:
        """Keep whole duties of the item with this number that are done by recording talks."""
        return rows.filter(
            assignment__item__counted_rule__isnull=False,
            assignment__item__number=value,
            part__isnull=True,
        )

    def by_urging(self, rows: QuerySet[Duty], name: str, value: str) -> QuerySet[Duty]:
        """Keep rows that the office has urged, or those it has not."""
        if value == "yes":
            return rows.filter(urged_count__gt=0)
        return rows.filter(urged_count=0)

    def by_origin(self, rows: QuerySet[Duty], name: str, value: str) -> QuerySet[Duty]:
        """Keep rows of one responsibility, or of task lists."""
        if value == "task":
            return rows.filter(task_list__isnull=False)
        return rows.filter(assignment__item__checklist__kind=value)


def filtered(rows: QuerySet[Duty], params: Any, request: Any) -> QuerySet[Duty]:
    """Return the rows that pass the query string, for exports."""
    chosen = DutyFilter(params, queryset=rows, request=request)
    return chosen.qs if chosen.is_valid() else rows.none()
