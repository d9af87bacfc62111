"""The second factor: the code after the password, and setting it up."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from supervision.accounts import proofs
from supervision.accounts.forms import CodeForm
from supervision.accounts.services import factors, sessions
from supervision.accounts.views import sudo
from supervision.web import qr_code


@never_cache
def code(request: HttpRequest) -> HttpResponse:
    """Ask for the code; the page between the password and everything else."""
    user: Any = cast(Any, request.user)
    if not proofs.owes_factor(request.session, user):
        return redirect("dashboards:home")
    if not factors.is_enrolled(user):
        return redirect("accounts:enrol")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = factors.verify(user=user, code=form.cleaned_data["code"])
        if answer == factors.Code.RIGHT:
            _let_in(request)
            return redirect(sudo.safe_next(request))
        form.add_error("code", factors.words(answer))
    context = {
        "form": form,
        "next": request.POST.get("next") or request.GET.get("next", ""),
        "demo_code": factors.demo_code(user),
    }
    return render(request, "accounts/code.html", context)


@never_cache
def enrol(request: HttpRequest) -> HttpResponse:
    """Show the secret to be put into the app, and take its first code."""
    user: Any = cast(Any, request.user)
    owes = proofs.owes_factor(request.session, user)
    if owes and factors.is_enrolled(user):
        return redirect("accounts:code")
    if not owes and not proofs.is_confirmed(request.session):
        return sudo.to_confirm(request)
    secret = factors.pending_secret(user=user)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = factors.enrol(user=user, code=form.cleaned_data["code"])
        if answer == factors.Code.RIGHT:
            _let_in(request)
            messages.success(
                request, _("The second factor is set up. From now on it is asked for at sign-in.")
            )
            return redirect("accounts:me" if not owes else "dashboards:home")
        form.add_error("code", factors.words(answer))
    context = {
        "form": form,
        "owes": owes,
        "picture": qr_code.svg(
            factors.address_of(user, secret), _("QR code for the authenticator app")
        ),
        "groups": [secret[place : place + 4] for place in range(0, len(secret), 4)],
        "demo_code": factors.demo_code(user, pending=True),
    }
    return render(request, "accounts/enrol.html", context)


@require_POST
@sudo.sudo_required
def turn_off(request: HttpRequest) -> HttpResponse:
    """Do without the second factor again, where the role does not ask for it."""
    factors.turn_off(user=cast(Any, request.user))
    messages.success(request, _("The second factor is turned off."))
    return redirect("accounts:me")


def _let_in(request: HttpRequest) -> None:
    """Note the factor in the session and give it a new key, so that an old one is worth nothing."""
    request.session.cycle_key()
    proofs.pass_factor(request.session)
    sessions.prove(user=cast(Any, request.user), sign_in=proofs.sign_in(request.session))
