"""What the clerk's and the unit head's own home page shows: urgent first."""

from typing import Any

from django.db.models import F, QuerySet

from accountability.models import Duty, FilingDraft
from accountability.permissions import FILE, OVERSEE, READ
from accountability.selectors.duties import (
    duties_visible_to,
    light_counts,
    open_duties,
    with_light,
)
from supervision import clock
from supervision.deadlines.enums import Light
from supervision.deadlines.sql import light_q

_COUNTS = "_own_duty_counts"


def has_workbench(user: Any) -> bool:
    """Tell whether the account works for a unit of its own rather than over all of them."""
    return bool(user.home_unit) and user.can(READ) and not user.can(OVERSEE)


def own_counts(user: Any) -> dict[str, int]:
    """Return the own duties by light; counted once a request, so that every panel agrees."""
    known: dict[str, int] | None = user.__dict__.get(_COUNTS)
    if known is None:
        known = light_counts(duties_visible_to(user))
        user.__dict__[_COUNTS] = known
    return known


def urgent(user: Any, *, limit: int) -> list[Duty]:
    """Return the open duties, the earliest end first; a stopped clock comes last."""
    rows = with_light(open_duties(duties_visible_to(user)))
    return list(rows.order_by(F("paused_at").asc(nulls_first=True), "ends_at", "id")[:limit])


def next_due(user: Any, light: Light) -> Duty | None:
    """Return the duty at the light that ends first."""
    return duties_visible_to(user).filter(light_q(light, clock.now())).first()


def pressing(user: Any) -> QuerySet[Duty]:
    """Return what is overdue or due soon and waits for this clerk."""
    if not user.can(FILE):
        return Duty.objects.none()
    now = clock.now()
    rows = duties_visible_to(user).filter(light_q(Light.RED, now) | light_q(Light.YELLOW, now))
    return with_light(rows)


def begun(user: Any, duties: list[Duty]) -> set[int]:
    """Return which of the duties the person has a draft for."""
    rows = FilingDraft.objects.filter(user_id=user.pk, duty__in=[duty.pk for duty in duties])
    return {pk for pk in rows.values_list("duty_id", flat=True) if pk is not None}
