"""Accounts and posts, for the system and the security administrator."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from supervision import clock
from supervision.accounts import selectors
from supervision.accounts.forms import AccountForm, PostForm
from supervision.accounts.services import accounts
from supervision.web.views.access import permission_required


def _check_administrator(request: HttpRequest) -> Any:
    user = cast(Any, request.user)
    if not (user.can("accounts.manage") or user.can("accounts.grant_posts")):
        raise PermissionDenied(_("Your post does not include this page."))
    return user


@require_safe
def account_list(request: HttpRequest) -> HttpResponse:
    """List the permanent accounts with the posts they hold."""
    _check_administrator(request)
    text = request.GET.get("q", "").strip()
    found = selectors.accounts()
    if text:
        found = found.filter(name__icontains=text) | found.filter(username__icontains=text)
    return render(request, "accounts/list.html", {"accounts": found, "q": text})


@permission_required("accounts.manage")
def open_account(request: HttpRequest) -> HttpResponse:
    """Open an account and show its first password once."""
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        user, first = accounts.open_account(
            actor=cast(Any, request.user),
            username=data["username"],
            name=data["name"],
            phone=data["phone"],
        )
        return render(request, "accounts/opened.html", {"account": user, "first": first})
    return render(request, "accounts/open.html", {"form": form})


def account_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an account with its posts; the security administrator gives posts here."""
    actor = _check_administrator(request)
    account = get_object_or_404(selectors.accounts(), pk=pk)
    form = PostForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            accounts.give_post(actor=actor, user=account, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The post has been given."))
            return redirect("accounts:detail", pk=pk)
    context = {"account": account, "form": form, "posts": account.postings.select_related("unit")}
    return render(request, "accounts/detail.html", context)


@require_POST
@permission_required("accounts.manage")
def reset_password(request: HttpRequest, pk: int) -> HttpResponse:
    """Reset a password and show the fresh one once."""
    account = get_object_or_404(selectors.accounts(), pk=pk)
    first = accounts.reset_password(actor=cast(Any, request.user), user=account)
    return render(request, "accounts/opened.html", {"account": account, "first": first})


@require_POST
@permission_required("accounts.manage")
def set_in_use(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an account or put it back in use."""
    account = get_object_or_404(selectors.accounts(), pk=pk)
    wanted = request.POST.get("in_use")
    if wanted not in ("0", "1"):
        raise BadRequest("in_use must be 0 or 1")
    accounts.set_in_use(actor=cast(Any, request.user), user=account, in_use=wanted == "1")
    return redirect("accounts:detail", pk=pk)


@require_POST
@permission_required("accounts.grant_posts")
def end_post(request: HttpRequest, pk: int, posting: int) -> HttpResponse:
    """End a post today."""
    account = get_object_or_404(selectors.accounts(), pk=pk)
    post = get_object_or_404(account.postings, pk=posting)
    try:
        accounts.end_post(actor=cast(Any, request.user), posting=post, ended_on=clock.today())
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    else:
        messages.success(request, _("The post ends today."))
    return redirect("accounts:detail", pk=pk)
