"""Which urgings an account may read, and who has acknowledged them."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from accountability.models import Duty, Urging
from accountability.notices import URGED as NOTICE
from accountability.permissions import FILE, READ
from accountability.selectors.duties import duties_visible_to, with_light
from supervision.accounts.selectors import unit_scope
from supervision.notifications.models import Notice
from supervision.notifications.selectors import about


@dataclass(frozen=True)
class Told:
    """One urging and who took note of it, when."""

    urging: Urging
    notices: list[Notice] = field(default_factory=list)

    @property
    def acknowledged(self) -> list[Notice]:
        """Return the notices that were acknowledged."""
        return [notice for notice in self.notices if notice.acknowledged_at is not None]


def urgings_visible_to(user: Any) -> QuerySet[Urging]:
    """Return the urgings of units the account may see, newest first."""
    if not user.can(READ):
        return Urging.objects.none()
    return (
        Urging.objects.filter(unit_scope(user))
        .select_related("duty", "unit", "urged_by")
        .order_by("-urged_at", "-id")
    )


def of_duty(duty: Duty) -> list[Told]:
    """Return how often the task was urged, newest first, and who acknowledged each time."""
    urgings = list(duty.urgings.select_related("urged_by").order_by("-level"))
    if not urgings:
        return []
    notices: dict[str, list[Notice]] = defaultdict(list)
    for notice in about(duty).filter(kind=NOTICE.code).order_by("acknowledged_at", "id"):
        notices[notice.dedupe_key].append(notice)
    return [Told(urging, notices[f"urging-{urging.pk}"]) for urging in urgings]


def urged_duties(user: Any) -> QuerySet[Duty]:
    """Return the tasks for which the account files and which the office has urged, worst first."""
    if not user.can(FILE):
        return Duty.objects.none()
    rows = duties_visible_to(user).filter(urged_count__gt=0, closed_at__isnull=True)
    return with_light(rows).order_by("ends_at", "id")


def to_urge(user: Any, ids: Collection[int]) -> list[Duty]:
    """Return the chosen tasks of the account's reach, unit by unit."""
    rows = with_light(duties_visible_to(user)).filter(pk__in=ids)
    return list(rows.order_by("unit__position", "unit_id", "ends_at", "id"))
