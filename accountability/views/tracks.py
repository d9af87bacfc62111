"""Two tracks of supervision: persons and matters, as figures that reconcile."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accountability.permissions import READ
from accountability.selectors.tracks import track_page
from supervision.web.views.access import permission_required


@permission_required(READ)
@require_safe
def tracks(request: HttpRequest) -> HttpResponse:
    """Show the equation, and the same problems by source, unit and month."""
    page = track_page(cast(Any, request.user))
    parts = (
        (_("By source"), page.by_source),
        (_("By unit"), page.by_unit),
        (_("By month"), page.by_month),
    )
    context = {"page": page, "tracks": page.whole, "parts": parts}
    return render(request, "accountability/tracks/page.html", context)
