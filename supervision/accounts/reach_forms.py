"""The list of the reach map, its filters, and the form of an account that is only planned."""

from typing import Any

import django_filters
import django_tables2 as tables
from django import forms
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from supervision import clock
from supervision.accounts import reach
from supervision.accounts.models import User
from supervision.accounts.selectors import visible_units
from supervision.organizations.models import Unit
from supervision.organizations.selectors import tree
from supervision.web import formats
from supervision.web.columns import ActColumn, LeadColumn
from supervision.web.forms import DateField
from supervision.web.tables import PortalTable

STATES = {
    "open": _("may be used now"),
    "ahead": _("window not begun"),
    "over": _("window over"),
    "revoked": _("revoked"),
    "closed": _("closed"),
}
KINDS = [("temporary", _("Temporary")), ("permanent", _("Permanent"))]


def _address(account: User) -> str:
    return reverse("accounts:reach_of", args=[account.pk])


class ReachTable(PortalTable):
    """Accounts with their windows."""

    name = LeadColumn(verbose_name=_("Name"), url=_address, sub=lambda row: row.username)
    is_temporary = tables.Column(verbose_name=_("Kind"))
    window = tables.Column(
        verbose_name=_("Window"), accessor="temporary", order_by="temporary__starts_at"
    )
    state = tables.Column(verbose_name=_("State"), empty_values=(), orderable=False)
    act = ActColumn(lambda row: (_("What it opens"), _address(row)))

    class Meta(PortalTable.Meta):
        order_by = ("-is_temporary", "-id")

    def render_is_temporary(self, value: bool) -> str:
        """Write the kind."""
        return str(dict(KINDS)["temporary" if value else "permanent"])

    def render_window(self, value: Any) -> SafeString:
        """Write the window and what it was issued for."""
        times = f"{formats.full_datetime(value.starts_at)} – {formats.full_datetime(value.ends_at)}"
        return format_html('{}<span class="p-sub">{}</span>', times, value.purpose)

    def render_state(self, record: User) -> str:
        """Write whether the account may be used."""
        return str(STATES[reach.state_of(record)])


class ReachFilter(django_filters.FilterSet):
    """By name and kind."""

    q = django_filters.CharFilter(label=_("Name or account"), method="by_text")
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=KINDS, method="by_kind")

    class Meta:
        model = User
        fields: list[str] = []

    def by_text(self, rows: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        """Keep accounts whose name or login name holds the text."""
        return rows.filter(Q(name__icontains=value) | Q(username__icontains=value))

    def by_kind(self, rows: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        """Keep temporary or permanent accounts."""
        return rows.filter(is_temporary=value == "temporary")


class _UnitsField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        """Write the short name: the boxes stand in narrow columns."""
        return str(obj.short_name)


class PlanForm(forms.Form):
    """For which units, and from when to when, an account is to be issued."""

    units = _UnitsField(
        label=_("Units the account is to read"),
        queryset=Unit.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    starts_on = DateField(label=_("Access from"))
    ends_on = DateField(label=_("Access to the end of"))

    def __init__(self, *args: Any, reader: Any, **kwargs: Any) -> None:
        """Offer the units the reader could issue an account for; all to who only looks."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["units"]
        field.queryset = tree() if reader.can("accounts.read_reach") else visible_units(reader)

    def clean(self) -> dict[str, Any]:
        """Refuse a window that is empty or over."""
        data = super().clean() or {}
        starts, ends = data.get("starts_on"), data.get("ends_on")
        if starts and ends and (ends < starts or ends < clock.today()):
            self.add_error("ends_on", _("The window must end after it starts, and in the future."))
        return data
