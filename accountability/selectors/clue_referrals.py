"""Whether a problem was handed on as a clue, for those who may know it."""

from typing import Any

from accountability.enums import FindingStatus
from accountability.models import Finding
from accountability.permissions import REFER
from supervision.referrals import receivers
from supervision.referrals.models import Referral
from supervision.referrals.selectors import referrals_of

#: The code under which whoever handles clues takes what is handed on.
CLUE = "clue"


def referral_of(user: Any, finding: Finding) -> Referral | None:
    """Return what the account's own office handed on of this finding, or None."""
    rows = referrals_of(user).filter(source_type=finding._meta.label_lower, receiver=CLUE)
    return rows.filter(source_id=str(finding.pk)).first()


def may_refer(user: Any, finding: Finding) -> bool:
    """Tell whether the account may hand the finding on now."""
    return (
        receivers.is_there(CLUE)
        and finding.status != FindingStatus.WITHDRAWN
        and finding.shown_at is not None
        and user.can_in(REFER, finding.unit)
        and referral_of(user, finding) is None
    )
