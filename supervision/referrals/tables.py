"""What an office handed on."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from supervision.referrals.models import Referral
from supervision.web.columns import DateColumn, LeadColumn, MomentColumn, opens
from supervision.web.tables import PortalTable


class ReferralTable(PortalTable):
    """One matter a row: where it came from and whether it is concluded."""

    number = LeadColumn(
        verbose_name=_("Number"),
        url=opens("referrals:referral"),
        sub=lambda row: row.source_label,
    )
    unit = tables.Column(
        verbose_name=_("Unit"), accessor="unit__short_name", order_by="unit__position"
    )
    sent_by = tables.Column(verbose_name=_("Handed on by"), accessor="sent_by__name")
    sent_at = MomentColumn(verbose_name=_("Sent at"))
    status = tables.Column(verbose_name=_("State"))
    concluded_at = DateColumn(verbose_name=_("Concluded on"))

    class Meta(PortalTable.Meta):
        model = Referral
        order_by = ("-sent_at",)
        fields = ("number", "unit", "sent_by", "sent_at", "status", "concluded_at")

    def render_status(self, record: Referral) -> str:
        """Write the state in words."""
        return str(record.get_status_display())
