"""Narrow the list of papers that are missing."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cases.enums import ClueStatus
from cases.models import Clue
from cases.selectors import clue_list, paper_list
from cases.selectors.bodies import handling_bodies
from supervision.web.filters import RowChoiceFilter

STATES = [
    ("lacking", _("No step has all its papers")),
    ("ready", _("A step has all its papers")),
    ("writing", _("A paper is still being written")),
]


class LackingFilter(django_filters.FilterSet):
    """By number or name, what is there, the next step, status and office."""

    q = django_filters.CharFilter(label=_("Number or respondent"), method="by_text")
    state = django_filters.ChoiceFilter(label=_("Papers"), choices=STATES, method="by_state")
    act = django_filters.ChoiceFilter(
        label=_("Next step"), choices=paper_list.acts_with_papers, method="by_act"
    )
    status = django_filters.ChoiceFilter(label=_("Status"), choices=ClueStatus.choices)
    office = RowChoiceFilter(
        label=_("Handling office"),
        queryset=lambda request: handling_bodies(),
        field_name="handling_office",
        label_field="short_name",
    )

    class Meta:
        model = Clue
        fields: list[str] = []

    def by_text(self, rows: QuerySet[Clue], name: str, value: str) -> QuerySet[Clue]:
        """Keep the clues with this number, or about somebody of this name or pinyin."""
        return rows.filter(clue_list.named(rows, value))

    def by_state(self, rows: QuerySet[Clue], name: str, value: str) -> QuerySet[Clue]:
        """Keep the clues by what is there."""
        return paper_list.at(rows, value)

    def by_act(self, rows: QuerySet[Clue], name: str, value: str) -> QuerySet[Clue]:
        """Keep the clues for which the step is possible."""
        return paper_list.before(rows, value)


def filtered(rows: QuerySet[Clue], params: Any, user: Any) -> QuerySet[Clue]:
    """Return the rows that pass the query string, for exports."""
    chosen: Any = LackingFilter(params, queryset=rows, request=SimpleNamespace(user=user))
    return chosen.qs if chosen.is_valid() else rows.none()
