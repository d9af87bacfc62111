"""Middleware of the shell: the portal's clock, the page's language, text that can be kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import get_supported_language_variant

from supervision import clock

Handler = Callable[[HttpRequest], HttpResponse]


class ClockMiddleware:
    """Read the shift of the demo clock once at the start of each request."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refresh the clock and go on."""
        clock.refresh()
        return self.get_response(request)


class LanguageMiddleware:
    """Speak Chinese unless the reader chose otherwise; the browser's language is not asked."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Activate the chosen language for this request and name it in the answer."""
        with translation.override(self._chosen(request)):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        return response

    def _chosen(self, request: HttpRequest) -> str:
        code = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        try:
            return get_supported_language_variant(code)
        except LookupError:
            return settings.LANGUAGE_CODE


class PlainTextMiddleware:
    """Refuse (400) a request with a NUL in its fields: no database column can hold or find it."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on; the fields are looked at once the view is known and its upload limits stand."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *args: Any) -> None:
        """Look at the query string and, where there is one, the form."""
        for fields in (request.GET, request.POST):
            for name, values in fields.lists():
                if any("\x00" in text for text in (name, *values)):
                    raise BadRequest("NUL in a field")
