"""The register as a list, and the search that takes numbers."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from supervision.people.filters import PersonFilter
from supervision.people.forms import SearchForm
from supervision.people.permissions import EXPORT, READ
from supervision.people.rules import queries
from supervision.people.selectors.people import people_visible_to, search_people, with_posts
from supervision.people.services import reading
from supervision.people.tables import PersonTable
from supervision.web.views.access import PermissionRequiredMixin, permission_required
from supervision.web.views.lists import Empty, ListPage

#: A masked number fits a handful of people at most; a phone two or three.
MOST_FOUND = 50


class Register(PermissionRequiredMixin, ListPage):
    """Everybody in the register whom the account may see."""

    permission = READ
    title = _("People register")
    template_name = "people/register.html"
    table_class = PersonTable
    filterset_class = PersonFilter
    export_url_name = "people:export"
    empty = Empty(
        _("Nobody fits"),
        _("Take a filter away, or search for another part of the name."),
        icon="users",
    )

    def get_queryset(self) -> QuerySet[Any]:
        """Return the persons in scope with what a row draws."""
        return with_posts(people_visible_to(self.request.user))

    def get_table_kwargs(self) -> dict[str, Any]:
        """Tell the table who reads."""
        return {"reader": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the search box, filled with what is sought."""
        search = SearchForm(initial={"q": self.request.GET.get("q", "")})
        context = super().get_context_data(search=search, **kwargs)
        if not cast(Any, self.request.user).can(EXPORT):
            context["export_url"] = ""
        return context


@require_POST
@never_cache
@permission_required(READ)
def search(request: HttpRequest) -> HttpResponse:
    """Go to the filtered list; a number is answered at once and never enters an address."""
    form = SearchForm(request.POST)
    if not form.is_valid():
        return redirect("people:register")
    text = form.cleaned_data["q"]
    asked = queries.read(text)
    if not asked.is_secret:
        return redirect(f"{reverse('people:register')}?{urlencode({'q': text})}")
    user = cast(Any, request.user)
    found = list(with_posts(search_people(user, text))[: MOST_FOUND + 1])
    is_cut = len(found) > MOST_FOUND
    del found[MOST_FOUND:]
    reading.look_up_number(actor=user, hits=len(found))
    table = PersonTable(found, reader=user, orderable=False, order_by=())
    table.show_page(1, MOST_FOUND)
    context = {
        "search": SearchForm(),
        "table": table,
        "asked": asked,
        "hits": len(found),
        "most": MOST_FOUND,
        "is_cut": is_cut,
    }
    return render(request, "people/found.html", context)
