"""Stand before every page: what a session must have proved, and how long it holds."""

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
from supervision.accounts import proofs
from supervision.accounts.backends import is_in_window
from supervision.accounts.selectors import password_days_left
from supervision.accounts.services import factors, sessions

_SEEN = "seen_at"
#: How often the last-seen mark is rewritten; each write is a session save.
_MARK_EVERY = 60
#: Sent by the parts of a page that refresh themselves; nobody need sit before the screen.
_POLL = "X-Poll"

#: What stays open before the second factor is given, and before a password is changed.
_ALWAYS = ("accounts:logout", "set_language")
_FOR_FACTOR = ("accounts:code", "accounts:enrol", *_ALWAYS)
_FOR_PASSWORD = ("accounts:password", *_ALWAYS)


def _is_background(request: HttpRequest) -> bool:
    """Tell whether a script asks, which cannot do anything with the sign-in page."""
    return bool(request.headers.get("X-Requested-With") or request.headers.get("HX-Request"))


class AccountGateMiddleware:
    """Check the account at every request, not only at sign-in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next handler."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse, lead to what must come first, or let through."""
        if not request.user.is_authenticated:
            return self.get_response(request)
        user: Any = request.user
        refused = self._refusal(request, user)
        if refused:
            auth.logout(request)
            return self._to_login(request, refused)
        self._use_language(request, user)
        return self._first(request, user) or self.get_response(request)

    def _refusal(self, request: HttpRequest, user: Any) -> str:
        """Return why the session ends now, or ""."""
        if user.is_temporary and not is_in_window(user):
            return _("This temporary account is outside its time window.")
        if not is_in_window(user):
            return _("The last day of this account is over.")
        now = clock.real_now().timestamp()
        sign_in = proofs.sign_in(request.session)
        if sign_in is None:
            self._begin(request, user)
        else:
            ended = sessions.reason_of_end(user=user, sign_in=sign_in)
            if ended:
                return ended
            if now - proofs.began_at(request.session) > settings.SESSION_COOKIE_AGE:
                sessions.end_idle(sign_in=sign_in)
                return _("You have been signed in for a long time. Please sign in again.")
        return self._idle(request, user, now)

    def _begin(self, request: HttpRequest, user: Any) -> None:
        """Note a session at its first request, whichever way it was signed in."""
        has_factor = factors.is_enrolled(user)
        passed = proofs.has_passed_factor(request.session)
        number = sessions.start(
            user=user,
            agent=request.headers.get("User-Agent", ""),
            is_proved=passed or not (has_factor or user.needs_factor),
        )
        proofs.begin(request.session, number, has_factor=has_factor)

    def _idle(self, request: HttpRequest, user: Any, now: float) -> str:
        sign_in = proofs.sign_in(request.session)
        seen = request.session.get(_SEEN, now)
        # A mark from the future says that the clock was set back: nobody knows how long ago.
        if not -_MARK_EVERY <= now - seen <= settings.IDLE_TIMEOUT_SECONDS:
            sessions.end_idle(sign_in=sign_in)
            return _("You were signed out after a time without use. Please sign in again.")
        if _SEEN in request.session and request.headers.get(_POLL):
            return ""
        if now - seen > _MARK_EVERY or _SEEN not in request.session:
            request.session[_SEEN] = now
            sessions.mark_used(user=user, sign_in=sign_in)
        return ""

    def _first(self, request: HttpRequest, user: Any) -> HttpResponse | None:
        """Lead to what must be done before any other page: the second factor, then a password."""
        if proofs.owes_factor(request.session, user):
            if self._is_open(request, _FOR_FACTOR):
                return None
            return self._to(request, "accounts:code", _("Please give your second factor first."))
        days = password_days_left(user)
        if user.must_change_password or (days is not None and days <= 0):
            if self._is_open(request, _FOR_PASSWORD):
                return None
            return self._to(
                request, "accounts:password", _("Please change your password first."), ""
            )
        return None

    def _to(
        self, request: HttpRequest, name: str, reason: str, parameter: str = "next"
    ) -> HttpResponse:
        """Send a page there and note where it came from; answer background requests with 401."""
        if _is_background(request):
            return HttpResponse(reason, status=401)
        goes_on = parameter and request.method == "GET"
        path = {parameter: request.get_full_path()} if goes_on else {}
        return redirect(f"{reverse(name)}?{urlencode(path)}".rstrip("?"))

    def _to_login(self, request: HttpRequest, reason: str) -> HttpResponse:
        if not _is_background(request):
            request.session["signed_out_because"] = reason
        return self._to(request, "accounts:login", reason)

    def _is_open(self, request: HttpRequest, names: tuple[str, ...]) -> bool:
        """Tell whether the page is among those open already."""
        return request.path in {reverse(name) for name in names} or request.path.startswith(
            settings.STATIC_URL
        )

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
