"""The home page, its parts on their own for live refresh, and the portal map."""

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from supervision.dashboards import panels, selectors
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
    """Show the portal map: a tile for each system the account may use."""
    tiles = selectors.tiles_for(cast(Any, request.user))
    return render(request, "dashboards/systems.html", {"systems": tiles})


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
