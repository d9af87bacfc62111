"""Reports that belong to the upper level: that they came in, and whether they went up in time."""

import datetime as dt
from typing import Any

from django.db.models import Case, CharField, F, QuerySet, Value, When

from cases.models import UpperReport
from cases.permissions import READ_REPORTER
from supervision import clock
from supervision.deadlines.enums import Light


def upper_reports(user: Any, now: dt.datetime | None = None) -> QuerySet[Any]:
    """Return the reports with their `light`, for the petition office alone."""
    if not user.can(READ_REPORTER):
        return UpperReport.objects.none()
    now = now or clock.now()
    return UpperReport.objects.select_related("noted_by").annotate(
        ends_at=F("due_at"),
        light=Case(
            When(handed_up_on__isnull=False, then=Value(Light.GREEN)),
            When(due_at__lte=now, then=Value(Light.RED)),
            When(warn_at__lte=now, then=Value(Light.YELLOW)),
            default=Value(Light.NEUTRAL),
            output_field=CharField(),
        ),
    )


def to_hand_up(user: Any) -> QuerySet[Any]:
    """Return the reports that still lie here, the most urgent first."""
    return upper_reports(user).filter(handed_up_on__isnull=True).order_by("due_at", "pk")
