"""What notifications offer the kernel: verbs, the kinds of deadline warning, navigation."""

from django.utils.translation import gettext_lazy as _

from supervision.notifications import deadline_kinds, selectors, verbs
from supervision.web import navigation
from supervision.web.navigation import NavItem

__all__ = ["deadline_kinds", "verbs"]

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
