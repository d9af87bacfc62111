"""The kinds of object of accounts themselves and of the rooms below them, for the reach map."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from supervision.accounts import reach, selectors
from supervision.accounts.models import User
from supervision.accounts.reach import ReachSource
from supervision.audit.models import AuditEvent
from supervision.audit.selectors import events
from supervision.deadlines import selectors as deadlines


def _accounts(user: Any) -> QuerySet[User]:
    if user.can("accounts.manage") or user.can("accounts.grant_posts"):
        return selectors.accounts()
    return User.objects.none()


def _events(user: Any) -> QuerySet[AuditEvent]:
    found = events.events()
    return found if user.can("audit.read") else found.none()


reach.register(
    ReachSource(
        key="accounts",
        label=_("Accounts"),
        icon="users",
        url_name="accounts:detail",
        also=(
            "accounts:reset",
            "accounts:close",
            "accounts:limit",
            "accounts:ask",
            "accounts:end_post",
        ),
        rows=_accounts,
        kwargs=reach.by_pk,
        label_of=lambda row: row.username,
        order=200,
    )
)
reach.register(
    ReachSource(
        key="reach-maps",
        label=_("Reach maps"),
        icon="eye",
        url_name="accounts:reach_of",
        also=("accounts:reach_rows",),
        rows=reach.subjects,
        kwargs=reach.by_pk,
        label_of=lambda row: row.username,
        order=210,
    )
)
reach.register(
    ReachSource(
        key="audit-events",
        label=_("Audit events"),
        icon="history",
        url_name="audit:event",
        rows=_events,
        kwargs=reach.by_pk,
        label_of=lambda row: f"{row.pk} · {row.verb}",
        order=205,
    )
)
reach.register(
    ReachSource(
        key="calendar-years",
        label=_("Years of the working-day calendar"),
        icon="calendar",
        url_name="deadlines:year",
        rows=lambda user: deadlines.calendar_years(),
        kwargs=lambda row: {"year": row.year},
        label_of=lambda row: str(row.year),
        order=220,
    )
)
reach.register(
    ReachSource(
        key="grant-requests",
        label=_("Two-person requests"),
        icon="users",
        url_name="accounts:request",
        also=("accounts:request_decide", "accounts:request_withdraw"),
        rows=selectors.requests_visible_to,
        kwargs=reach.by_pk,
        label_of=lambda row: str(row.pk),
        order=230,
    )
)
reach.register(
    ReachSource(
        key="own-sessions",
        label=_("Own sessions"),
        icon="device-mobile",
        url_name="accounts:end_session",
        rows=selectors.open_sessions,
        kwargs=reach.by_pk,
        label_of=lambda row: str(row.pk),
        order=240,
    )
)
