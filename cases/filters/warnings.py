"""Narrow the list of clocks that warn."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cases.enums import ClueStatus
from cases.models import Clock
from cases.selectors import warnings
from supervision.web.filters import RowChoiceFilter

_LIGHTS = [(light.value, light.label) for light in warnings.SHOWN]


class WarningFilter(django_filters.FilterSet):
    """By number, light, stage, matter, office, and whether a prompt was sent."""

    q = django_filters.CharFilter(label=_("Number of the clue"), method="by_number")
    light = django_filters.ChoiceFilter(label=_("State"), choices=_LIGHTS, method="by_light")
    stage = django_filters.ChoiceFilter(
        label=_("Stage"), choices=ClueStatus.choices, method="by_stage"
    )
    matter = django_filters.ChoiceFilter(label=_("Matter"), choices=[], method="by_matter")
    office = RowChoiceFilter(
        label=_("Office"),
        queryset=lambda request: warnings.offices_with_clocks(request.user),
        label_field="name",
    )
    prompted = django_filters.ChoiceFilter(
        label=_("Pressed"),
        choices=[("yes", _("was pressed")), ("no", _("not pressed yet"))],
        method="by_prompt",
    )

    class Meta:
        model = Clock
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the matters of the catalogue."""
        super().__init__(*args, **kwargs)
        self.filters["matter"].extra["choices"] = warnings.matters()

    def by_number(self, rows: QuerySet[Clock], name: str, value: str) -> QuerySet[Clock]:
        """Keep the clocks of clues whose number begins so."""
        return rows.filter(clue__number__startswith=value.strip().upper())

    def by_light(self, rows: QuerySet[Clock], name: str, value: str) -> QuerySet[Clock]:
        """Keep the clocks at the light at this instant."""
        return warnings.at_light(rows, value)

    def by_stage(self, rows: QuerySet[Clock], name: str, value: str) -> QuerySet[Clock]:
        """Keep the clocks of clues at the stage."""
        return rows.filter(clue__status=value)

    def by_matter(self, rows: QuerySet[Clock], name: str, value: str) -> QuerySet[Clock]:
        """Keep the clocks of one term."""
        return rows.filter(rule__code=value)

    def by_prompt(self, rows: QuerySet[Clock], name: str, value: str) -> QuerySet[Clock]:
        """Keep the clocks for which the office was pressed, or those it was not."""
        return warnings.pressed(rows, was=value == "yes")


def filtered(rows: QuerySet[Clock], params: Any, request: Any) -> QuerySet[Clock]:
    """Return the rows that pass the query string, for exports."""
    chosen = WarningFilter(params, queryset=rows, request=request)
    return chosen.qs if chosen.is_valid() else rows.none()
