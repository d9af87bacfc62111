"""What the page of a counted duty and a unit's home page show of its talks."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.http import urlencode

from accountability.enums import FindingSource
from accountability.models import Duty
from accountability.permissions import OVERSEE, RAISE_FINDING, READ, RECORD_TALK
from accountability.selectors import counting
from accountability.selectors.talks import talks_visible_to


def section(user: Any, duty: Duty) -> dict[str, Any] | None:
    """Return how many talks the duty has, and the records to whom they are open."""
    rule = counting.rule_of(duty)
    if rule is None:
        return None
    counted = counting.counting(duty)
    is_short = duty.closed_at is not None and counted < rule.minimum
    asked: dict[str, str | int] = {
        "unit": duty.unit_id,
        "duty": duty.pk,
        "source": FindingSource.RED_FIGURE.value,
    }
    may_raise = is_short and user.can_in(RAISE_FINDING, duty.unit)
    talks = talks_visible_to(user).filter(counts__duty=duty, strike__isnull=True)
    return {
        "rule": rule,
        "counted": counted,
        "is_short": is_short,
        "may_raise": may_raise,
        "raise_url": f"{reverse('accountability:finding_new')}?{urlencode(asked)}"
        if may_raise
        else "",
        "may_record": user.can_in(RECORD_TALK, duty.unit),
        "talks": list(talks),
    }


def unchecked_short(user: Any) -> QuerySet[Any]:
    """Return concluded duties with too few talks left on which nobody raised a finding yet."""
    if not user.can(RAISE_FINDING):
        return Duty.objects.none()
    return counting.short_duties(user).filter(findings__isnull=True).order_by("pk")


def own_counts(user: Any) -> list[Any]:
    """Return the counted duties of the own unit that still lack talks, for its home page."""
    unit = user.home_unit
    if unit is None or not user.can(READ) or user.can(OVERSEE):
        return []
    return counting.lacking(user, unit)
