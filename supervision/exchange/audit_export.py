"""The audit record as Excel: the same rows as the auditor's page, business content kept back."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from supervision.audit.filters import filtered
from supervision.audit.selectors.events import READ, events
from supervision.exchange.enums import ColumnKind
from supervision.exchange.exporters import Column, Exporter


class AuditExporter(Exporter):
    """The audit record with its filters."""

    code = "audit"
    label = _("Audit record")
    permission = READ
    icon = "history"
    help_text = _("Who did what and when; objects of business by kind and number only.")
    columns = (
        Column(_("No."), lambda event: event.pk, ColumnKind.NUMBER, 12),
        Column(_("When"), lambda event: event.at, ColumnKind.DATETIME, 20),
        Column(_("Act"), lambda event: event.label, width=24),
        Column(_("Who"), lambda event: event.actor_name or _("the system"), width=14),
        Column(_("Kind of object"), lambda event: event.kind_label),
        Column(_("Object"), lambda event: event.shown_label, width=36),
        Column(_("Address"), lambda event: event.ip),
        Column(_("Request number"), lambda event: event.request_id, width=34),
    )

    def rows(self, user: Any, params: Mapping[str, Any]) -> Iterable[Any]:
        """Return the events that pass the filters."""
        return filtered(events(), params)
