"""The audit record, the reads and the daily digests as tables."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from supervision.audit.directory import unit_names
from supervision.audit.models import AuditDigest, AuditEvent
from supervision.web import formats
from supervision.web.columns import DateColumn, LeadColumn, MomentColumn, NumberColumn
from supervision.web.tables import PortalTable


class AuditTable(PortalTable):
    """One act a row."""

    label = LeadColumn(
        verbose_name=_("Act"), order_by="verb", url=lambda event: event.get_absolute_url()
    )
    shown_label = tables.Column(
        verbose_name=_("Object"), empty_values=(None,), order_by="object_label", orderable=False
    )
    actor_name = tables.Column(verbose_name=_("Who"), empty_values=(), orderable=False)
    at = MomentColumn(verbose_name=_("When"))
    ip = tables.Column(verbose_name=_("Address"), orderable=False)

    class Meta(PortalTable.Meta):
        model = AuditEvent
        fields = ("label", "shown_label", "actor_name", "at", "ip")
        order_by = ("-at",)

    def render_actor_name(self, value: str | None) -> str:
        """Name the system where no person acted."""
        return value or str(_("the system"))


class ReadTable(PortalTable):
    """One read a row: who, what, when, what for."""

    actor_name = LeadColumn(verbose_name=_("Reader"), orderable=False)
    label = tables.Column(verbose_name=_("Way of reading"), orderable=False)
    object_label = tables.Column(verbose_name=_("Record"), empty_values=(None,), orderable=False)
    unit_id = tables.Column(verbose_name=_("Unit"), orderable=False)
    at = MomentColumn(verbose_name=_("When"))
    purpose = tables.Column(
        verbose_name=_("Purpose of reading"), accessor="details__purpose", orderable=False
    )

    class Meta(PortalTable.Meta):
        model = AuditEvent
        fields = ("actor_name", "label", "object_label", "unit_id", "at", "purpose")
        order_by = ("-at",)

    def __init__(self, *args: Any, shows_content: bool, **kwargs: Any) -> None:
        """Take whether the reader of this list may see what was read."""
        super().__init__(*args, **kwargs)
        self.shows_content = shows_content
        self.units = unit_names()
        if not shows_content:
            self.columns.hide("purpose")

    def render_object_label(self, record: AuditEvent) -> SafeString:
        """Name the record, or only its kind and number."""
        if not self.shows_content:
            return format_html("{}", record.shown_label)
        return format_html(
            '{}<span class="p-sub">{}</span>', record.object_label, record.kind_label
        )

    def render_unit_id(self, value: int) -> str:
        """Name the unit."""
        return self.units.get(value, str(value))


class DigestTable(PortalTable):
    """One day a row."""

    date = LeadColumn(
        verbose_name=_("Day"), url=lambda digest: reverse("audit:digest", args=[digest.date])
    )
    seal_id = NumberColumn(verbose_name=_("Last batch"), orderable=False)
    event_count = NumberColumn(verbose_name=_("Events up to here"), orderable=False)
    digest = tables.Column(verbose_name=_("Digest"), accessor="seal__short_digest", orderable=False)
    made_at = DateColumn(verbose_name=_("Made"), orderable=False)

    class Meta(PortalTable.Meta):
        model = AuditDigest
        fields = ("date", "seal_id", "event_count", "digest", "made_at")
        order_by = ("-date",)

    def render_date(self, record: AuditDigest) -> SafeString:
        """Write the day in full, linked to its print."""
        return format_html(
            '<a href="{}">{}</a>',
            reverse("audit:digest", args=[record.date]),
            formats.full_date(record.date),
        )

    def render_digest(self, value: str) -> SafeString:
        """Write the beginning of the digest in even characters."""
        return format_html('<span class="p-mono">{}</span>', value)
