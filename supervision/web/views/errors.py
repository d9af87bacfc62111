"""The portal's own pages for requests that failed."""

from __future__ import annotations

import logging
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.csrf import requires_csrf_token

from supervision.web import context
from supervision.web.faults import Refusal

logger = logging.getLogger(__name__)


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 400."""
    return _page(request, "400.html", 400)


@requires_csrf_token
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 403 with the reason given by whoever refused."""
    refusal = exception if isinstance(exception, Refusal) else None
    reason = str(exception) if exception is not None else ""
    return _page(request, "403.html", 403, reason=reason, refusal=refusal)


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404 without saying whether the thing exists for someone else."""
    return _page(request, "404.html", 404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose security token is missing or old."""
    logger.info("csrf refused: %s", reason)
    return _page(request, "403_csrf.html", 403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 from settings alone: the database may be what failed."""
    facts = context.assets() | {"trace": _trace(request), "request": None}
    try:
        return HttpResponseServerError(render_to_string("500.html", facts))
    except Exception:
        logger.exception("the page for errors failed as well")
        text = _("The portal met an error. Please try again later.")
        return HttpResponseServerError(text, content_type="text/plain; charset=utf-8")


def _page(request: HttpRequest, template: str, status: int, **extra: Any) -> HttpResponse:
    user = getattr(request, "user", None)
    known = user is not None and user.is_authenticated
    extra["shell"] = "base.html" if known else "base_public.html"
    extra["trace"] = _trace(request)
    return render(request, template, extra, status=status)


def _trace(request: HttpRequest) -> str:
    """Return the identifier under which the logs know this request."""
    return str(getattr(request, "request_id", "") or "")
