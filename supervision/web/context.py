"""What the shell of every page needs: names, places, the look, the demo date, the assets."""

from __future__ import annotations

import functools
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from supervision import clock
from supervision.web import navigation

# In cascade order: tokens first, print last.
STYLESHEETS: tuple[str, ...] = tuple(
    f"css/{name}.css"
    for name in (
        "tokens",
        "base",
        "shell",
        "controls",
        "cards",
        "components",
        "matters",
        "figures",
        "login",
        "factor",
        "listing",
        "handouts",
        "pages",
        "history",
        "phone",
        "contrast",
        "elder",
        "print",
    )
)
JAVASCRIPTS: tuple[str, ...] = tuple(
    f"js/{name}.js"
    for name in (
        "base",
        "dates",
        "acknowledge",
        "bulk",
        "once",
        "draft",
        "upload",
        "charts",
        "search",
    )
)
ELDER_COOKIE = "elder"
CONTRAST_COOKIE = "contrast"
_UNMOVED = timedelta(minutes=1)


def portal(request: HttpRequest) -> dict[str, Any]:
    """Return the context of the shell; navigation is worked out only where it is drawn."""
    return assets() | {
        "elder_mode": is_elder(request),
        "high_contrast": request.COOKIES.get(CONTRAST_COOKIE) == "on",
        "demo_date": moved_to(),
        "navigation": functools.cache(lambda: navigation.drawn(request)),
        "shell_post": lambda: _post(request),
    }


def assets() -> dict[str, Any]:
    """Return what a page needs even when there is neither a user nor a database."""
    return {
        "portal_name": settings.PORTAL_NAME,
        "portal_seal": settings.PORTAL_SEAL,
        "portal_organs": settings.PORTAL_ORGANS,
        "portal_helpline": settings.PORTAL_HELPLINE,
        "stylesheets": STYLESHEETS,
        "javascripts": JAVASCRIPTS,
    }


def is_elder(request: HttpRequest) -> bool:
    """Tell whether large type is on: the user's setting, before sign-in the device's."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return bool(user.elder_mode)
    return request.COOKIES.get(ELDER_COOKIE) == "on"


def moved_to() -> datetime | None:
    """Return the portal's instant when the demo clock was moved, else nothing."""
    if not settings.TIME_MACHINE or abs(clock.shift()) < _UNMOVED:
        return None
    return clock.present()


def _post(request: HttpRequest) -> str:
    """Return the unit and the role of the leading post."""
    user = getattr(request, "user", None)
    unit = getattr(user, "home_unit", None)
    name = (unit.short_name or unit.name) if unit else ""
    return " · ".join(part for part in (name, getattr(user, "role_label", "")) if part)
