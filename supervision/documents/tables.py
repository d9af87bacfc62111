"""The register of papers and the inbox of a unit."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from supervision.documents.models import Delivery, IssuingOrgan, OfficialDocument
from supervision.web.columns import (
    DateColumn,
    DueColumn,
    LeadColumn,
    LightColumn,
    MomentColumn,
    opens,
)
from supervision.web.tables import PortalTable
from supervision.web.templatetags.portal import light as badge


class PaperTable(PortalTable):
    """One paper a row, with how it stands at its units."""

    title = LeadColumn(
        verbose_name=_("Paper"),
        url=opens("documents:document"),
        sub=lambda paper: paper.number or _("not numbered yet"),
    )
    kind = tables.Column(verbose_name=_("Kind"), accessor="kind_label", order_by="kind")
    units = tables.Column(
        verbose_name=_("Units"), accessor="first_unit", order_by="first_unit", empty_values=()
    )
    status = tables.Column(verbose_name=_("Status"))
    dated = MomentColumn(verbose_name=_("Issued or drafted"), order_by=("signed_at", "drafted_at"))
    reply_by = DateColumn(verbose_name=_("Reply by"), default="—")
    replies = tables.Column(
        verbose_name=_("Settled"),
        accessor="settled_count",
        order_by="settled_count",
        attrs={"td": {"class": "p-num"}},
    )
    light = tables.Column(
        verbose_name=_("Light"), accessor="shown_light", orderable=False, default="—"
    )

    class Meta(PortalTable.Meta):
        model = OfficialDocument
        order_by = ("-dated",)
        fields = ("title", "kind", "units", "status", "dated", "reply_by", "replies", "light")

    def render_units(self, record: Any) -> str:
        """Write the first unit, and how many more there are."""
        more = record.unit_total - 1
        if more < 1:
            return str(record.first_unit or "—")
        words = ngettext("%(unit)s and %(n)d more", "%(unit)s and %(n)d more", more)
        return words % {"unit": record.first_unit, "n": more}

    def render_status(self, record: Any) -> SafeString:
        """Write the status as a tag."""
        return format_html('<span class="p-tag">{}</span>', record.get_status_display())

    def render_replies(self, record: Any) -> str:
        """Write how many units settled it, of how many."""
        return f"{record.settled_count}/{record.unit_count}" if record.unit_count else "—"

    def render_light(self, value: str) -> SafeString:
        """Write the worst light among its units."""
        return badge(value)


class ReceivedTable(PortalTable):
    """One paper that came to the unit a row."""

    title = LeadColumn(
        verbose_name=_("Paper"),
        accessor="document__title",
        url=opens("documents:delivery"),
        sub=lambda delivery: delivery.document.number,
    )
    organ = tables.Column(
        verbose_name=pgettext_lazy("paper", "From"), accessor="document__organ__name"
    )
    unit = tables.Column(verbose_name=_("Unit"), accessor="unit__short_name", order_by="unit__path")
    started_at = MomentColumn(verbose_name=_("Issued"))
    status = tables.Column(verbose_name=_("Status"))
    ends_at = DueColumn(verbose_name=_("Due"))
    light = LightColumn(verbose_name=_("Light"), order_by="ends_at")

    class Meta(PortalTable.Meta):
        model = Delivery
        order_by = ("-started_at",)
        fields = ("title", "organ", "unit", "started_at", "status", "ends_at", "light")

    def render_status(self, record: Any) -> SafeString:
        """Write the status as a tag."""
        return format_html('<span class="p-tag">{}</span>', record.get_status_display())


class OrganTable(PortalTable):
    """One issuing organ a row."""

    name = LeadColumn(
        verbose_name=_("Name in the signature"),
        url=opens("documents:organ"),
        sub=lambda organ: organ.contact,
    )
    mark = tables.Column(verbose_name=_("Red organ mark"))
    word = tables.Column(verbose_name=_("Word in the number"))
    is_active = tables.BooleanColumn(verbose_name=_("In use"), yesno=(_("in use"), _("given up")))

    class Meta(PortalTable.Meta):
        model = IssuingOrgan
        order_by = ("position",)
        fields = ("name", "mark", "word", "is_active")
