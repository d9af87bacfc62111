"""The audit record, for the auditor."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from supervision.audit import selectors, verbs
from supervision.audit.tables import AuditTable
from supervision.web.views.access import PermissionRequiredMixin
from supervision.web.views.lists import ListPage


class EventFilter(django_filters.FilterSet):
    """Narrow the record by person, act, object and day."""

    actor_name = django_filters.CharFilter(label=_("Who"), lookup_expr="icontains")
    verb = django_filters.ChoiceFilter(label=_("Act"))
    object_label = django_filters.CharFilter(label=_("Object"), lookup_expr="icontains")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the registered acts."""
        super().__init__(*args, **kwargs)
        self.filters["verb"].extra["choices"] = sorted(
            ((code, str(verb.label)) for code, verb in verbs.everything().items()),
            key=lambda pair: pair[1],
        )


class EventList(PermissionRequiredMixin, ListPage):
    """Show who did what, newest first."""

    permission = "audit.read"
    table_class = AuditTable
    filterset_class = EventFilter
    title = _("Audit record")

    def get_queryset(self) -> QuerySet[Any]:
        """Return the whole record; only the auditor comes here."""
        return selectors.events()
