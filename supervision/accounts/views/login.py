"""Sign in and out."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views as auth_views
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from supervision.accounts import proofs
from supervision.accounts.forms import SignInForm
from supervision.accounts.selectors import password_days_left
from supervision.accounts.services import sessions

#: Days before a password ends during which sign-in says so.
WARN_DAYS = 7


class SignIn(auth_views.LoginView):
    """The sign-in page."""

    template_name = "accounts/login.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say why the person was signed out, if so; in the demo name the accounts."""
        context = super().get_context_data(**kwargs)
        context["reason"] = self.request.session.pop("signed_out_because", "")
        context["demo_mode"] = settings.DEMO_MODE
        return context

    def form_valid(self, form: Any) -> HttpResponse:
        """Record the sign-in."""
        response = super().form_valid(form)
        user = form.get_user()
        sessions.signed_in(user=user)
        days = password_days_left(user)
        if days is not None and 0 < days <= WARN_DAYS:
            warning = ngettext(
                "Your password holds for %(n)d more day. Please change it in good time.",
                "Your password holds for %(n)d more days. Please change it in good time.",
                days,
            )
            messages.warning(self.request, warning % {"n": days})
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        """Record the refusal; the page keeps the account that was typed."""
        sessions.refused(username=str(form.data.get("username", "")))
        return super().form_invalid(form)


class SignOut(auth_views.LogoutView):
    """End the session."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Record the sign-out."""
        if request.user.is_authenticated:
            sessions.signed_out(user=request.user, sign_in=proofs.sign_in(request.session))
        return super().post(request, *args, **kwargs)


def locked_out(
    request: HttpRequest, response: HttpResponse | None = None, *args: Any, **kwargs: Any
) -> HttpResponse:
    """Answer a sign-in while the account is locked; the form has recorded it as refused."""
    credentials = kwargs.get("credentials") or (args[0] if args else {}) or {}
    username = credentials.get("username", "") or request.POST.get("username", "")
    form = SignInForm(request, initial={"username": username})
    context = {
        "form": form,
        "reason": _("Too many wrong tries. The account is locked for 15 minutes."),
        "demo_mode": settings.DEMO_MODE,
    }
    return render(request, "accounts/login.html", context, status=429)
