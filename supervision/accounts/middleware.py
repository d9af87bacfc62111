"""Stand before every page: end idle sessions, closed windows and unchanged first passwords."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from supervision import clock
from supervision.accounts.backends import is_in_window
from supervision.accounts.services import sessions

_SEEN = "seen_at"
#: How often the last-seen mark is rewritten; each write is a session save.
_MARK_EVERY = 60
#: Sent by the parts of a page that refresh themselves; nobody need sit before the screen.
_POLL = "X-Poll"


def _is_background(request: HttpRequest) -> bool:
    """Tell whether a script asks, which cannot do anything with the sign-in page."""
    return bool(request.headers.get("X-Requested-With") or request.headers.get("HX-Request"))


class AccountGateMiddleware:
    """Check the account at every request, not only at sign-in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next handler."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse, or let through."""
        if not request.user.is_authenticated:
            return self.get_response(request)
        user: Any = request.user
        refused = self._refusal(request, user)
        if refused:
            auth.logout(request)
            return self._to_login(request, refused)
        if user.must_change_password and not self._may_pass(request):
            return redirect("accounts:password")
        self._use_language(request, user)
        return self.get_response(request)

    def _refusal(self, request: HttpRequest, user: Any) -> str:
        """Return why the session ends now, or ""."""
        if not is_in_window(user):
            return _("This temporary account is outside its time window.")
        now = clock.real_now().timestamp()
        seen = request.session.get(_SEEN, now)
        if now - seen > settings.IDLE_TIMEOUT_SECONDS:
            return _("You were signed out after a time without use. Please sign in again.")
        if _SEEN in request.session and request.headers.get(_POLL):
            return ""
        if now - seen > _MARK_EVERY or _SEEN not in request.session:
            request.session[_SEEN] = now
            sessions.mark_used(user=user)
        return ""

    def _to_login(self, request: HttpRequest, reason: str) -> HttpResponse:
        """Send a page to the sign-in form; answer background requests with 401."""
        if _is_background(request):
            return HttpResponse(reason, status=401)
        request.session["signed_out_because"] = reason
        path = {"next": request.get_full_path()} if request.method == "GET" else {}
        return redirect(f"{reverse('accounts:login')}?{urlencode(path)}".rstrip("?"))

    def _may_pass(self, request: HttpRequest) -> bool:
        """Tell whether the page is open before the first password is changed."""
        free = {reverse(name) for name in ("accounts:password", "accounts:logout", "set_language")}
        return request.path in free or request.path.startswith(settings.STATIC_URL)

    def _use_language(self, request: HttpRequest, user: Any) -> None:
        """Use the account's language where the browser holds no choice of its own."""
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            translation.activate(user.language)
            request.LANGUAGE_CODE = user.language


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Send visitors to the sign-in page, and answer their background requests with 401."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> Any:
        """Refuse a visitor."""
        if _is_background(request):
            return HttpResponse(_("Please sign in again."), status=401)
        return super().handle_no_permission(request, view_func)
