"""High contrast: a matter of the screen, so each device keeps its own choice."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from supervision.web.context import CONTRAST_COOKIE

_YEAR = 365 * 24 * 3600


@require_POST
def contrast(request: HttpRequest) -> HttpResponse:
    """Switch high contrast on this device and go back to the page."""
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    response = redirect(back if safe else "/")
    response.set_cookie(
        CONTRAST_COOKIE,
        "on" if request.POST.get("contrast") == "1" else "off",
        max_age=_YEAR,
        samesite="Lax",
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response
