"""Filings as the office watches them arrive, and how their number grew."""

import datetime as dt
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth

from accountability.models import Assignment, Filing, TaskList
from accountability.permissions import READ
from supervision import clock
from supervision.accounts.selectors import unit_scope


def filings_visible_to(user: Any) -> QuerySet[Filing]:
    """Return the filings of the units the account may see, newest first."""
    if not user.can(READ):
        return Filing.objects.none()
    return (
        Filing.objects.filter(unit_scope(user))
        .select_related("unit", "submitted_by", "duty__assignment__item", "duty__task_list")
        .order_by("-submitted_at", "-id")
    )


def filed_today(user: Any) -> int:
    """Return how many filings arrived today."""
    return filings_visible_to(user).filter(submitted_at__gte=clock.start_of(clock.today())).count()


def filings_by_month(user: Any, *, months: int = 12) -> list[tuple[dt.date, int, int]]:
    """Return, for each of the last months, the filings in time and the late ones."""
    today = clock.today()
    index = today.year * 12 + today.month - months
    first = dt.date(index // 12, index % 12 + 1, 1)
    rows = (
        filings_visible_to(user)
        .filter(submitted_at__gte=clock.start_of(first))
        .order_by()
        .annotate(month=TruncMonth("submitted_at", tzinfo=clock.CHINA))
        .values("month", "is_late")
        .annotate(count=Count("pk"))
    )
    found = {(row["month"].date(), row["is_late"]): row["count"] for row in rows}
    result = []
    for offset in range(months):
        position = index + offset
        month = dt.date(position // 12, position % 12 + 1, 1)
        result.append((month, found.get((month, False), 0), found.get((month, True), 0)))
    return result


def issued(user: Any) -> tuple[int, int]:
    """Return how many assigned items and how many task lists the account's scope holds."""
    if not user.can(READ):
        return 0, 0
    items = Assignment.objects.filter(unit_scope(user), ended_at__isnull=True).count()
    scope = unit_scope(user, "duties__unit")
    tasks = TaskList.objects.filter(scope).distinct().count()
    return items, tasks
