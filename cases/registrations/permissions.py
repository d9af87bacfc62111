"""Which role may do what with clues and cases."""

from cases import permissions as may
from supervision.accounts.enums import RoleCode
from supervision.accounts.roles import grant

grant(
    RoleCode.PETITION,
    may.READ,
    may.REGISTER,
    may.READ_REPORTER,
    may.ENTER_INTERFERENCE,
)
grant(
    RoleCode.CASE_SUPERVISION,
    may.READ,
    may.REGISTER,
    may.SUPERVISE,
    may.RECORD_OUTSIDE,
    may.STATISTICS,
    may.ENTER_INTERFERENCE,
)
grant(
    RoleCode.SUPERVISION_HEAD,
    may.READ,
    may.REGISTER,
    may.SUPERVISE,
    may.HEAD_SUPERVISION,
    may.RECORD_OUTSIDE,
    may.NAME_STAND_IN,
    may.STATISTICS,
    may.ENTER_INTERFERENCE,
)
grant(RoleCode.HANDLER, may.READ, may.REGISTER, may.HANDLE, may.ENTER_INTERFERENCE)
grant(
    RoleCode.HANDLING_HEAD,
    may.READ,
    may.REGISTER,
    may.HEAD_HANDLING,
    may.NAME_STAND_IN,
    may.STATISTICS,
    may.ENTER_INTERFERENCE,
)
grant(RoleCode.REVIEWER, may.READ, may.REVIEW, may.ENTER_INTERFERENCE)
grant(
    RoleCode.REVIEW_HEAD,
    may.READ,
    may.HEAD_REVIEW,
    may.NAME_STAND_IN,
    may.STATISTICS,
    may.ENTER_INTERFERENCE,
)
grant(
    RoleCode.DEPUTY,
    may.READ,
    may.SIGN_AS_DEPUTY,
    may.NAME_STAND_IN,
    may.STATISTICS,
    may.ENTER_INTERFERENCE,
)
grant(
    RoleCode.PRINCIPAL,
    may.READ,
    may.SIGN_AS_PRINCIPAL,
    may.NAME_STAND_IN,
    may.STATISTICS,
    may.ENTER_INTERFERENCE,
    may.READ_INTERFERENCE,
)
# Internal supervision watches the discipline officers: the register, no clue.
grant(RoleCode.INTERNAL, may.READ_INTERFERENCE, may.ENTER_INTERFERENCE)
# A plan of rectification is opened by case supervision, or by the head for the own office.
for _role in (
    RoleCode.CASE_SUPERVISION,
    RoleCode.SUPERVISION_HEAD,
    RoleCode.HANDLING_HEAD,
    RoleCode.REVIEW_HEAD,
):
    grant(_role, may.OPEN_PLAN, may.READ_PLAN)
for _role in (
    RoleCode.PETITION,
    RoleCode.HANDLER,
    RoleCode.REVIEWER,
    RoleCode.DEPUTY,
    RoleCode.PRINCIPAL,
):
    grant(_role, may.READ_PLAN)
# Whoever supervised learns what was put right after a case, and nothing else of it.
for _role in (
    RoleCode.OFFICE_HEAD,
    RoleCode.OFFICER,
    RoleCode.STATIONED,
    RoleCode.CASE_SUPERVISION,
    RoleCode.SUPERVISION_HEAD,
    RoleCode.HANDLER,
    RoleCode.HANDLING_HEAD,
):
    grant(_role, may.READ_BACK)
