"""Who may open a page: the same check for view classes and view functions."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

View = Callable[..., HttpResponse]


def check(request: HttpRequest, permission: str | tuple[str, ...]) -> None:
    """Raise unless the user has the permission, or one of several."""
    wanted = (permission,) if isinstance(permission, str) else permission
    user: Any = request.user
    if not any(user.can(name) for name in wanted):
        raise PermissionDenied(_("Your role does not open this page."))


class PermissionRequiredMixin:
    """Refuse a page (403) to users without `permission`; a tuple means one of them is enough."""

    permission: str | tuple[str, ...]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Check, then go on."""
        check(request, self.permission)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


def permission_required(permission: str | tuple[str, ...]) -> Callable[[View], View]:
    """Refuse a view function (403) to users without the permission."""

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            check(request, permission)
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def sent_from(url_name: str) -> Callable[[View], View]:
    """Lead whoever opens the address of an act on chosen rows back to the list they come from."""

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == "POST":
                return view(request, *args, **kwargs)
            messages.info(request, _("Choose the rows in the list first, then what to do."))
            return redirect(url_name)

        return guarded

    return decorate
