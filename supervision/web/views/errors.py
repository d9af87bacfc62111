"""The portal's own pages for requests that failed."""

from __future__ import annotations

import logging
import sys
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.csrf import requires_csrf_token

from supervision.web import context
from supervision.web.faults import Refusal

logger = logging.getLogger(__name__)
#: Seconds after which a page that met no database may be asked for again.
_RETRY_AFTER = 10


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
    """Answer 500, or 503 while the database is away, from settings alone."""
    facts = context.assets() | {"trace": _trace(request), "request": None}
    try:
        if _is_database_away(sys.exc_info()[1]):
            return _try_again(request, facts)
        return HttpResponseServerError(render_to_string("500.html", facts))
    except Exception:
        logger.exception("the page for errors failed as well")
        text = _("The portal met an error. Please try again later.")
        return HttpResponseServerError(text, content_type="text/plain; charset=utf-8")


def _is_database_away(fault: BaseException | None) -> bool:
    """Tell whether the fault, or what it came from, is a database that cannot be worked with."""
    while fault is not None:
        if isinstance(fault, OperationalError | InterfaceError):
            return True
        fault = fault.__cause__ or fault.__context__
    return False


def _try_again(request: HttpRequest, facts: dict[str, Any]) -> HttpResponse:
    """Answer 503; a page that was only read can be asked for again by its own address."""
    facts["again"] = request.get_full_path() if request.method == "GET" else ""
    page = HttpResponse(render_to_string("503.html", facts), status=503)
    page.headers["Retry-After"] = str(_RETRY_AFTER)
    return page


def _page(request: HttpRequest, template: str, status: int, **extra: Any) -> HttpResponse:
    user = getattr(request, "user", None)
    known = user is not None and user.is_authenticated
    extra["shell"] = "base.html" if known else "base_public.html"
    extra["trace"] = _trace(request)
    return render(request, template, extra, status=status)


def _trace(request: HttpRequest) -> str:
    """Return the identifier under which the logs know this request."""
    return str(getattr(request, "request_id", "") or "")
