"""Narrow the lists of assigned items and of task lists."""

from typing import Any

import django_filters
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accountability.enums import HolderRole, Period, ResponsibilityKind
from accountability.models import Assignment, TaskList
from accountability.selectors import checklists, tasklists
from accountability.selectors.overview import responsible_units
from supervision.web.filters import RowChoiceFilter

PROGRESS = [
    ("overdue", _("Overdue in some unit")),
    ("open", _("Not concluded everywhere")),
    ("concluded", _("Concluded everywhere")),
]


class AssignmentFilter(django_filters.FilterSet):
    """By text, year, responsibility, category, unit, period and holder."""

    q = django_filters.CharFilter(label=_("Item, content or standard"), method="by_text")
    year = django_filters.ChoiceFilter(label=_("Year"), field_name="item__checklist__year")
    kind = django_filters.ChoiceFilter(
        label=_("Responsibility"),
        field_name="item__checklist__kind",
        choices=ResponsibilityKind.choices,
    )
    category = django_filters.ChoiceFilter(label=_("Category"), field_name="item__category")
    unit = RowChoiceFilter(
        label=_("Unit"),
        queryset=lambda request: responsible_units(request.user),
        label_field="name",
    )
    period = django_filters.ChoiceFilter(
        label=_("Period"), field_name="item__period", choices=Period.choices
    )
    holder = django_filters.ChoiceFilter(
        label=_("Holder"), field_name="item__holder_role", choices=HolderRole.choices
    )

    class Meta:
        model = Assignment
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        user = self.request.user
        self.filters["year"].extra["choices"] = [
            (year, str(year)) for year in checklists.years(user)
        ]
        self.filters["category"].extra["choices"] = [
            (name, name) for name in checklists.categories(user)
        ]

    def by_text(self, rows: QuerySet[Assignment], name: str, value: str) -> QuerySet[Assignment]:
        """Keep rows whose item holds every word in its number, title, content or standard."""
        for word in value.split():
            rows = rows.filter(
                Q(item__title__icontains=word)
                | Q(item__number__iexact=word)
                | Q(item__content__icontains=word)
                | Q(item__standard__icontains=word)
            )
        return rows


class TaskListFilter(django_filters.FilterSet):
    """By text, year, unit and progress."""

    q = django_filters.CharFilter(label=_("Task, content or number"), method="by_text")
    year = django_filters.ChoiceFilter(label=_("Year"))
    unit = RowChoiceFilter(
        label=_("Unit"),
        queryset=lambda request: responsible_units(request.user),
        label_field="name",
        method="by_unit",
    )
    progress = django_filters.ChoiceFilter(
        label=_("Progress"), choices=PROGRESS, method="by_progress"
    )

    class Meta:
        model = TaskList
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["year"].extra["choices"] = [
            (year, str(year)) for year in tasklists.years(self.request.user)
        ]

    def by_text(self, rows: QuerySet[TaskList], name: str, value: str) -> QuerySet[TaskList]:
        """Keep rows that hold every word in number, title, content or standard."""
        for word in value.split():
            rows = rows.filter(
                Q(title__icontains=word)
                | Q(number__icontains=word)
                | Q(content__icontains=word)
                | Q(standard__icontains=word)
            )
        return rows

    def by_unit(self, rows: QuerySet[TaskList], name: str, value: Any) -> QuerySet[TaskList]:
        """Keep what was issued to the unit."""
        return rows.filter(duties__unit=value, duties__withdrawn_at__isnull=True)

    def by_progress(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep rows by how far the visible units have come."""
        if value == "overdue":
            return rows.filter(overdue_count__gt=0)
        if value == "open":
            return rows.filter(concluded_count__lt=F("unit_count"))
        return rows.filter(concluded_count=F("unit_count"), unit_count__gt=0)


class Asker:
    """What the filters need of a request where there is none: whose it is."""

    def __init__(self, user: Any) -> None:
        self.user = user


def filtered(
    filterset: type[django_filters.FilterSet], rows: QuerySet[Any], params: Any, user: Any
) -> QuerySet[Any]:
    """Return the rows that pass the query string, for exports."""
    chosen = filterset(params, queryset=rows, request=Asker(user))
    return chosen.qs if chosen.is_valid() else rows.none()
