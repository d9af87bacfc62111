"""The light in SQL: the same answer as rules.light, for whole querysets at once."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any

from django.db.models import Case, CharField, Count, Q, QuerySet, SmallIntegerField, Value, When

from supervision.deadlines.enums import Light


def light_q(light: Light | str, now: datetime) -> Q:
    """Return the condition under which an item shows a light, in terms of its plain columns."""
    open_and_running = Q(closed_at__isnull=True, paused_at__isnull=True)
    match Light(light):
        case Light.GREEN:
            return Q(closed_at__isnull=False)
        case Light.PAUSED:
            return Q(closed_at__isnull=True, paused_at__isnull=False)
        case Light.RED:
            return open_and_running & Q(ends_at__lte=now)
        case Light.YELLOW:
            return open_and_running & Q(ends_at__gt=now, warn_at__lte=now)
    return open_and_running & Q(ends_at__gt=now, warn_at__gt=now)


def light_annotation(now: datetime) -> Case:
    """Return the light of each item as an annotation."""
    return Case(
        When(closed_at__isnull=False, then=Value(Light.GREEN.value)),
        When(paused_at__isnull=False, then=Value(Light.PAUSED.value)),
        When(ends_at__lte=now, then=Value(Light.RED.value)),
        When(warn_at__lte=now, then=Value(Light.YELLOW.value)),
        default=Value(Light.NEUTRAL.value),
        output_field=CharField(),
    )


def light_rank(now: datetime) -> Case:
    """Return the rank of each item's light for ordering: red first, concluded last."""
    return Case(
        When(closed_at__isnull=False, then=Value(Light.GREEN.order)),
        When(paused_at__isnull=False, then=Value(Light.PAUSED.order)),
        When(ends_at__lte=now, then=Value(Light.RED.order)),
        When(warn_at__lte=now, then=Value(Light.YELLOW.order)),
        default=Value(Light.NEUTRAL.order),
        output_field=SmallIntegerField(),
    )


def counts_by_light(
    queryset: QuerySet[Any], now: datetime, by: str | None = None
) -> dict[Any, Any]:
    """Count the items of each light in one query; with `by`, for each value of that field."""
    counts = {light.value: Count("pk", filter=light_q(light, now)) for light in Light}
    if by is None:
        return dict(queryset.order_by().aggregate(**counts))
    rows = queryset.order_by().values(by).annotate(**counts)
    found: dict[Any, dict[str, int]] = defaultdict(lambda: dict.fromkeys(Light.values, 0))
    for row in rows:
        found[row[by]] = {light: row[light] for light in Light.values}
    return found
