"""Pages that can be read as of a day: `?as_of=2026-09-30` in their address."""

import functools
from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from supervision.history import days, moments
from supervision.history.days import PARAMETER, Past
from supervision.history.links import carries_day, carry

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def shows_past(view: View) -> View:
    """Let a view of tracked rows be opened as of the end of a day in China, for reading only.

    The view finds `request.as_of`: the day, or None for the page of today. A day that cannot be
    shown is refused with 400, a thing that did not exist then with 404, a write with 403. Rights
    are those of today.
    """

    @functools.wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        text = request.GET.get(PARAMETER, "")
        vars(request).update(as_of=None, knows_past=True)
        if not text.strip():
            return view(request, *args, **kwargs)
        try:
            day = days.read(text)
        except ValidationError as fault:
            return _refused(request, text, fault)
        _take_parameter(request)
        if day is None:
            return view(request, *args, **kwargs)
        if request.method not in ("GET", "HEAD"):
            raise PermissionDenied(_("A page of the past can be read, not written on."))
        return _shown(view, request, days.past(day), *args, **kwargs)

    return cast(View, carries_day(shown))


def _shown(
    view: Callable[..., HttpResponseBase],
    request: HttpRequest,
    past: Past,
    *args: Any,
    **kwargs: Any,
) -> HttpResponseBase:
    # Worked out before going back: who may see what is decided by the posts held today.
    getattr(request.user, "permissions", None)
    vars(request).update(as_of=past)
    try:
        with moments.as_of(past.instant):
            response = view(request, *args, **kwargs)
            if not getattr(response, "is_rendered", True):
                response.render()  # type: ignore[attr-defined]
    except Http404:
        vars(request).update(as_of=None)
        return render(request, "history/absent.html", {"past": past}, status=404)
    if isinstance(response, HttpResponse):
        carry(response, past.day)
    return response


def _refused(request: HttpRequest, text: str, fault: ValidationError) -> HttpResponse:
    facts = {"reason": fault.messages[0], "typed": text[:40]}
    return render(request, "history/refused.html", facts, status=400)


def _take_parameter(request: HttpRequest) -> None:
    """Take the day out of the query string: to lists and filters it is no condition."""
    left = request.GET.copy()
    left.pop(PARAMETER)
    left._mutable = False
    vars(request).update(GET=left)
