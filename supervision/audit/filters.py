"""Narrow the audit record and the reads of protected records."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from supervision import clock
from supervision.audit import kinds, verbs
from supervision.audit.directory import directory
from supervision.audit.models import AuditEvent
from supervision.audit.selectors import events
from supervision.web.forms import DateField

Rows = QuerySet[AuditEvent]


class DayFilter(django_filters.Filter):
    """A day in any of the ways people write one."""

    field_class = DateField


def _acts(codes: frozenset[str] | None = None) -> list[tuple[str, str]]:
    known = verbs.everything()
    chosen = known if codes is None else codes & known.keys()
    return sorted(((code, str(known[code].label)) for code in chosen), key=lambda pair: pair[1])


def _kinds() -> list[tuple[str, str]]:
    found = ((key, str(kind.label)) for key, kind in kinds.everything().items())
    return sorted(found, key=lambda pair: pair[1])


def _units() -> list[tuple[str, str]]:
    return [(str(key), name) for key, name in directory.units()]


class PeriodFilter(django_filters.FilterSet):
    """What both lists are narrowed by: days, person, kind of object, unit."""

    since = DayFilter(label=_("From day"), method="from_day")
    until = DayFilter(label=_("To day"), method="to_day")
    actor_name = django_filters.CharFilter(label=_("Who"), lookup_expr="startswith")
    kind = django_filters.ChoiceFilter(
        label=_("Kind of object"), field_name="object_type", choices=_kinds
    )
    unit = django_filters.ChoiceFilter(label=_("Unit"), field_name="unit_id", choices=_units)

    def from_day(self, rows: Rows, name: str, value: dt.date) -> Rows:
        """Keep what happened on the day or later."""
        return rows.filter(at__gte=clock.start_of(value))

    def to_day(self, rows: Rows, name: str, value: dt.date) -> Rows:
        """Keep what happened on the day or earlier."""
        return rows.filter(at__lt=clock.end_of(value))


class EventFilter(PeriodFilter):
    """The audit record by day, person, act, object, unit, address and request."""

    verb = django_filters.ChoiceFilter(label=_("Act"), choices=_acts)
    about = django_filters.CharFilter(label=_("Object"), method="by_object")
    ip = django_filters.CharFilter(label=_("Address"), method="by_address")
    request_id = django_filters.CharFilter(label=_("Request number"))
    admins = django_filters.ChoiceFilter(
        label=_("Persons"), choices=[("1", _("administrators only"))], method="by_administrators"
    )

    def by_object(self, rows: Rows, name: str, value: str) -> Rows:
        """Keep events on an object by its number or its open label."""
        return rows.filter(events.about(value))

    def by_address(self, rows: Rows, name: str, value: str) -> Rows:
        """Keep acts from an address; the empty ones are said to be out, so the index serves."""
        return rows.exclude(ip="").filter(ip=value)

    def by_administrators(self, rows: Rows, name: str, value: str) -> Rows:
        """Keep what the three administrators did."""
        return rows.filter(actor_id__in=list(directory.administrators()))


class ReadFilter(PeriodFilter):
    """Reads of protected records by day, person, kind of object, unit and way of reading."""

    verb = django_filters.ChoiceFilter(
        label=_("Way of reading"), choices=lambda: _acts(verbs.reading())
    )


def filtered(rows: Rows, params: Mapping[str, Any]) -> Rows:
    """Return the events that pass the query string, for exports."""
    chosen = EventFilter(params, queryset=rows)
    return chosen.qs if chosen.is_valid() else rows.none()
