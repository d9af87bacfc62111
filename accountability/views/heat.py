"""All units in one picture, or the same as a table."""

from typing import Any, cast

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from accountability import heat_cells
from accountability.permissions import OVERSEE
from accountability.selectors import heat
from supervision.web.lights import URGENCY
from supervision.web.views.access import permission_required

_ROWS = 100


@require_safe
@permission_required(OVERSEE)
def heat_page(request: HttpRequest) -> HttpResponse:
    """Show every unit by its worst light; HTMX asks again and is told when nothing changed."""
    asked = _asked(request)
    found = heat.picture(
        cast(Any, request.user), kind=asked["kind"], light=asked["light"], order=asked["order"]
    )
    htmx = bool(request.headers.get("HX-Request"))
    if htmx and request.GET.get("stamp") == found.stamp:
        return HttpResponse(status=204)
    is_small = asked["size"] == "small" or (not asked["size"] and found.shown > heat.LARGE_UNTIL)
    context = {
        "picture": found,
        "asked": asked | {"size": "small" if is_small else "large"},
        "kinds": heat.kinds(),
        "groups": _drawn(found, is_small) if asked["view"] == "map" else [],
        "page": _page(found, request) if asked["view"] == "table" else None,
    }
    part = "accountability/heat_map.html" if htmx else "accountability/heat.html"
    response = render(request, part, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _asked(request: HttpRequest) -> dict[str, str]:
    """Return what was chosen; anything unknown counts as not chosen."""
    allowed = {
        "kind": dict(heat.kinds()),
        "light": URGENCY,
        "order": heat.ORDERS,
        "size": ("large", "small"),
        "view": ("map", "table"),
    }
    first = {"order": "units", "view": "map"}
    given = {name: request.GET.get(name, "") for name in allowed}
    return {
        name: value if value in allowed[name] else first.get(name, "")
        for name, value in given.items()
    }


def _drawn(found: heat.Picture, is_small: bool) -> list[tuple[heat.Group, str]]:
    return [(group, heat_cells.write(group.rows, small=is_small)) for group in found.groups]


def _page(found: heat.Picture, request: HttpRequest) -> Any:
    rows = [(group.label, row) for group in found.groups for row in group.rows]
    return Paginator(rows, _ROWS).get_page(request.GET.get("page"))
