"""The own account: sessions, second factor, password, preferences."""

from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language

from supervision.accounts import proofs, rules, selectors
from supervision.accounts.forms import PasswordForm
from supervision.accounts.services import accounts, factors, sessions
from supervision.accounts.views.sudo import knows_password


@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """Show the own account: how it is protected, and where it is signed in."""
    user = cast(Any, request.user)
    context = {
        "days_left": selectors.password_days_left(user),
        "enrolled": factors.is_enrolled(user),
        "sessions": [(row, rules.browser_of(row.agent)) for row in selectors.open_sessions(user)],
        "this": proofs.sign_in(request.session),
        "limit": settings.ADMINISTRATOR_SESSION_LIMIT
        if user.is_administrator
        else settings.SESSION_LIMIT,
    }
    return render(request, "accounts/me.html", context)


@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """End another session of one's own."""
    if not sessions.end_own(user=cast(Any, request.user), sign_in=pk):
        raise Http404
    messages.success(request, _("The session has been ended."))
    return redirect("accounts:me")


def password(request: HttpRequest) -> HttpResponse:
    """Change the own password; the only page before the first password is changed."""
    user = cast(Any, request.user)
    if user.is_temporary:
        raise PermissionDenied(_("The password of a temporary account stands on its slip."))
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _is_holder(request, user, form):
        try:
            accounts.change_password(
                user=user,
                password=form.cleaned_data["password"],
                sign_in=proofs.sign_in(request.session),
            )
        except ValidationError as error:
            form.add_error("password", error)
        else:
            update_session_auth_hash(request, user)
            messages.success(request, _("Your password has been changed."))
            return redirect("dashboards:home")
    days = selectors.password_days_left(user)
    context = {
        "form": form,
        "first": user.must_change_password,
        "too_old": days is not None and days <= 0,
    }
    return render(request, "accounts/password.html", context)


def _is_holder(request: HttpRequest, user: Any, form: PasswordForm) -> bool:
    """Tell whether the present password is right; a wrong one is said, counted and recorded."""
    if knows_password(request, user, form.cleaned_data["present"]):
        return True
    sessions.confirm(user=user, refusal="password")
    form.add_error("present", _("This is not your present password."))
    return False


@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """Switch elder mode and go back to the page."""
    accounts.set_preferences(
        user=cast(Any, request.user), elder_mode=request.POST.get("elder_mode") == "1"
    )
    if request.headers.get("X-Requested-With"):
        return HttpResponse(status=204)
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return redirect(back if safe else "dashboards:home")


def language(request: HttpRequest) -> HttpResponse:
    """Switch the language of this browser; an account keeps it for its other browsers too."""
    chosen = request.POST.get("language", "")
    known = chosen in dict(settings.LANGUAGES) and check_for_language(chosen)
    if request.user.is_authenticated and known:
        accounts.set_preferences(user=cast(Any, request.user), language=chosen)
    return set_language(request)
