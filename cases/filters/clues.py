"""Narrow the ledger of clues."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cases.enums import ClueStatus, Naming, Source, Violation
from cases.models import Clue
from cases.selectors import clue_list
from cases.selectors.board import COLUMNS, name_of
from cases.selectors.bodies import handling_bodies
from cases.selectors.desk import own_turn
from cases.workflow import CONCLUDED
from supervision.deadlines.enums import Light
from supervision.organizations.enums import RESPONSIBLE_KINDS
from supervision.organizations.models import Unit
from supervision.web.filters import RowChoiceFilter
from supervision.web.forms import DateField

OPEN, OVER = "open", "over"
#: Overdue and due soon together: what the warning is about.
WARNED = "warned"
LIGHTS = [(WARNED, _("overdue or due soon")), *Light.choices]
#: The whole ways before the single statuses.
STATUSES = [(OPEN, _("not concluded")), (OVER, _("concluded")), *ClueStatus.choices]


class DayFilter(django_filters.DateFilter):
    """A day, typed in any way or picked."""

    field_class = DateField


def _units(request: Any) -> QuerySet[Unit]:
    return Unit.objects.filter(kind__in=RESPONSIBLE_KINDS).order_by("kind", "position", "pk")


class ClueFilter(django_filters.FilterSet):
    """By number or name, unit, source, status, light, days, handling body and violation."""

    stands = True

    q = django_filters.CharFilter(label=_("Number or respondent"), method="by_text")
    status = django_filters.ChoiceFilter(
        label=_("Stage of the clue"), choices=STATUSES, method="by_status"
    )
    light = django_filters.ChoiceFilter(label=_("State"), choices=LIGHTS, method="by_light")
    office = RowChoiceFilter(
        label=_("Handling office"),
        queryset=lambda request: handling_bodies(),
        field_name="handling_office",
        label_field="short_name",
    )
    unit = RowChoiceFilter(
        label=_("Unit concerned"), queryset=_units, label_field="name", method="by_unit"
    )
    source = django_filters.ChoiceFilter(label=_("Source"), choices=Source.choices)
    violation = django_filters.ChoiceFilter(
        label=_("Kind of violation"), choices=Violation.choices, method="by_violation"
    )
    naming = django_filters.ChoiceFilter(label=_("Reporter"), choices=Naming.choices)
    since = DayFilter(label=_("Received from"), method="by_since")
    until = DayFilter(label=_("Received to"), method="by_until")
    turn = django_filters.ChoiceFilter(
        label=_("Next step"), choices=[("mine", _("mine to propose"))], method="by_turn"
    )
    matched = django_filters.ChoiceFilter(
        label=_("Comparison"),
        choices=[("yes", _("meets an earlier clue"))],
        method="by_match",
    )
    #: Set by the board and by the figures, not by hand.
    stage = django_filters.ChoiceFilter(
        label=_("Column of the board"),
        choices=lambda: [(code, name_of(code)) for code, _statuses in COLUMNS],
        method="by_stage",
        widget=forms.HiddenInput,
    )
    figure = django_filters.CharFilter(
        label=_("Rows behind the figure"), method="by_figure", widget=forms.HiddenInput
    )

    class Meta:
        model = Clue
        fields: list[str] = []

    def by_text(self, rows: QuerySet[Clue], name: str, value: str) -> QuerySet[Clue]:
        """Keep the clues with this number, or about somebody of this name or pinyin."""
        return rows.filter(clue_list.named(rows, value))

    def by_status(self, rows: QuerySet[Clue], name: str, value: str) -> QuerySet[Clue]:
        """Keep one status, all that are not concluded, or all that are."""
        if value == OPEN:
            return rows.exclude(status__in=CONCLUDED)
        if value == OVER:
            return rows.filter(status__in=CONCLUDED)
        return rows.filter(status=value)

    def by_stage(self, rows: QuerySet[Clue], name: str, value: str) -> QuerySet[Clue]:
        """Keep what stands in a column of the board."""
        return rows.filter(status__in=dict(COLUMNS).get(value, ()))

    def by_light(self, rows: QuerySet[Clue], name: str, value: str) -> QuerySet[Clue]:
        """Keep the clues at the light at this instant, or all that are warned about."""
        if value == WARNED:
            return clue_list.warned(rows)
        return clue_list.at_light(rows, value)

    def by_unit(self, rows: QuerySet[Clue], name: str, value: Unit) -> QuerySet[Clue]:
        """Keep the clues about the unit and what is below it."""
        return rows.filter(unit__path__startswith=value.path)

    def by_violation(self, rows: QuerySet[Clue], name: str, value: str) -> QuerySet[Clue]:
        """Keep the clues that name this kind of violation."""
        return rows.filter(violations__contains=[value])

    def by_since(self, rows: QuerySet[Clue], name: str, value: Any) -> QuerySet[Clue]:
        """Keep what was received on the day or later."""
        return rows.filter(received_at__gte=clue_list.beginning(value))

    def by_until(self, rows: QuerySet[Clue], name: str, value: Any) -> QuerySet[Clue]:
        """Keep what was received on the day or earlier."""
        return rows.filter(received_at__lt=clue_list.end(value))

    def by_turn(self, rows: QuerySet[Clue], name: str, value: str) -> QuerySet[Clue]:
        """Keep the clues whose next step is the account's to propose."""
        return rows.filter(own_turn(self.request.user))

    def by_match(self, rows: QuerySet[Clue], name: str, value: str) -> QuerySet[Clue]:
        """Keep the clues that met an earlier one by person, unit or words."""
        return clue_list.matched(rows)

    def by_figure(self, rows: QuerySet[Clue], name: str, value: str) -> QuerySet[Clue]:
        """Keep the rows that a figure of the statistics counted."""
        return clue_list.behind(rows, value)


def filtered(rows: QuerySet[Clue], params: Any, request: Any) -> QuerySet[Clue]:
    """Return the rows that pass the query string, for exports."""
    chosen = ClueFilter(params, queryset=rows, request=request)
    return chosen.qs if chosen.is_valid() else rows.none()
