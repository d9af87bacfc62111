"""Ask again who sits at the screen before an act that cannot be taken back."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, cast
from urllib.parse import urlencode, urlsplit

from axes.handlers.proxy import AxesProxyHandler
from django.contrib import messages
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from supervision.accounts import proofs
from supervision.accounts.forms import ConfirmForm
from supervision.accounts.services import factors, sessions

View = Callable[..., HttpResponse]


class SudoRequiredMixin:
    """Lead to the confirmation first; stands left of the view class, right of the permission."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Go on in a session that was confirmed lately."""
        if not proofs.is_confirmed(request.session):
            return to_confirm(request)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


def sudo_required(view: View) -> View:
    """Lead a view function's visitor to the confirmation first."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not proofs.is_confirmed(request.session):
            return to_confirm(request)
        return view(request, *args, **kwargs)

    return guarded


@never_cache
def confirm(request: HttpRequest) -> HttpResponse:
    """Take the password once more, and a code where the account has a second factor."""
    user: Any = cast(Any, request.user)
    form = ConfirmForm(request.POST or None, needs_code=factors.is_enrolled(user))
    if request.method == "POST" and form.is_valid():
        refusal = _refusal(request, user, form)
        sessions.confirm(user=user, refusal=refusal)
        if not refusal:
            proofs.confirm(request.session)
            return redirect(safe_next(request))
    context = {
        "form": form,
        "next": request.POST.get("next") or request.GET.get("next", ""),
        "demo_code": factors.demo_code(user),
    }
    return render(request, "accounts/confirm.html", context)


def _refusal(request: HttpRequest, user: Any, form: ConfirmForm) -> str:
    """Return why it is not proved, and say it at the field; the password counts its tries."""
    if not knows_password(request, user, form.cleaned_data["password"]):
        form.add_error("password", _("This is not your present password."))
        return "password"
    if "code" in form.fields:
        answer = factors.verify(user=user, code=form.cleaned_data["code"])
        if answer != factors.Code.RIGHT:
            form.add_error("code", factors.words(answer))
            return "code"
    return ""


def knows_password(request: HttpRequest, user: Any, password: str) -> bool:
    """Tell whether it is the account's present password; wrong tries count as at sign-in."""
    known = authenticate(request, username=user.username, password=password)
    if known is None or known.pk != user.pk:
        return False
    AxesProxyHandler.reset_attempts(
        username=user.username, ip_address=request.META.get("REMOTE_ADDR")
    )
    return True


def to_confirm(request: HttpRequest) -> HttpResponse:
    """Send a page there and back; a form that was sent has to be sent once more."""
    if request.headers.get("X-Requested-With"):
        return HttpResponse(_("Please confirm first that it is you."), status=403)
    back = request.get_full_path()
    reads = request.method in ("GET", "HEAD")
    if request.headers.get("HX-Request"):
        back = _path(request.headers.get("HX-Current-URL", ""))
    elif not reads:
        back = _path(request.headers.get("Referer", ""))
    if not reads:
        messages.info(
            request, _("Nothing has been done yet: confirm, then press the button again.")
        )
    address = f"{reverse('accounts:confirm')}?{urlencode({'next': back})}"
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": address})
    return redirect(address)


def _path(url: str) -> str:
    """Return the path and query of an address of this portal."""
    parts = urlsplit(url)
    return f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"


def safe_next(request: HttpRequest) -> str:
    """Return where the form wants to go on, if it stays within the portal; else the home page."""
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return back if safe else reverse("dashboards:home")
