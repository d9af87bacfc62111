"""Which role may do what with the two responsibilities."""

from accountability.permissions import (
    BE_ESCALATED,
    BE_WARNED,
    DECIDE_CHANGE,
    EDIT_CHECKLISTS,
    FILE,
    ISSUE_TASK,
    OVERSEE,
    PLAN_ASSESSMENT,
    PUBLISH,
    READ,
    REQUEST_CHANGE,
    SUPERIOR,
)
from supervision.accounts.enums import RoleCode
from supervision.accounts.roles import grant

grant(
    RoleCode.OFFICE_HEAD,
    READ,
    DECIDE_CHANGE,
    EDIT_CHECKLISTS,
    PUBLISH,
    ISSUE_TASK,
    OVERSEE,
    PLAN_ASSESSMENT,
    SUPERIOR,
    "accounts.issue_temporary",
)
grant(
    RoleCode.OFFICER,
    READ,
    REQUEST_CHANGE,
    EDIT_CHECKLISTS,
    ISSUE_TASK,
    OVERSEE,
    PLAN_ASSESSMENT,
    "accounts.issue_temporary",
)
grant(RoleCode.LEADER, READ, DECIDE_CHANGE, OVERSEE, SUPERIOR)
grant(RoleCode.UNIT_HEAD, READ, REQUEST_CHANGE, BE_ESCALATED)
grant(RoleCode.CLERK, READ, FILE, REQUEST_CHANGE, BE_WARNED)
grant(RoleCode.INTERNAL, READ, OVERSEE)
grant(RoleCode.STATIONED, READ)
grant(RoleCode.TOWNSHIP_LEADER, READ)
grant(RoleCode.ASSESSOR, READ)
