"""Extensions and pauses: open to the office and to the unit concerned."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from accountability.enums import ChangeKind, ChangeStatus
from accountability.models import DeadlineChange
from accountability.permissions import DECIDE_CHANGE, READ
from supervision.accounts.selectors import unit_scope
from supervision.deadlines.rules import Pause


def changes_visible_to(user: Any) -> QuerySet[DeadlineChange]:
    """Return every request, decided or not, about duties the account may see; newest first."""
    if not user.can(READ):
        return DeadlineChange.objects.none()
    return (
        DeadlineChange.objects.filter(unit_scope(user, "duty__unit"))
        .select_related("duty__unit", "requested_by", "decided_by", "resumed_by")
        .order_by("-id")
    )


def waiting_for(user: Any) -> QuerySet[DeadlineChange]:
    """Return the requests that wait for this account: somebody else asked, and it may decide."""
    if not user.can(DECIDE_CHANGE):
        return DeadlineChange.objects.none()
    pending = changes_visible_to(user).filter(status=ChangeStatus.PENDING)
    return pending.exclude(requested_by_id=user.pk)


def pauses_of(duty_ids: Iterable[int]) -> dict[int, list[Pause]]:
    """Return the approved pauses of the duties in the order in which they began."""
    found: dict[int, list[Pause]] = defaultdict(list)
    rows = (
        DeadlineChange.objects.filter(
            duty_id__in=list(duty_ids), kind=ChangeKind.PAUSE, status=ChangeStatus.APPROVED
        )
        .select_related("requested_by", "decided_by")
        .order_by("decided_at")
    )
    for change in rows:
        if change.decided_at is None or change.decided_by is None:
            continue
        found[change.duty_id].append(
            Pause(
                started=change.decided_at,
                ended=change.resumed_at,
                reason=change.reason,
                proposed_by=change.requested_by.name,
                approved_by=change.decided_by.name,
            )
        )
    return dict(found)
