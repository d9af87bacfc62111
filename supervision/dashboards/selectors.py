"""Which tiles of the portal map an account gets."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language

from supervision.dashboards.models import PortalSystem


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
