"""Give each request an identifier, so that the events it causes can be read together."""

import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from supervision.audit.context import Origin, origin


class RequestTraceMiddleware:
    """Bind the request's address and identifier for the audit record."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next handler."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Bind, answer, unbind."""
        request_id = uuid.uuid4().hex
        # The error pages show it, so that a report of trouble finds its events.
        request.request_id = request_id  # type: ignore[attr-defined]
        token = origin.set(Origin(ip=request.META.get("REMOTE_ADDR", ""), request_id=request_id))
        try:
            return self.get_response(request)
        finally:
            origin.reset(token)
