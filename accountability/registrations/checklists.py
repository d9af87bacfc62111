"""What responsibility lists and task lists offer the kernel."""

from django.utils.translation import gettext_lazy as _

from accountability.exporters import checklists as exporters
from accountability.importers import checklists as importers
from accountability.permissions import (
    BE_ESCALATED,
    EDIT_CHECKLISTS,
    FILE,
    OVERSEE,
    READ,
)
from supervision.web import navigation
from supervision.web.navigation import NavItem

__all__ = ["exporters", "importers"]

navigation.register(
    NavItem(
        group="accountability",
        label=_("Responsibility lists"),
        icon="list-check",
        url_name="accountability:checklists",
        permission=(OVERSEE, EDIT_CHECKLISTS),
        order=20,
        also=("accountability:checklist", "accountability:item"),
    )
)
navigation.register(
    NavItem(
        group="accountability",
        label=_("Our lists"),
        icon="list-check",
        url_name="accountability:my_lists",
        permission=(FILE, BE_ESCALATED),
        order=20,
    )
)
navigation.register(
    NavItem(
        group="accountability",
        label=_("Assigned items"),
        icon="list-details",
        url_name="accountability:assignments",
        permission=READ,
        order=25,
    )
)
navigation.register(
    NavItem(
        group="accountability",
        label=_("Task lists"),
        icon="clipboard-list",
        url_name="accountability:tasks",
        permission=READ,
        order=30,
        also=("accountability:task",),
    )
)
