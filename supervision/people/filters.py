"""Narrow the register."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from supervision.organizations.models import Unit
from supervision.people.enums import PersonKind, Rank
from supervision.people.models import Person, PersonPost
from supervision.people.rules import queries
from supervision.people.selectors.people import held_now, matching, people_units

LEADING = [("leading", _("Leading group only"))]


def refuse_number(text: str) -> None:
    """Raise ValidationError for a number: addresses are kept in many places."""
    if queries.read(text).is_secret:
        raise forms.ValidationError(
            _("Numbers are sought in the search box alone, so that they stand in no address.")
        )


class PersonFilter(django_filters.FilterSet):
    """By text, kind, unit, post, rank, leading group and Party branch.

    The text is typed into the search box above; a number never comes this way.
    """

    q = django_filters.CharFilter(
        label=_("Name or pinyin"),
        method="by_text",
        widget=forms.HiddenInput,
        validators=[refuse_number],
    )
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=PersonKind.choices, method="by_kind"
    )
    unit = django_filters.ModelChoiceFilter(
        label=_("Unit and below"),
        queryset=lambda request: people_units(request.user),
        method="by_unit",
    )
    post = django_filters.CharFilter(label=_("Post"), method="by_post")
    rank = django_filters.ChoiceFilter(label=_("Rank"), choices=Rank.choices, method="by_rank")
    leading = django_filters.ChoiceFilter(
        label=_("Leading group"), choices=LEADING, method="by_leading"
    )
    branch = django_filters.CharFilter(
        label=_("Party branch"), field_name="party_branch", lookup_expr="contains"
    )

    class Meta:
        model = Person
        fields: list[str] = []

    def by_text(self, rows: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        """Keep persons whose name or pinyin holds the text."""
        return matching(rows, queries.read(value))

    def by_kind(self, rows: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        """Keep supervisees or Party members."""
        return rows.filter(**{f"is_{value}": True})

    def by_unit(self, rows: QuerySet[Person], name: str, value: Unit) -> QuerySet[Person]:
        """Keep the persons of the unit and of all below it."""
        return rows.filter(unit__path__startswith=value.path)

    def by_post(self, rows: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        """Keep the persons who hold a post with the text today."""
        return rows.filter(_held(title__contains=value))

    def by_rank(self, rows: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        """Keep the persons who hold a post of the rank today."""
        return rows.filter(_held(rank=value))

    def by_leading(self, rows: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        """Keep the members of leading groups."""
        return rows.filter(_held(is_leading=True))


def _held(**wanted: Any) -> Exists:
    return Exists(PersonPost.objects.filter(held_now(), person=OuterRef("pk"), **wanted))


class Asker:
    """What the filters need of a request where there is none: whose it is."""

    def __init__(self, user: Any) -> None:
        self.user = user


def filtered(rows: QuerySet[Person], params: Any, user: Any) -> QuerySet[Person]:
    """Return the rows that pass the query string, for exports."""
    chosen: Any = PersonFilter(params, queryset=rows, request=Asker(user))
    return chosen.qs if chosen.is_valid() else rows.none()
