"""The home page, its parts on their own for live refresh, and the portal map."""

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from supervision.dashboards import panels, portal_map, selectors
from supervision.dashboards.permissions import EDIT_MAP
from supervision.history.pages import shows_past


@require_safe
@shows_past
def home(request: HttpRequest) -> HttpResponse:
    """Show the panels the account may see: what must be done first, figures second."""
    user = cast(Any, request.user)
    regions = panels.load_for(user, request)
    context = {
        "regions": regions,
        "systems": selectors.tiles_for(user),
        "is_empty": not any(regions.values()),
        "knows_past": any(part.panel.in_past for found in regions.values() for part in found),
    }
    return render(request, "dashboards/home.html", context)


@require_safe
def systems(request: HttpRequest) -> HttpResponse:
    """Show the portal map: centre, platforms, subsystems, and what each counts for the reader."""
    user = cast(Any, request.user)
    context = {
        "map": portal_map.map_for(user),
        "systems": selectors.tiles_for(user),
        "may_edit": user.can(EDIT_MAP),
    }
    return render(request, "dashboards/systems.html", context)


@require_safe
@shows_past
def panel(request: HttpRequest, key: str) -> HttpResponse:
    """Show one panel again, for pages that keep themselves fresh."""
    user = cast(Any, request.user)
    try:
        found = panels.get(key)
    except LookupError as error:
        raise Http404(str(error)) from error
    context = found.load(user, request) if panels.is_for(found, user) else None
    if context is None:
        raise Http404("this panel is not for this account")
    return render(request, found.template, {"data": context, "panel": found})
