"""Which tiles of the portal map an account gets, and what it keeps of the lists."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, QuerySet, Value, When
from django.http import Http404
from django.urls import reverse

from supervision.dashboards import portal_map
from supervision.dashboards.enums import MapLevel
from supervision.dashboards.models import PortalSystem, SavedView
from supervision.dashboards.permissions import EDIT_MAP


@dataclass(frozen=True)
class SystemTile:
    """A tile that opens a system."""

    name: str
    summary: str
    icon: str
    url: str


def tiles_for(user: Any) -> list[SystemTile]:
    """Return the tiles of exactly the systems the account may use."""
    rows = PortalSystem.objects.filter(is_shown=True, level__in=(MapLevel.SUBSYSTEM, MapLevel.TOOL))
    return [
        SystemTile(*portal_map.named(row), icon=row.icon, url=reverse(row.url_name))
        for row in rows
        if portal_map.may_open(row, user)
    ]


def places_to_edit(user: Any) -> QuerySet[PortalSystem]:
    """Return every place of the map, level by level, for whoever may arrange it."""
    if not user.can(EDIT_MAP):
        return PortalSystem.objects.none()
    levels = [When(level=level, then=Value(place)) for place, level in enumerate(MapLevel)]
    rows = PortalSystem.objects.select_related("parent").annotate(place=Case(*levels))
    return rows.order_by("place", "position", "id")


def rows_kept(user: Any, list_key: str = "") -> QuerySet[SavedView]:
    """Return what the account keeps of one list or of all; of nobody else's is anything read."""
    narrowed = {"list_key": list_key} if list_key else {}
    return SavedView.objects.filter(user_id=user.pk, **narrowed)


def own_views(user: Any) -> QuerySet[SavedView]:
    """Return the account's named views, list by list."""
    return rows_kept(user).exclude(name="").order_by("list_key", "name")


def own_view(user: Any, pk: int) -> SavedView:
    """Return the account's own named view, else raise Http404."""
    view = own_views(user).filter(pk=pk).first()
    if view is None:
        raise Http404
    return view
