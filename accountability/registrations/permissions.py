"""Which role may do what with the two responsibilities."""

from accountability import permissions as may
from supervision.accounts.enums import RoleCode
from supervision.accounts.roles import grant

grant(
    RoleCode.OFFICE_HEAD,
    may.READ,
    may.DECIDE_CHANGE,
    may.EDIT_CHECKLISTS,
    may.PUBLISH,
    may.ISSUE_TASK,
    may.OVERSEE,
    may.PLAN_ASSESSMENT,
    may.SUPERIOR,
    may.RATE,
    may.EDIT_SCHEME,
    may.SCORE,
    may.RECORD_MATERIAL,
    may.DECOMPOSE,
    may.READ_TALKS,
    may.URGE,
    may.DRAFT_PAPER,
    may.SIGN_PAPER,
    may.PROPOSE_FALSE,
    may.DECIDE_FALSE,
    may.SUMMON,
    may.PATROL,
    may.CHECK_DOUBTS,
    may.RAISE_FINDING,
    may.REFER,
    may.VERIFY,
    may.TAKE_EVIDENCE,
    may.TRACE_BACK,
    "accounts.issue_temporary",
)
grant(
    RoleCode.OFFICER,
    may.READ,
    may.REQUEST_CHANGE,
    may.EDIT_CHECKLISTS,
    may.ISSUE_TASK,
    may.OVERSEE,
    may.PLAN_ASSESSMENT,
    may.RATE,
    may.SCORE,
    may.RECORD_MATERIAL,
    may.DECOMPOSE,
    may.READ_TALKS,
    may.URGE,
    may.DRAFT_PAPER,
    may.PROPOSE_FALSE,
    may.SUMMON,
    may.PATROL,
    may.CHECK_DOUBTS,
    may.RAISE_FINDING,
    may.VERIFY,
    may.TAKE_EVIDENCE,
    may.TRACE_BACK,
    "accounts.issue_temporary",
)
grant(
    RoleCode.LEADER,
    may.READ,
    may.DECIDE_CHANGE,
    may.OVERSEE,
    may.SUPERIOR,
    may.READ_TALKS,
    may.SIGN_PAPER,
    may.DECIDE_FALSE,
    may.TRACE_BACK,
)
grant(
    RoleCode.UNIT_HEAD,
    may.READ,
    may.REQUEST_CHANGE,
    may.BE_ESCALATED,
    may.SELF_SCORE,
    may.DECOMPOSE,
    may.RECORD_TALK,
    may.READ_TALKS,
    may.RECTIFY,
    may.TAKE_EVIDENCE,
)
grant(
    RoleCode.CLERK,
    may.READ,
    may.FILE,
    may.REQUEST_CHANGE,
    may.BE_WARNED,
    may.SELF_SCORE,
    may.DECOMPOSE,
    may.RECORD_TALK,
    may.READ_TALKS,
    may.RECTIFY,
    may.TAKE_EVIDENCE,
)
# The secretary answers for supervision in the township as the head does for the whole; the
# township's own score is given by the clerk or the head for its Party committee.
grant(
    RoleCode.TOWNSHIP_LEADER,
    may.READ,
    may.REQUEST_CHANGE,
    may.BE_ESCALATED,
    may.DECOMPOSE,
    may.RECORD_TALK,
    may.READ_TALKS,
    may.RECTIFY,
    may.TAKE_EVIDENCE,
)
grant(RoleCode.INTERNAL, may.READ, may.OVERSEE, may.TRACE_BACK)
grant(RoleCode.STATIONED, may.READ)
grant(RoleCode.ASSESSOR, may.READ, may.ASSESS)
