"""Move the portal's clock in demonstrations and tests; production has no time machine."""

from __future__ import annotations

import math
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from supervision import clock
from supervision.audit.services import Actor, record
from supervision.deadlines.models import ClockShift
from supervision.deadlines.rules import add_months
from supervision.deadlines.verbs import CLOCK_SHIFTED

MOVE = "deadlines.move_clock"
# A bare date means the opening of office hours, so that the day's own deadlines still run.
OPENING = time(9)


@transaction.atomic
def shift_clock(
    *,
    actor: Actor | None,
    to: date | datetime | None = None,
    days: int = 0,
    months: int = 0,
) -> datetime:
    """Move the clock to an instant or by days and months; return where it now stands.

    Raises PermissionDenied where there is no time machine or without `deadlines.move_clock`, and
    ValidationError for a target outside 2000 to 2100. An actor of None is the command line.
    """
    _require(actor)
    before = clock.now()
    target = _target(before, to, days, months)
    _store(actor, target - clock.real_now(), before)
    return target


@transaction.atomic
def reset_clock(*, actor: Actor | None) -> datetime:
    """Bring the clock back to the machine's own time."""
    _require(actor)
    _store(actor, timedelta(0), clock.now())
    return clock.now()


def _require(actor: Actor | None) -> None:
    if not settings.TIME_MACHINE:
        raise PermissionDenied(_("This installation has no time machine."))
    if actor is not None and not actor.can(MOVE):
        raise PermissionDenied(_("Only the system administrator moves the clock."))


def _target(before: datetime, to: date | datetime | None, days: int, months: int) -> datetime:
    local = clock.local(before)
    try:
        if isinstance(to, datetime):
            target = to if to.tzinfo else to.replace(tzinfo=clock.CHINA)
        else:
            day = to or add_months(local.date(), months) + timedelta(days=days)
            moment = OPENING if to else local.time()
            target = datetime.combine(day, moment, tzinfo=clock.CHINA)
        in_range = 2000 <= clock.local(target).year <= 2100
    except (OverflowError, ValueError):
        in_range = False
    if not in_range:
        raise ValidationError(_("The clock moves between 2000 and 2100 only."))
    return target


def _store(actor: Actor | None, value: timedelta, before: datetime) -> None:
    # Rounded up, so that the clock never stands just before the instant asked for.
    seconds = math.ceil(value.total_seconds())
    moved = ClockShift.objects.create(
        seconds=seconds, set_by=actor.name if actor else _("command line"), at=clock.real_now()
    )
    clock.set_shift(timedelta(seconds=seconds))
    details = {"from": before.isoformat(), "to": clock.now().isoformat(), "seconds": seconds}
    label = f"{clock.local(clock.now()):%Y-%m-%d %H:%M}"
    record(verb=CLOCK_SHIFTED, actor=actor, target=moved, label=label, details=details)
