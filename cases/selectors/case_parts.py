"""Who may record what on the page of a case: one answer for the button and for the service."""

from collections.abc import Callable
from typing import Any

from cases.enums import AccessKind, ClueStatus, Hand
from cases.enums.case_acts import CaseAct
from cases.models import CaseRectification, Clue, Remedy
from cases.permissions import HEAD_REVIEW, RECORD_OUTSIDE
from cases.selectors.case_rectifications import may_verify
from cases.selectors.offices import OFFICERS
from cases.selectors.principals import acts_as_principal
from cases.selectors.visibility import accesses_in_force
from supervision import clock
from supervision.accounts.models import User

#: As what somebody takes part in the work of an office on a clue.
PARTS = {
    Hand.HANDLING: (AccessKind.HANDLER, AccessKind.TEAM),
    Hand.REVIEW: (AccessKind.REVIEWER,),
}
#: Nothing is written about a case that lies in the archive.
_OVER = frozenset({ClueStatus.ARCHIVED})


def has_part(user: User, clue: Clue, *hands: Hand) -> bool:
    """Tell whether the account was named for the clue in one of these hands."""
    held = accesses_in_force(clock.now()).filter(clue=clue, user=user)
    kinds = set(held.order_by().values_list("kind", flat=True))
    return any(user.can(OFFICERS[hand]) and kinds & set(PARTS[hand]) for hand in hands)


def _handles(user: User, clue: Clue, subject: Any) -> bool:
    return has_part(user, clue, Hand.HANDLING)


def _reviews(user: User, clue: Clue, subject: Any) -> bool:
    return has_part(user, clue, Hand.REVIEW)


def _either(user: User, clue: Clue, subject: Any) -> bool:
    return has_part(user, clue, Hand.HANDLING, Hand.REVIEW)


def _drafts(user: User, clue: Clue, subject: Any) -> bool:
    if clue.remedies.filter(decided_on__isnull=True, pk__in=_examined(user)).exists():
        return True
    before = clue.status in (ClueStatus.TALK_INQUIRY, ClueStatus.VERIFYING)
    return has_part(user, clue, Hand.HANDLING if before else Hand.REVIEW)


def _examined(user: User) -> Any:
    return (
        (Remedy.objects.filter(first_officer=user) | Remedy.objects.filter(second_officer=user))
        .order_by()
        .values("pk")
    )


def _examines(user: User, clue: Clue, subject: Any) -> bool:
    return isinstance(subject, Remedy) and user.pk in (
        subject.first_officer_id,
        subject.second_officer_id,
    )


def _decides(user: User, clue: Clue, subject: Any) -> bool:
    return acts_as_principal(user)


def _records(user: User, clue: Clue, subject: Any) -> bool:
    return user.can(RECORD_OUTSIDE)


def _receives(user: User, clue: Clue, subject: Any) -> bool:
    return user.can(HEAD_REVIEW)


def _verifies(user: User, clue: Clue, subject: Any) -> bool:
    return isinstance(subject, CaseRectification) and may_verify(user, subject)


Check = Callable[[User, Clue, Any], bool]

#: Who records each act; those of the handling office are not named.
_WHO: dict[str, Check] = {
    CaseAct.MEASURE_SIGN: _decides,
    CaseAct.MEASURE_OUTSIDE: _records,
    CaseAct.INCIDENT_RECORD: _either,
    CaseAct.INCIDENT_REPORT: _either,
    CaseAct.REQUEST_DECIDE: _decides,
    CaseAct.PROPERTY_UNRELATED: _either,
    CaseAct.PROPERTY_SETTLE: _either,
    CaseAct.RECOVERY_ADD: _either,
    CaseAct.RECOVERY_REVERSE: _either,
    CaseAct.OUTCOME_WRITE: _drafts,
    CaseAct.OUTCOME_STRIKE: _drafts,
    CaseAct.OUTCOME_CORRECT: _decides,
    CaseAct.UNIT_SANCTION: _either,
    CaseAct.UNIT_REVOKE: _either,
    CaseAct.OPINION_WRITE: _reviews,
    CaseAct.PROPOSAL_SEND: _either,
    CaseAct.PROPOSAL_REPLY: _either,
    CaseAct.CAUSES_WRITE: _either,
    CaseAct.RECTIFY_ADD: _either,
    CaseAct.RECTIFY_DONE: _either,
    CaseAct.RECTIFY_VERIFY: _verifies,
    CaseAct.RECTIFY_REPORT: _either,
    CaseAct.PROSECUTION_ADD: _either,
    CaseAct.ROUND_OPEN: _either,
    CaseAct.ROUND_CLOSE: _either,
    CaseAct.JUDGMENT: _either,
    CaseAct.REMEDY_RECEIVE: _receives,
    CaseAct.REMEDY_OPINION: _examines,
    CaseAct.REMEDY_DECIDE: _decides,
    CaseAct.REMEDY_RECORD: _records,
}


def may_record(user: User, clue: Clue, code: str, subject: Any = None) -> bool:
    """Tell whether the account may open the form of the act on this clue."""
    if clue.status in _OVER:
        return False
    return _WHO.get(code, _handles)(user, clue, subject)
