"""The audit record as a table."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from supervision.audit.models import AuditEvent
from supervision.web.columns import MomentColumn
from supervision.web.tables import PortalTable


class AuditTable(PortalTable):
    """One act a row."""

    label = tables.Column(verbose_name=_("Act"), order_by="verb")
    object_label = tables.Column(verbose_name=_("Object"), empty_values=(None,))
    actor_name = tables.Column(verbose_name=_("Who"), empty_values=())
    at = MomentColumn(verbose_name=_("When"))
    ip = tables.Column(verbose_name=_("Address"))

    class Meta(PortalTable.Meta):
        model = AuditEvent
        fields = ("label", "object_label", "actor_name", "at", "ip")
        order_by = ("-at",)

    def render_actor_name(self, value: str | None) -> str:
        """Name the system where no person acted."""
        return value or str(_("the system"))
