"""The ledger of clues, and the page of one."""

from typing import Any, cast

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from cases import sections
from cases.filters.clues import ClueFilter, filtered
from cases.ledger_ways import ways_on
from cases.permissions import READ, REGISTER, STATISTICS
from cases.selectors import clue_page
from cases.selectors.clue_list import ledger, ledger_ladder
from cases.selectors.summary import summary as summary_of
from cases.selectors.visibility import clues_visible_to, get_clue
from cases.services.reads import record_read
from cases.tables.clues import ClueTable
from supervision.web.conditions import chips
from supervision.web.paging import Ladder
from supervision.web.views.access import PermissionRequiredMixin, permission_required
from supervision.web.views.lists import Empty, ListPage


class ClueList(PermissionRequiredMixin, ListPage):
    """Every clue the account may open, with what may be known of it unopened."""

    permission = READ
    title = _("Ledger of clues")
    template_name = "cases/ledger.html"
    table_class = ClueTable
    filterset_class = ClueFilter
    export_url_name = "cases:ledger_export"
    empty = Empty(
        _("No clue is open to you here"),
        _("A clue appears in your ledger when you get a part in its handling."),
        icon="clipboard-text",
    )

    def get_queryset(self) -> QuerySet[Any]:
        """Return the clues of the account."""
        return ledger(cast(Any, self.request.user))

    def get_ladder(self, chosen: dict[str, Any]) -> Ladder | None:
        """Return how the clues lie over the months, for whoever sees all of them."""
        return ledger_ladder(cast(Any, self.request.user))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what else the account may do with the same rows."""
        user = cast(Any, self.request.user)
        return super().get_context_data(
            may_register=user.can(REGISTER),
            may_count=user.can(STATISTICS),
            links=ways_on(user, self.params),
            **kwargs,
        )


@require_safe
@permission_required(READ)
def summary(request: HttpRequest) -> HttpResponse:
    """Show what the rows of the ledger, with its own filters, add up to."""
    user = cast(Any, request.user)
    rows = filtered(clues_visible_to(user), request.GET, request)
    chosen = ClueFilter(request.GET, queryset=rows, request=request)
    context = {
        "summary": summary_of(rows),
        "chips": chips(chosen, request.GET),
        "query": request.GET.urlencode(),
    }
    return render(request, "cases/summary.html", context)


@require_safe
@permission_required(READ)
def clue(request: HttpRequest, number: str) -> HttpResponse:
    """Show one clue with its way, its people and its papers; the reading is recorded."""
    user = cast(Any, request.user)
    found = get_clue(user, number)
    page = clue_page.clue_page(user, found)
    record_read(actor=user, clue=found, what="page" if page.is_open else "metadata")
    parts = sections.load_for(user, found) if page.is_open else sections.kept_for(user, found)
    context = {
        "clue": found,
        "page": page,
        "main_parts": [part for part in parts if not part.beside],
        "side_parts": [part for part in parts if part.beside],
    }
    return render(request, "cases/clue.html", context)
