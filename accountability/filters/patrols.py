"""Narrow patrols, readings and checks on the spot."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accountability.enums import CheckOutcome, Verdict
from accountability.selectors.overview import responsible_units
from accountability.selectors.patrols import patrols_visible_to
from supervision.web.filters import RowChoiceFilter
from supervision.web.searching import holding


class PatrolFilter(django_filters.FilterSet):
    """By words and by whether it is closed."""

    q = django_filters.CharFilter(label=_("Name or number"), method="by_text")
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[
            ("open", pgettext_lazy("patrol", "under way")),
            ("closed", pgettext_lazy("patrol", "closed")),
        ],
        empty_label=_("All"),
        method="by_state",
    )

    def by_text(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep rows whose name or number holds the text."""
        return rows.filter(holding(value, "name", "number"))

    def by_state(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep what is under way, or what is closed."""
        return rows.filter(finished_at__isnull=value == "open")


class ReadingFilter(django_filters.FilterSet):
    """By patrol, unit and verdict."""

    patrol = RowChoiceFilter(
        label=_("Patrol"),
        field_name="entry__round",
        queryset=lambda request: patrols_visible_to(request.user),
        label_field="name",
        empty_label=_("All patrols"),
    )
    unit = RowChoiceFilter(
        label=_("Unit"),
        field_name="entry__unit",
        queryset=lambda request: responsible_units(request.user),
        label_field="name",
        empty_label=_("All units"),
    )
    verdict = django_filters.ChoiceFilter(
        label=_("Verdict"), choices=Verdict.choices, empty_label=_("All")
    )


class SpotCheckFilter(django_filters.FilterSet):
    """By patrol, unit and outcome."""

    patrol = RowChoiceFilter(
        label=_("Patrol"),
        field_name="round",
        queryset=lambda request: patrols_visible_to(request.user),
        label_field="name",
        empty_label=_("All patrols"),
    )
    unit = RowChoiceFilter(
        label=_("Unit"),
        field_name="filing__unit",
        queryset=lambda request: responsible_units(request.user),
        label_field="name",
        empty_label=_("All units"),
    )
    outcome = django_filters.ChoiceFilter(
        label=_("Result of the check"),
        choices=[("open", _("not checked yet")), *CheckOutcome.choices],
        empty_label=_("All"),
        method="by_outcome",
    )

    def by_outcome(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep the checks that came out so, or that have no result yet."""
        if value == "open":
            return rows.filter(outcome__isnull=True)
        return rows.filter(outcome=value)
