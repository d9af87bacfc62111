"""Narrow the lists of jobs and the record of exports."""

from __future__ import annotations

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from supervision.exchange import exporters
from supervision.exchange.enums import ExportState, ImportState


class ImportFilter(django_filters.FilterSet):
    """By state and file."""

    state = django_filters.ChoiceFilter(label=_("State"), choices=ImportState.choices)
    file_name = django_filters.CharFilter(label=_("File"), lookup_expr="icontains")


class ExportFilter(django_filters.FilterSet):
    """By state and purpose."""

    state = django_filters.ChoiceFilter(label=_("State"), choices=ExportState.choices)
    purpose = django_filters.CharFilter(label=_("Export purpose"), lookup_expr="icontains")


class RecordFilter(django_filters.FilterSet):
    """By person, table, purpose, number."""

    actor_name = django_filters.CharFilter(label=_("Exported by"), lookup_expr="icontains")
    exporter = django_filters.ChoiceFilter(label=_("Table"))
    purpose = django_filters.CharFilter(label=_("Export purpose"), lookup_expr="icontains")
    number = django_filters.CharFilter(label=_("Number"), lookup_expr="icontains")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the registered tables."""
        super().__init__(*args, **kwargs)
        self.filters["exporter"].extra["choices"] = [
            (entry.code, entry.label) for entry in exporters.everything()
        ]
