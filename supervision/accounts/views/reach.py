"""The reach map: what an account opens, and what one would open before it is issued.

Names of rows are numbers, units and kinds; the content stays where its readers are.
"""

from typing import Any, cast

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from supervision.accounts import reach
from supervision.accounts.reach_forms import PlanForm, ReachFilter, ReachTable
from supervision.accounts.services import reading
from supervision.web.views.access import PermissionRequiredMixin, permission_required
from supervision.web.views.lists import Empty, ListPage

READERS = ("accounts.read_reach", "accounts.issue_temporary")
_ROWS = 100


class ReachList(PermissionRequiredMixin, ListPage):
    """The accounts whose reach the reader may look at, temporary ones first."""

    permission = READERS
    title = _("Reach map")
    template_name = "accounts/reach_list.html"
    table_class = ReachTable
    filterset_class = ReachFilter
    empty = Empty(_("No account here"), _("Temporary accounts appear once they are issued."))

    def get_queryset(self) -> QuerySet[Any]:
        """Return the accounts."""
        return reach.subjects(self.request.user)


@require_safe
@permission_required(READERS)
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how many rows of each kind the account opens."""
    found = get_object_or_404(reach.subjects(request.user), pk=pk)
    reading.open_reach(actor=request.user, account=found)
    context = {
        "account": found,
        "window": reach.window_of(found),
        "state": reach.state_of(found),
        "held": reach.held_by(reach.in_its_window(found)),
        "posts": found.current_postings,
    }
    return render(request, "accounts/reach.html", context)


@require_safe
@permission_required(READERS)
def account_rows(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """List exactly the rows of one kind that the account opens."""
    found = get_object_or_404(reach.subjects(request.user), pk=pk)
    source = _source(kind)
    reading.open_reach(actor=request.user, account=found, kind=source.key)
    rows = reach.rows_of(source, reach.in_its_window(found))
    return _rows_page(request, source, rows, {"account": found})


@require_safe
@permission_required(READERS)
def plan(request: HttpRequest) -> HttpResponse:
    """Show what an account for the chosen units would open, before it is issued."""
    form, would_be = _planned(request)
    held = [] if would_be is None else reach.held_by(would_be)
    context = {"form": form, "held": held, "is_planned": would_be is not None}
    return render(request, "accounts/reach_plan.html", context)


@require_safe
@permission_required(READERS)
def plan_rows(request: HttpRequest, kind: str) -> HttpResponse:
    """List the rows of one kind that an account for the chosen units would open."""
    source = _source(kind)
    _form, would_be = _planned(request)
    if would_be is None:
        raise Http404
    return _rows_page(request, source, reach.rows_of(source, would_be), {"is_planned": True})


def _planned(request: HttpRequest) -> tuple[PlanForm, Any]:
    user = cast(Any, request.user)
    form = PlanForm(request.GET or None, reader=user)
    if not form.is_valid():
        return form, None
    return form, reach.planned(home=user.home_unit, units=form.cleaned_data["units"])


def _source(kind: str) -> reach.ReachSource:
    try:
        return reach.get(kind)
    except LookupError as error:
        raise Http404(str(error)) from error


def _rows_page(
    request: HttpRequest, source: reach.ReachSource, rows: QuerySet[Any], about: dict[str, Any]
) -> HttpResponse:
    page = Paginator(rows, _ROWS).get_page(request.GET.get("page"))
    listed = [(source.label_of(row), source.url_of(row)) for row in page]
    context = {"source": source, "page": page, "listed": listed, **about}
    return render(request, "accounts/reach_rows.html", context)
