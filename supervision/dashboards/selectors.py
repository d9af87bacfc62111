"""Which tiles of the portal map an account gets, and what it keeps of the lists."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import get_language

from supervision.dashboards.models import PortalSystem, SavedView


@dataclass(frozen=True)
class SystemTile:
    """A tile that opens a system."""

    name: str
    summary: str
    icon: str
    url: str


def tiles_for(user: Any) -> list[SystemTile]:
    """Return the tiles of exactly the systems the account may use."""
    chinese = (get_language() or "zh-hans").startswith("zh")
    return [
        SystemTile(
            name=row.name if chinese else row.name_en,
            summary=row.summary if chinese else row.summary_en,
            icon=row.icon,
            url=reverse(row.url_name),
        )
        for row in PortalSystem.objects.filter(is_shown=True)
        if not row.permission or user.can(row.permission)
    ]


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
