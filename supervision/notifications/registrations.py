"""What notifications offer the kernel: verbs, the kinds of deadline warning, navigation."""

from django.utils.translation import gettext_lazy as _

from supervision.accounts import reach
from supervision.accounts.reach import ReachSource
from supervision.audit import kinds
from supervision.audit.kinds import ObjectKind
from supervision.notifications import (
    account_kinds,
    account_todos,
    deadline_kinds,
    selectors,
    verbs,
)
from supervision.web import navigation
from supervision.web.formats import short_date
from supervision.web.navigation import NavItem

__all__ = ["account_kinds", "account_todos", "deadline_kinds", "verbs"]

kinds.register(ObjectKind("notifications.notice", _("Notice")))

navigation.register(
    NavItem(
        group="",
        label=_("My to-dos"),
        icon="checklist",
        url_name="notifications:todos",
        count=selectors.todo_count,
        order=20,
        tab=True,
    )
)
navigation.register(
    NavItem(
        group="",
        label=_("Notices"),
        icon="bell",
        url_name="notifications:inbox",
        count=selectors.unread_count,
        order=30,
    )
)

reach.register(
    ReachSource(
        key="notices",
        label=_("Notices"),
        icon="bell",
        url_name="notifications:open",
        rows=selectors.all_own,
        kwargs=reach.by_pk,
        label_of=lambda row: f"{row.kind_label} · {short_date(row.created_at)}",
        order=120,
    )
)
