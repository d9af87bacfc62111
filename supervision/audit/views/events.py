"""The audit record, for the auditor."""

from typing import Any, cast

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from supervision.audit import details, services
from supervision.audit.directory import unit_names
from supervision.audit.filters import EventFilter
from supervision.audit.selectors import events, seals
from supervision.audit.tables import AuditTable
from supervision.web.views.access import PermissionRequiredMixin, permission_required
from supervision.web.views.lists import Empty, ListPage


class EventList(PermissionRequiredMixin, ListPage):
    """Show who did what, newest first."""

    permission = events.READ
    template_name = "audit/events.html"
    table_class = AuditTable
    filterset_class = EventFilter
    title = _("Audit record")
    export_url_name = "audit:export"
    empty = Empty(_("No event fits"), _("Take away a filter, or choose other days."))

    def get_queryset(self) -> QuerySet[Any]:
        """Return the whole record; only the auditor comes here."""
        return events.events()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add where the chain stands."""
        return super().get_context_data(seal=seals.newest_seal(), **kwargs)


@require_safe
@permission_required(events.READ)
def event(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one event with its seal; that it was opened is recorded."""
    found = get_object_or_404(events.events(), pk=pk)
    services.open_event(actor=cast(Any, request.user), event=found)
    context = {
        "event": found,
        "rows": [] if found.is_protected else details.rows(found.details),
        "kept_back": sorted(found.details) if found.is_protected else [],
        "unit_name": unit_names().get(found.unit_id or 0, ""),
        "seal": seals.seal_of(found.pk),
        "same_request": events.of_same_request(found)[:50],
    }
    return render(request, "audit/event.html", context)
