"""Which task lists an account may see, and how far each has come."""

from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accountability.models import Duty, TaskList
from accountability.permissions import OVERSEE, READ
from accountability.selectors.duties import duties_visible_to
from supervision import clock
from supervision.accounts.selectors import unit_scope
from supervision.deadlines.enums import Light
from supervision.deadlines.sql import light_q


def tasks_visible_to(user: Any) -> QuerySet[TaskList]:
    """Return the task lists that reach a unit the account may see; all of them for the office."""
    if not user.can(READ):
        return TaskList.objects.none()
    tasks = TaskList.objects.select_related("issued_by").order_by("-issued_at", "-pk")
    if user.can(OVERSEE):
        return tasks
    own = Duty.objects.filter(unit_scope(user), task_list=OuterRef("pk"), withdrawn_at__isnull=True)
    return tasks.filter(Exists(own))


def with_progress(tasks: QuerySet[TaskList], user: Any) -> QuerySet[TaskList]:
    """Add how many of the visible units have the task, concluded it, are overdue with it."""
    now = clock.now()
    return tasks.annotate(
        unit_count=_count(user),
        concluded_count=_count(user, light_q(Light.GREEN, now)),
        overdue_count=_count(user, light_q(Light.RED, now)),
    )


def _count(user: Any, condition: Q | None = None) -> Coalesce:
    # A unit counts by its whole task; the parts of it are that unit's own business.
    rows = Duty.objects.filter(
        unit_scope(user), task_list=OuterRef("pk"), withdrawn_at__isnull=True, part__isnull=True
    )
    if condition is not None:
        rows = rows.filter(condition)
    counted = rows.order_by().values("task_list").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def duties_of(user: Any, task: TaskList) -> QuerySet[Duty]:
    """Return the visible whole duties of the task list in order of the units."""
    rows = duties_visible_to(user).filter(task_list=task, part__isnull=True)
    return rows.order_by("unit__position", "pk")


def years(user: Any) -> list[int]:
    """Return the years that have task lists, newest first."""
    return list(tasks_visible_to(user).order_by("-year").values_list("year", flat=True).distinct())
