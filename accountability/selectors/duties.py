"""Which duties an account may see, and their lights."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import ngettext

from accountability.models import Duty
from accountability.permissions import READ
from supervision import clock
from supervision.accounts.selectors import unit_scope
from supervision.deadlines.sql import counts_by_light, light_annotation
from supervision.organizations.models import Unit


def duties_visible_to(user: Any) -> QuerySet[Duty]:
    """Return the duties of the units the account may see, without withdrawn ones."""
    if not user.can(READ):
        return Duty.objects.none()
    return (
        Duty.objects.filter(unit_scope(user), withdrawn_at__isnull=True)
        .select_related("unit", "assignment__item__checklist", "task_list")
        .order_by("ends_at", "id")
    )


def with_light(duties: QuerySet[Any]) -> QuerySet[Any]:
    """Add `light` as computed at this instant."""
    return duties.annotate(light=light_annotation(clock.now()))


def as_listed(duties: QuerySet[Any]) -> QuerySet[Any]:
    """Read of each duty what a list draws: title, unit, origin, period, filings, end and light."""
    return (
        duties.select_related(None)
        .select_related("unit", "assignment__item__checklist")
        .only(
            *("number", "title", "period_key", "filed_count", "urged_count", "ends_at"),
            *("task_list_id", "warn_at", "paused_at", "closed_at", "unit__short_name"),
            *("assignment__item__category", "assignment__item__checklist__kind"),
        )
    )


def light_counts(duties: QuerySet[Duty]) -> dict[str, int]:
    """Return how many duties stand at each light; a light without duties counts 0."""
    return dict(counts_by_light(duties, clock.now()))


def open_duties(duties: QuerySet[Duty]) -> QuerySet[Duty]:
    """Keep what is not concluded."""
    return duties.filter(Q(closed_at__isnull=True))


def kept_by_duties(unit: Unit) -> str:
    """Say how many duties of the unit are still open, "" when none is."""
    count = open_duties(Duty.objects.filter(unit=unit, withdrawn_at__isnull=True)).count()
    if not count:
        return ""
    return ngettext(
        "%(n)d of its tasks is not concluded", "%(n)d of its tasks are not concluded", count
    ) % {"n": count}
