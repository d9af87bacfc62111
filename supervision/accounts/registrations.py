"""What accounts offer the kernel: verbs, the administrators' permissions, navigation."""

from django.utils.translation import gettext_lazy as _

from supervision.accounts import reach_sources, roles, verbs
from supervision.accounts.enums import RoleCode
from supervision.accounts.permissions import (
    ASKS,
    DECIDE_REQUESTS,
    GRANT_POSTS,
    MANAGE,
    READ_REQUESTS,
)
from supervision.accounts.selectors import administrators, requests_waiting_for
from supervision.audit import kinds
from supervision.audit.directory import directory
from supervision.audit.kinds import ObjectKind
from supervision.web import navigation
from supervision.web.navigation import NavItem

kinds.register(
    ObjectKind("accounts.user", _("Account"), label_is_protected=False),
    ObjectKind("accounts.posting", _("Post"), label_is_protected=False),
    ObjectKind("accounts.temporaryaccount", _("Temporary account"), label_is_protected=False),
    ObjectKind("accounts.grantrequest", _("Two-person request"), label_is_protected=False),
)
directory.administrators = administrators

roles.grant(
    RoleCode.SYSTEM_ADMIN,
    MANAGE,
    ASKS,
    READ_REQUESTS,
    "organizations.read_tree",
    "organizations.import_units",
    "deadlines.edit_calendar",
    "deadlines.move_clock",
)
roles.grant(
    RoleCode.SECURITY_ADMIN,
    GRANT_POSTS,
    ASKS,
    DECIDE_REQUESTS,
    READ_REQUESTS,
    "organizations.read_tree",
)
roles.grant(RoleCode.AUDITOR, "audit.read", READ_REQUESTS)
roles.grant(RoleCode.INTERNAL, "audit.review_reads")
for _role in (RoleCode.OFFICE_HEAD, RoleCode.OFFICER, RoleCode.LEADER, RoleCode.INTERNAL):
    roles.grant(_role, "organizations.read_tree")

for _role in (RoleCode.SECURITY_ADMIN, RoleCode.AUDITOR):
    roles.grant(_role, "accounts.read_reach")

navigation.register(
    NavItem(
        group="audit",
        label=_("Reach map"),
        icon="key",
        url_name="accounts:reach",
        permission=("accounts.read_reach", "accounts.issue_temporary"),
        order=60,
        also=("accounts:reach",),
    )
)
navigation.register(
    NavItem(
        group="system",
        label=_("Accounts"),
        icon="users",
        url_name="accounts:list",
        permission=(MANAGE, GRANT_POSTS),
        order=80,
        also=("accounts:detail", "accounts:open", "accounts:ask", "accounts:end_post"),
    )
)
navigation.register(
    NavItem(
        group="system",
        label=_("Two-person requests"),
        icon="user-check",
        url_name="accounts:requests",
        permission=READ_REQUESTS,
        count=requests_waiting_for,
        order=81,
        also=("accounts:request",),
    )
)

__all__ = ["reach_sources", "verbs"]
