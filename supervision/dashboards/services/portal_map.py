"""Arrange the portal map; each change is recorded, and the versions of each place are kept."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from supervision.accounts.permissions import require
from supervision.audit.services import record
from supervision.dashboards import badges
from supervision.dashboards.enums import MapLevel
from supervision.dashboards.models import PortalSystem
from supervision.dashboards.permissions import EDIT_MAP
from supervision.dashboards.verbs import MAP_CHANGED
from supervision.web import navigation
from supervision.web.icons import ICONS
from supervision.web.navigation import NavItem

#: What may be arranged; code and level of a place stay.
FIELDS = (
    *("name", "name_en", "summary", "summary_en", "icon", "position", "is_shown", "is_built"),
    *("url_name", "badge", "parent"),
)
#: The level above each level.
ABOVE = {MapLevel.PLATFORM: MapLevel.CENTRE, MapLevel.SUBSYSTEM: MapLevel.PLATFORM}


def pages() -> dict[str, NavItem]:
    """Return the pages to which a place can lead: those that one permission, or none, opens."""
    return {
        item.url_name: item for item in navigation.registered() if isinstance(item.permission, str)
    }


@transaction.atomic
def arrange(*, actor: Any, system: PortalSystem, values: dict[str, Any]) -> PortalSystem:
    """Change a place of the map; what is under construction leads nowhere and counts nothing.

    Raises ValidationError for a page, icon, badge or level above that there is not.
    """
    require(actor, EDIT_MAP)
    locked = PortalSystem.objects.select_for_update().get(pk=system.pk)
    before = {name: getattr(locked, name) for name in FIELDS}
    for name in FIELDS:
        if name in values:
            setattr(locked, name, values[name])
    if not locked.is_built:
        locked.url_name, locked.badge = "", ""
    _check(locked, before["url_name"])
    known = pages().get(locked.url_name)
    if known is not None and locked.url_name != before["url_name"]:
        # Whoever may open the page may open the place.
        locked.permission = str(known.permission)
    now = {name: getattr(locked, name) for name in FIELDS}
    changed = {name: value for name, value in now.items() if before[name] != value}
    if changed:
        locked.save()
        details = {name: [str(before[name]), str(value)] for name, value in changed.items()}
        record(verb=MAP_CHANGED, actor=actor, target=locked, details=details)
    return locked


def _check(system: PortalSystem, opened: str) -> None:
    if system.icon not in ICONS:
        raise ValidationError({"icon": _("There is no such icon.")})
    if system.badge and system.badge not in {source.key for source in badges.everything()}:
        raise ValidationError({"badge": _("There is no such badge.")})
    if system.url_name not in {"", opened, *pages()}:
        raise ValidationError({"url_name": _("There is no such page.")})
    if system.is_built and not system.url_name and system.level != MapLevel.PLATFORM:
        raise ValidationError(
            {"url_name": _("Name the page that it opens, or mark it as under construction.")}
        )
    above = ABOVE.get(MapLevel(system.level))
    if system.parent is not None and system.parent.level != above:
        raise ValidationError({"parent": _("It cannot stand below this place.")})
