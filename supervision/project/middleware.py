"""Middleware of the composition root: a line per request, and headers that keep pages private."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import structlog
from django.db import connection
from django.http import HttpRequest, HttpResponse

from supervision.project import metrics

Handler = Callable[[HttpRequest], HttpResponse]

#: Asked every few seconds by machines; only a refusal is worth a line.
_PROBES = {"healthz", "readyz", "metrics"}
#: Whoever asks chooses the method: others are counted as one, or each would be kept for good.
_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
_PERMISSIONS = ", ".join(
    f"{name}=()"
    for name in (
        *("accelerometer", "camera", "display-capture", "geolocation", "gyroscope"),
        *("magnetometer", "microphone", "midi", "payment", "usb"),
    )
)
_log = structlog.get_logger("supervision.request")


class _Counting:
    """Count the statements of one request."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Any, *args: Any) -> Any:
        self.count += 1
        return execute(*args)


class RequestLogMiddleware:
    """Write one line per request and count it: the route's name, never its path or its fields."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, then tell; the account is named by its number and not read for it."""
        begun, counting = time.monotonic(), _Counting()
        with connection.execute_wrapper(counting):
            response = self.get_response(request)
        self._tell(request, response, time.monotonic() - begun, counting.count)
        return response

    def _tell(
        self, request: HttpRequest, response: HttpResponse, seconds: float, queries: int
    ) -> None:
        match = request.resolver_match
        route = match.view_name if match is not None else "unknown"
        status = response.status_code
        method = request.method if request.method in _METHODS else "other"
        metrics.REQUESTS.labels(route, method, status).observe(seconds)
        metrics.QUERIES.labels(route).inc(queries)
        if route in _PROBES and status < 400:
            return
        user = getattr(request, "_cached_user", None)
        _log.info(
            "request",
            route=route,
            method=method,
            status=status,
            ms=round(seconds * 1000),
            queries=queries,
            user_id=getattr(user, "pk", None),
        )


class PrivatePagesMiddleware:
    """Tell browsers and proxies to keep no copy of a page, and to lend it to no other site."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the headers; a view that says more about its caching is left alone."""
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", _PERMISSIONS)
        return response
