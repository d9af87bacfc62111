"""Accounts, for the system and the security administrator."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from supervision.accounts import selectors
from supervision.accounts.filters import AccountFilter
from supervision.accounts.forms import AccountForm, LimitForm
from supervision.accounts.permissions import ASKS, GRANT_POSTS, MANAGE
from supervision.accounts.services import accounts, factors
from supervision.accounts.tables import AccountTable, state_of
from supervision.accounts.views.sudo import sudo_required
from supervision.web.views.access import PermissionRequiredMixin, permission_required
from supervision.web.views.lists import Empty, ListPage


class AccountList(PermissionRequiredMixin, ListPage):
    """The permanent accounts with the posts they hold."""

    permission = (MANAGE, GRANT_POSTS)
    template_name = "accounts/list.html"
    title = gettext_lazy("Accounts")
    table_class = AccountTable
    filterset_class = AccountFilter
    empty = Empty(
        gettext_lazy("No account matches"),
        gettext_lazy("Try another part of the name."),
        icon="users",
    )

    def get_queryset(self) -> QuerySet[Any]:
        """Return every permanent account."""
        return selectors.accounts()


@permission_required(MANAGE)
@sudo_required
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
            ends_on=data["ends_on"],
        )
        return render(request, "accounts/opened.html", {"account": user, "first": first})
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "accounts/open.html", {"form": form}, status=status)


@require_safe
@permission_required((MANAGE, GRANT_POSTS))
def account_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an account with its posts and requests, and what may be done with it."""
    actor = cast(Any, request.user)
    account = get_object_or_404(selectors.accounts(), pk=pk)
    other = account.pk != actor.pk
    context = {
        "account": account,
        "state": state_of(account),
        "usable": accounts.is_usable(account),
        "enrolled": factors.is_enrolled(account),
        "resettable": factors.may_be_reset(account),
        "posts": account.postings.select_related("unit").order_by("-started_on", "id"),
        "requests": selectors.requests_visible_to(actor).filter(user=account).order_by("-id")[:10],
        "may_manage": other and actor.can(MANAGE),
        "may_ask": other and actor.can(ASKS),
        "may_give": other and actor.can(GRANT_POSTS),
        "limit_form": LimitForm(initial={"ends_on": account.ends_on}),
    }
    return render(request, "accounts/detail.html", context)


@require_POST
@permission_required(MANAGE)
@sudo_required
def reset_password(request: HttpRequest, pk: int) -> HttpResponse:
    """Reset a password and show the fresh one once."""
    account = get_object_or_404(selectors.accounts(), pk=pk)
    first = accounts.reset_password(actor=cast(Any, request.user), user=account)
    return render(request, "accounts/opened.html", {"account": account, "first": first})


@require_POST
@permission_required(MANAGE)
@sudo_required
def close_account(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an account at once; only two persons together open it again."""
    account = get_object_or_404(selectors.accounts(), pk=pk)
    try:
        accounts.close(actor=cast(Any, request.user), user=account)
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    else:
        messages.success(request, _("The account is closed and signed out everywhere."))
    return redirect("accounts:detail", pk=pk)


@require_POST
@permission_required(MANAGE)
@sudo_required
def limit_account(request: HttpRequest, pk: int) -> HttpResponse:
    """Set the last day of an account."""
    account = get_object_or_404(selectors.accounts(), pk=pk)
    form = LimitForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(form.errors["ends_on"][0]))
        return redirect("accounts:detail", pk=pk)
    try:
        accounts.limit(
            actor=cast(Any, request.user), user=account, ends_on=form.cleaned_data["ends_on"]
        )
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    else:
        messages.success(request, _("The last day of the account is set."))
    return redirect("accounts:detail", pk=pk)
