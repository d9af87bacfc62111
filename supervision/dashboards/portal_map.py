"""The portal map as one reader sees it: one centre, the platforms below it, their subsystems."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language

from supervision.dashboards import badges
from supervision.dashboards.badges import Badge
from supervision.dashboards.enums import MapLevel
from supervision.dashboards.models import PortalSystem
from supervision.deadlines.enums import Light


@dataclass
class Place:
    """One place of the map. `url` is empty where nothing opens: not built, or not this post's."""

    row: PortalSystem
    name: str
    summary: str
    url: str
    badge: Badge | None
    children: list["Place"] = field(default_factory=list)

    @property
    def is_closed(self) -> bool:
        """Tell whether the place is in use, but not by this reader's post."""
        return self.row.is_built and not self.url and self.row.level != MapLevel.PLATFORM

    @property
    def light(self) -> Light | None:
        """Return the worst light of the place and of what stands below it; None without any."""
        lights = [self.badge.light] if self.badge else []
        lights += [child.light for child in self.children if child.light is not None]
        return min(lights, key=lambda light: light.order, default=None)

    @property
    def built(self) -> int:
        """Return how many of the places below are in use."""
        return sum(child.row.is_built for child in self.children)


@dataclass(frozen=True)
class PortalMap:
    """The whole map, and how many places stand on each level."""

    centre: Place | None
    platforms: list[Place]
    loose: list[Place]
    tools: list[Place]
    counts: dict[str, int]


def may_open(row: PortalSystem, user: Any) -> bool:
    """Tell whether the place opens something for the account."""
    return bool(row.url_name) and (not row.permission or user.can(row.permission))


def named(row: PortalSystem) -> tuple[str, str]:
    """Return name and summary in the reader's language."""
    chinese = (get_language() or "zh-hans").startswith("zh")
    return (row.name, row.summary) if chinese else (row.name_en, row.summary_en)


def map_for(user: Any) -> PortalMap:
    """Return the map with each place's address and badge as the account's scope has them."""
    rows = list(PortalSystem.objects.filter(is_shown=True))
    places = {row.pk: _place(row, user) for row in rows}
    loose = []
    for row in rows:
        above = places.get(row.parent_id) if row.parent_id else None
        if above is not None:
            above.children.append(places[row.pk])
        elif row.level == MapLevel.SUBSYSTEM:
            loose.append(places[row.pk])
    of_level = {level: [places[row.pk] for row in rows if row.level == level] for level in MapLevel}
    return PortalMap(
        centre=next(iter(of_level[MapLevel.CENTRE]), None),
        platforms=of_level[MapLevel.PLATFORM],
        loose=loose,
        tools=[place for place in of_level[MapLevel.TOOL] if place.url],
        counts=dict(Counter(row.level for row in rows)),
    )


def _place(row: PortalSystem, user: Any) -> Place:
    name, summary = named(row)
    opens = may_open(row, user)
    return Place(
        row=row,
        name=name,
        summary=summary,
        url=reverse(row.url_name) if opens else "",
        badge=badges.load(row.badge, user) if opens and row.badge else None,
    )
