"""The lists one keeps for oneself: save, rename, choose as default, delete; columns."""

from dataclasses import dataclass
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from supervision.dashboards import selectors, services
from supervision.web.memory import SavedList
from supervision.web.tables import PAGE_SIZES
from supervision.web.view_bar import meant
from supervision.web.views.access import check
from supervision.web.views.lists import page_of


@dataclass(frozen=True)
class KeptView:
    """One line of the page of all saved views."""

    pk: int
    name: str
    title: Any
    url: str
    is_default: bool


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the account's own views, list by list."""
    rows = [_line(view) for view in selectors.own_views(request.user)]
    return render(request, "dashboards/saved_views.html", {"rows": rows})


@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep a list as it stands under a name, and open the view."""
    key = _list_key(request)
    query = meant(request.POST.get("query", ""))
    try:
        view = services.save_view(
            actor=request.user,
            list_key=key,
            name=request.POST.get("name", ""),
            query=query,
            columns=_names(request),
            is_default=request.POST.get("is_default") == "on",
        )
    except ValidationError as error:
        return _back_with(request, error, f"{reverse(key)}?{query}")
    messages.success(request, _("View kept. Only you can see it."))
    return redirect(f"{reverse(key)}{_address(view)}")


@require_POST
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a view another name."""
    try:
        services.rename_view(actor=request.user, pk=pk, name=request.POST.get("name", ""))
    except ValidationError as error:
        return _back_with(request, error, reverse("dashboards:saved_views"))
    messages.success(request, _("View renamed."))
    return redirect("dashboards:saved_views")


@require_POST
def default(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the list open with the view, or no longer."""
    wanted = request.POST.get("on") == "1"
    services.set_default(actor=request.user, pk=pk, is_default=wanted)
    text = _("The list opens with this view from now on.") if wanted else _("Default view removed.")
    messages.success(request, text)
    return redirect("dashboards:saved_views")


@require_POST
def update(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a view stand for the list as it is now."""
    query = meant(request.POST.get("query", ""))
    try:
        view = services.update_view(actor=request.user, pk=pk, query=query, columns=_names(request))
    except ValidationError as error:
        return _back_with(request, error, reverse("dashboards:saved_views"))
    messages.success(request, _("View updated."))
    return redirect(f"{reverse(view.list_key)}{_address(view)}")


@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a view."""
    services.delete_view(actor=request.user, pk=pk)
    messages.success(request, _("View deleted."))
    return redirect("dashboards:saved_views")


@require_POST
def columns(request: HttpRequest) -> HttpResponse:
    """Keep the columns of a list and the rows on a page, and go back to it."""
    key = _list_key(request)
    size = request.POST.get("page_size", "")
    view = request.POST.get("view", "")
    services.choose_columns(
        actor=request.user,
        list_key=key,
        columns=_names(request),
        page_size=int(size) if size in map(str, PAGE_SIZES) else 0,
        view=int(view) if _is_id(view) else 0,
    )
    query = meant(request.POST.get("query", ""))
    opened = f"view={view}" if _is_id(view) else "" if query else "view=0"
    return redirect(f"{reverse(key)}?{'&'.join(part for part in (query, opened) if part)}")


def _list_key(request: HttpRequest) -> str:
    """Return the list a form speaks of; 404 where there is none, 403 where it is not open."""
    key = request.POST.get("list", "")[:80]
    try:
        page = page_of(key)
    except LookupError:
        raise Http404 from None
    permission = getattr(page, "permission", "")
    if permission:
        check(request, permission)
    return key


def _names(request: HttpRequest) -> list[str]:
    """Return the columns ticked; none where all of them are, so that later ones appear."""
    ticked = [name for name in request.POST.getlist("columns") if name.isidentifier()]
    return [] if str(len(ticked)) == request.POST.get("all_columns", "") else ticked


def _is_id(value: str) -> bool:
    return value.isascii() and value.isdecimal() and 0 < len(value) < 19 and value != "0"


def _address(view: Any) -> str:
    return SavedList(view.pk, view.name, view.query).url


def _line(view: Any) -> KeptView:
    try:
        page = page_of(view.list_key)
    except LookupError:
        return KeptView(view.pk, view.name, _("A list that is no longer there"), "", False)
    address = f"{reverse(view.list_key)}{_address(view)}"
    return KeptView(view.pk, view.name, page.title, address, view.is_default)


def _back_with(request: HttpRequest, error: ValidationError, address: str) -> HttpResponse:
    for text in error.messages:
        messages.error(request, text)
    return cast(HttpResponse, redirect(address))
