"""What accounts offer the kernel: verbs, the administrators' permissions, navigation."""

from django.utils.translation import gettext_lazy as _

from supervision.accounts import roles, verbs
from supervision.accounts.enums import RoleCode
from supervision.web import navigation
from supervision.web.navigation import NavItem

roles.grant(
    RoleCode.SYSTEM_ADMIN,
    "accounts.manage",
    "organizations.read_tree",
    "organizations.import_units",
    "deadlines.edit_calendar",
    "deadlines.move_clock",
)
roles.grant(RoleCode.SECURITY_ADMIN, "accounts.grant_posts", "organizations.read_tree")
roles.grant(RoleCode.AUDITOR, "audit.read")
for _role in (RoleCode.OFFICE_HEAD, RoleCode.OFFICER, RoleCode.LEADER):
    roles.grant(_role, "organizations.read_tree")

navigation.register(
    NavItem(
        group="system",
        label=_("Accounts"),
        icon="users",
        url_name="accounts:list",
        permission=("accounts.manage", "accounts.grant_posts"),
        order=80,
        also=("accounts:detail", "accounts:open"),
    )
)

__all__ = ["verbs"]
