"""Extensions and pauses: open to the office and to the unit concerned."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from accountability.enums import ChangeKind, ChangeStatus
from accountability.models import DeadlineChange
from accountability.permissions import DECIDE_CHANGE, READ
from accountability.selectors.avoidance import about_unit, avoided_units, may_decide
from supervision.accounts.selectors import unit_scope
from supervision.deadlines.rules import Pause
from supervision.people.selectors.natural_persons import accounts_of


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
    others = pending.exclude(requested_by__in=accounts_of(user))
    return others.exclude(duty__unit__in=avoided_units(user))


def may_decide_on(user: Any, change: DeadlineChange) -> bool:
    """Tell whether somebody else asked, and the person need not avoid the unit."""
    return may_decide(user, about_unit(change.duty.unit_id, change.requested_by_id))


def approved(duty_ids: Iterable[int]) -> QuerySet[DeadlineChange]:
    """Return what was granted on the duties, in the order of the decisions."""
    rows = DeadlineChange.objects.filter(
        duty_id__in=list(duty_ids), status=ChangeStatus.APPROVED
    ).select_related("requested_by", "decided_by")
    return rows.order_by("decided_at")


def pauses_of(duty_ids: Iterable[int]) -> dict[int, list[Pause]]:
    """Return the approved pauses of the duties in the order in which they began."""
    return pauses_among(approved(duty_ids).filter(kind=ChangeKind.PAUSE))


def pauses_among(changes: Iterable[DeadlineChange]) -> dict[int, list[Pause]]:
    """Return the pauses among approved changes, by duty."""
    found: dict[int, list[Pause]] = defaultdict(list)
    for change in changes:
        if change.kind != ChangeKind.PAUSE:
            continue
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
