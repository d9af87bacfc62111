"""Which role may do what with official documents."""

from supervision.accounts.enums import RoleCode
from supervision.accounts.roles import grant
from supervision.documents import permissions as may

grant(RoleCode.OFFICE_HEAD, may.READ, may.SIGN, may.SETTLE, may.EDIT_ORGANS)
grant(RoleCode.OFFICER, may.READ, may.SETTLE)
grant(RoleCode.LEADER, may.READ, may.SIGN)
grant(RoleCode.INTERNAL, may.READ)
grant(RoleCode.UNIT_HEAD, may.RECEIVE, may.REPLY)
grant(RoleCode.CLERK, may.RECEIVE, may.REPLY)
grant(RoleCode.TOWNSHIP_LEADER, may.RECEIVE, may.REPLY)
grant(RoleCode.OFFICE_HEAD, may.EDIT_TEMPLATES)
grant(RoleCode.SYSTEM_ADMIN, may.EDIT_TEMPLATES)
