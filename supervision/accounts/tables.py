"""The lists of accounts and of requests that need two persons."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from supervision import clock
from supervision.accounts.models import GrantRequest, User
from supervision.web.columns import DateColumn, LeadColumn, MomentColumn
from supervision.web.tables import PortalTable


class AccountTable(PortalTable):
    """One account a row, with the posts it holds today; the phone number is masked."""

    name = LeadColumn(
        verbose_name=pgettext_lazy("person", "Name"),
        url=lambda user: reverse("accounts:detail", args=[user.pk]),
        sub=lambda user: user.username,
    )
    posts = tables.Column(verbose_name=gettext_lazy("Posts"), accessor="pk", orderable=False)
    phone = tables.Column(verbose_name=gettext_lazy("Mobile phone"), orderable=False)
    factor = tables.Column(
        verbose_name=gettext_lazy("Second factor"), accessor="pk", orderable=False
    )
    last_login = MomentColumn(verbose_name=gettext_lazy("Last sign-in"))
    is_active = tables.Column(
        verbose_name=gettext_lazy("State"), accessor="pk", order_by="is_active"
    )

    class Meta(PortalTable.Meta):
        model = User
        order_by = ("id",)
        fields = ("name", "posts", "phone", "factor", "last_login", "is_active")

    def render_posts(self, record: Any) -> SafeString:
        """Write the posts held today, one a line."""
        today = clock.today()
        held = (
            (post.unit.short_name, post.get_role_display())
            for post in record.postings.all()
            if post.started_on <= today and (post.ended_on is None or post.ended_on >= today)
        )
        return format_html_join(SafeString("<br>"), "{}　{}", held)

    def render_phone(self, record: Any) -> str:
        """Write the number with its middle hidden."""
        return str(record.masked_phone) if record.phone else "—"

    def render_factor(self, record: Any) -> str:
        """Say whether the second factor is set up."""
        factor = getattr(record, "factor", None)
        if factor is None or factor.enrolled_at is None:
            return _("not set up")
        return _("blocked") if factor.is_blocked else _("set up")

    def render_is_active(self, record: Any) -> SafeString:
        """Write the state as a tag."""
        return format_html('<span class="p-tag">{}</span>', state_of(record))


def state_of(user: Any) -> str:
    """Return in words whether the account can be used today."""
    if not user.is_active:
        return _("closed")
    if user.ends_on is not None and user.ends_on < clock.today():
        return _("ended")
    return _("in use")


class RequestTable(PortalTable):
    """One request a row, with both persons."""

    user = LeadColumn(
        verbose_name=gettext_lazy("Person concerned"),
        accessor="user__name",
        url=lambda request: request.get_absolute_url(),
        sub=lambda request: request.reason,
    )
    kind = tables.Column(verbose_name=gettext_lazy("Kind"))
    role = tables.Column(verbose_name=gettext_lazy("Role"))
    unit = tables.Column(verbose_name=gettext_lazy("Unit"), accessor="unit__short_name")
    starts_on = DateColumn(verbose_name=gettext_lazy("From"))
    ends_on = DateColumn(verbose_name=gettext_lazy("Last day"))
    asked_by = tables.Column(verbose_name=gettext_lazy("Asked by"), accessor="asked_by__name")
    decided_by = tables.Column(verbose_name=gettext_lazy("Decided by"), accessor="decided_by__name")
    asked_at = MomentColumn(verbose_name=gettext_lazy("Asked"))
    status = tables.Column(verbose_name=gettext_lazy("Status"))

    class Meta(PortalTable.Meta):
        model = GrantRequest
        order_by = ("-asked_at",)
        fields = (
            "user",
            "kind",
            "role",
            "unit",
            "starts_on",
            "ends_on",
            "asked_by",
            "decided_by",
            "asked_at",
            "status",
        )

    def render_kind(self, record: Any) -> str:
        """Write the kind in words."""
        return str(record.get_kind_display())

    def render_role(self, record: Any) -> str:
        """Write the role in words."""
        return str(record.get_role_display())

    def render_status(self, record: Any) -> SafeString:
        """Write the status as a tag."""
        return format_html('<span class="p-tag">{}</span>', record.get_status_display())
