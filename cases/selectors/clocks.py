"""The clocks of clues and their lights: one function says the colour everywhere.

A clue's light follows from the nearest end and warning of its running clocks (`NearestEnd`), which
the database keeps. A page and an export ask `light_of` or `with_light`; a filter asks `light_q`,
which an index answers among a million clues.
"""

import datetime as dt
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    Q,
    QuerySet,
    SmallIntegerField,
    Value,
    When,
)

from cases.models import Clock, Clue, Measure, NearestEnd
from cases.rules.clocks import clue_light
from cases.workflow import CONCLUDED
from supervision import clock as portal_clock
from supervision.deadlines.enums import Light
from supervision.deadlines.sql import light_annotation, light_rank

_CONCLUDED = Q(status__in=sorted(CONCLUDED))


def light_of(clue: Clue, now: dt.datetime | None = None) -> Light:
    """Return the light of one clue at an instant."""
    nearest = NearestEnd.objects.filter(pk=clue.pk).first()
    return clue_light(
        now=now or portal_clock.now(),
        ends_at=nearest.ends_at if nearest else None,
        warn_at=nearest.warn_at if nearest else None,
        running=nearest.running if nearest else 0,
        paused=nearest.paused if nearest else 0,
        is_concluded=clue.status in CONCLUDED,
    )


def light_q(light: Light | str, now: dt.datetime, *, prefix: str = "") -> Q:
    """Return the condition under which a clue shows a light; `prefix` leads to the clue."""
    # As the partial index has it: an end never lies before its warning.
    warned = Q(**{f"{prefix}nearest__running__gt": 0, f"{prefix}nearest__warn_at__lte": now})
    red = warned & Q(**{f"{prefix}nearest__ends_at__lte": now})
    concluded = Q(**{f"{prefix}status__in": sorted(CONCLUDED)})
    standing = Q(**{f"{prefix}nearest__paused__gt": 0, f"{prefix}nearest__running": 0})
    in_time = Q(**{f"{prefix}nearest__warn_at__gt": now}) | Q(
        **{f"{prefix}nearest__warn_at__isnull": True}
    )
    match Light(light):
        case Light.RED:
            return red
        case Light.YELLOW:
            return warned & Q(**{f"{prefix}nearest__ends_at__gt": now})
        case Light.GREEN:
            return concluded & in_time
        case Light.PAUSED:
            return ~concluded & standing
    return ~concluded & in_time & (~standing | Q(**{f"{prefix}nearest__isnull": True}))


def light_case(now: dt.datetime, *, ranks: bool = False) -> Case:
    """Return the light of a clue as an annotation, or its rank for ordering: red first."""

    def value(light: Light) -> Value:
        return Value(light.order if ranks else light.value)

    return Case(
        When(nearest__ends_at__lte=now, then=value(Light.RED)),
        When(nearest__warn_at__lte=now, then=value(Light.YELLOW)),
        When(_CONCLUDED, then=value(Light.GREEN)),
        When(nearest__paused__gt=0, nearest__running=0, then=value(Light.PAUSED)),
        default=value(Light.NEUTRAL),
        output_field=SmallIntegerField() if ranks else CharField(),
    )


def with_light(rows: QuerySet[Clue], now: dt.datetime | None = None) -> QuerySet[Any]:
    """Annotate clues with `light`, `light_rank` and the nearest end, `light_ends_at`."""
    at = now or portal_clock.now()
    return rows.annotate(
        light=light_case(at),
        light_rank=light_case(at, ranks=True),
        light_ends_at=F("nearest__ends_at"),
    )


def light_counts(rows: QuerySet[Clue], now: dt.datetime | None = None) -> dict[str, int]:
    """Return how many of the clues stand at each light, in one query."""
    at = now or portal_clock.now()
    counts = {light.value: Count("pk", filter=light_q(light, at)) for light in Light}
    return dict(rows.order_by().aggregate(**counts))


def clocks_of(clue: Clue) -> QuerySet[Any]:
    """Return every clock of the clue with its light, what needs a hand first."""
    now = portal_clock.now()
    return (
        Clock.objects.filter(clue=clue)
        .select_related("rule", "office", "respondent", "opened_by", "closed_by")
        .annotate(light=light_annotation(now), light_rank=light_rank(now))
        .order_by("light_rank", "ends_at", "pk")
    )


def of_measures(clue: Clue) -> set[int]:
    """Return the clocks of the clue's measures, which are prolonged with the measure alone."""
    rows = Measure.objects.filter(clue=clue, clock__isnull=False).order_by()
    return set(rows.values_list("clock_id", flat=True))


def open_clocks(clue: Clue) -> QuerySet[Clock]:
    """Return the clocks of the clue that are not concluded, the nearest end first."""
    rows = Clock.objects.filter(clue=clue, closed_at__isnull=True)
    return rows.select_related("rule", "office").order_by("ends_at", "pk")
