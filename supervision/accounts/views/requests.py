"""What needs two persons: the open list, asking, deciding."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from supervision.accounts import selectors
from supervision.accounts.enums import RequestKind, RequestStatus
from supervision.accounts.filters import RequestFilter
from supervision.accounts.forms import DecisionForm, EndPostForm, PostForm, ReasonForm
from supervision.accounts.permissions import ASKS, DECIDE_REQUESTS, GRANT_POSTS, READ_REQUESTS
from supervision.accounts.services import requests as services
from supervision.accounts.tables import RequestTable
from supervision.accounts.views.sudo import sudo_required
from supervision.web.views.access import (
    PermissionRequiredMixin,
    check,
    permission_required,
)
from supervision.web.views.lists import Empty, ListPage

#: What can be asked for on an account's page, who may ask, and the form it takes.
_ASKING: dict[str, tuple[str, Any, Any]] = {
    RequestKind.GIVE_POST: (GRANT_POSTS, PostForm, services.ask_for_post),
    RequestKind.REOPEN: (ASKS, ReasonForm, services.ask_to_reopen),
    RequestKind.RESET_FACTOR: (ASKS, ReasonForm, services.ask_to_reset_factor),
}


class RequestList(PermissionRequiredMixin, ListPage):
    """Every request that was ever made, for the administrators and the auditor."""

    permission = READ_REQUESTS
    title = gettext_lazy("Two-person requests")
    template_name = "accounts/requests.html"
    table_class = RequestTable
    filterset_class = RequestFilter
    empty = Empty(
        gettext_lazy("No request yet"),
        gettext_lazy("Whoever asks for a post is listed here, with the person who decided."),
        icon="users",
    )

    def get_queryset(self) -> QuerySet[Any]:
        """Return the requests."""
        return selectors.requests_visible_to(cast(Any, self.request.user))


@require_safe
@permission_required(READ_REQUESTS)
def request_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a request with both persons, and take the second one's decision."""
    return _page(request, _find(request, pk), DecisionForm())


def _find(request: HttpRequest, pk: int) -> Any:
    return get_object_or_404(selectors.requests_visible_to(cast(Any, request.user)), pk=pk)


def _page(request: HttpRequest, found: Any, form: DecisionForm, status: int = 200) -> HttpResponse:
    user = cast(Any, request.user)
    waits = found.status == RequestStatus.WAITING
    context = {
        "found": found,
        "form": form,
        "is_own": waits and found.asked_by_id == user.pk,
        "may_decide": waits
        and user.can(DECIDE_REQUESTS)
        and user.pk not in (found.asked_by_id, found.user_id),
    }
    return render(request, "accounts/request.html", context, status=status)


@require_POST
@permission_required(DECIDE_REQUESTS)
@sudo_required
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve and carry out, or refuse."""
    found = _find(request, pk)
    form = DecisionForm(request.POST)
    act = request.POST.get("act")
    if act not in ("approve", "refuse"):
        form.add_error(None, _("Choose to approve or to refuse."))
    if form.is_valid():
        try:
            services.decide(
                actor=cast(Any, request.user),
                request=found,
                approve=act == "approve",
                opinion=form.cleaned_data["opinion"],
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The decision is recorded."))
            return redirect("accounts:request", pk=pk)
    return _page(request, found, form, status=422)


@require_POST
@permission_required((GRANT_POSTS, ASKS))
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back one's own request."""
    try:
        services.withdraw(actor=cast(Any, request.user), request=_find(request, pk))
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    else:
        messages.success(request, _("The request is taken back."))
    return redirect("accounts:request", pk=pk)


@permission_required((GRANT_POSTS, ASKS))
@sudo_required
def ask(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Ask for a post, for an account to be put back in use, or for a reset of its factor."""
    if kind not in _ASKING:
        raise Http404
    permission, form_class, service = _ASKING[kind]
    check(request, permission)
    account = get_object_or_404(selectors.accounts(), pk=pk)
    return _asking(
        request,
        account,
        RequestKind(kind),
        form_class,
        lambda **data: service(user=account, **data),
    )


@permission_required(GRANT_POSTS)
@sudo_required
def end_post(request: HttpRequest, pk: int, posting: int) -> HttpResponse:
    """Ask that a post end."""
    account = get_object_or_404(selectors.accounts(), pk=pk)
    post = get_object_or_404(account.postings.select_related("unit", "user"), pk=posting)

    def send(**data: Any) -> Any:
        return services.ask_to_end_post(posting=post, **data)

    return _asking(request, account, RequestKind.END_POST, EndPostForm, send, post=post)


def _asking(
    request: HttpRequest,
    account: Any,
    kind: RequestKind,
    form_class: Any,
    send: Any,
    post: Any = None,
) -> HttpResponse:
    form = form_class(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = send(actor=cast(Any, request.user), **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The request waits for a second person."))
            return redirect("accounts:request", pk=made.pk)
    context = {"account": account, "form": form, "kind": kind, "post": post}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "accounts/ask.html", context, status=status)
