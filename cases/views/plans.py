"""From a red figure of cases to a rectification plan, and on to its end (P12)."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.filters.clues import filtered as filtered_clues
from cases.filters.warnings import filtered as filtered_clocks
from cases.forms.fields import take_refusal
from cases.forms.plans import LookForm, PlanForm, ProgressForm
from cases.permissions import OPEN_PLAN, READ_PLAN
from cases.selectors import plans as selectors
from cases.selectors import warnings
from cases.selectors.visibility import clues_visible_to
from cases.services import plans as services
from cases.tables.plans import PlanTable
from supervision.web.views.access import PermissionRequiredMixin, permission_required
from supervision.web.views.lists import Empty, ListPage

#: In the address: rows of the list of warnings, chosen terms of it, and the office to plan for.
_OF, _WARNINGS, _TERM, _FOR = "of", "warnings", "clock", "for"


class PlanList(PermissionRequiredMixin, ListPage):
    """The plans of one's offices, and those one is in charge of."""

    permission = READ_PLAN
    title = gettext_lazy("Rectification plans of offices")
    table_class = PlanTable
    empty = Empty(
        gettext_lazy("No rectification plan"),
        gettext_lazy(
            "Open the rows behind a red figure and press “Make a rectification plan” there."
        ),
        icon="report-analytics",
    )

    def get_queryset(self) -> QuerySet[Any]:
        """Return the plans with their lights."""
        return selectors.plans_visible_to(cast(Any, self.request.user))


@require_http_methods(["GET", "POST"])
@permission_required(OPEN_PLAN)
def plan_new(request: HttpRequest) -> HttpResponse:
    """Show the overdue rows behind the figure, one office at a time, and open its plan."""
    user = cast(Any, request.user)
    offered = selectors.by_office(user, _rows(request))
    wanted = request.GET.get(_FOR, "")
    chosen = next((one for one in offered if str(one.office.pk) == wanted), None)
    if chosen is None and offered:
        chosen = offered[0]
    form = _form(request, chosen) if chosen is not None else None
    if request.method == "POST" and chosen is not None and form is not None and form.is_valid():
        plan = _opened(request, chosen, form)
        if plan is not None:
            messages.success(request, _("Opened. Who is in charge was told."))
            return redirect("cases:plan", pk=plan.pk)
    context = {
        "form": form,
        "chosen": chosen,
        "offered": [(one, _for_office(request.GET, one)) for one in offered],
        "ticked": _ticked(request) if request.method == "POST" else None,
        "most": selectors.MOST,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "cases/plans/new.html", context, status=status)


def _rows(request: HttpRequest) -> QuerySet[Any]:
    """Return the clues of the list that the address names, with the same filters."""
    user = cast(Any, request.user)
    rows = clues_visible_to(user)
    terms = [int(key) for key in request.GET.getlist(_TERM) if key.isdecimal() and len(key) < 19]
    if terms:
        return rows.filter(clocks__in=terms[: selectors.MOST])
    if request.GET.get(_OF) == _WARNINGS:
        clocks = filtered_clocks(warnings.warned_clocks(user), request.GET, request)
        return rows.filter(pk__in=clocks.order_by().values("clue"))
    return filtered_clues(rows, request.GET, request)


def _form(request: HttpRequest, chosen: selectors.Offered) -> PlanForm:
    title = _("Overdue clues of %(office)s") % {"office": chosen.office.short_name}
    return PlanForm(request.POST or None, office=chosen.office, initial={"title": title[:80]})


def _for_office(params: QueryDict, one: selectors.Offered) -> str:
    query = params.copy()
    query[_FOR] = str(one.office.pk)
    return f"?{query.urlencode()}"


def _ticked(request: HttpRequest) -> set[int]:
    keys = request.POST.getlist("row")
    return {int(key) for key in keys if key.isdecimal() and len(key) < 19}


def _opened(request: HttpRequest, chosen: selectors.Offered, form: PlanForm) -> Any:
    """Open the plan; a refusal goes to the form."""
    try:
        return services.open_plan(
            actor=cast(Any, request.user),
            office=chosen.office,
            clues=_ticked(request),
            **form.cleaned_data,
        )
    except ValidationError as refused:
        take_refusal(form, refused)
        return None


@require_safe
@permission_required(READ_PLAN)
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a plan with how far it is."""
    return _page(request, _found(request, pk))


def _found(request: HttpRequest, pk: int) -> Any:
    return get_object_or_404(selectors.plans_visible_to(cast(Any, request.user)), pk=pk)


def _page(
    request: HttpRequest,
    found: Any,
    progress: ProgressForm | None = None,
    look: LookForm | None = None,
    status: int = 200,
) -> HttpResponse:
    user = cast(Any, request.user)
    rows = selectors.rows_of(user, found)
    late = selectors.late_rows(rows)
    waits = selectors.waits_for_look(found)
    in_charge = found.closed_at is None and selectors.is_in_charge(user, found)
    looks = waits and selectors.may_close(user, found)
    context = {
        "plan": found,
        "rows": rows,
        "late": late,
        "mended": len(rows) - late,
        "notes": selectors.notes_of(found),
        "progress": (progress or ProgressForm()) if in_charge else progress,
        "look": (look or LookForm()) if looks else look,
    }
    return render(request, "cases/plans/plan.html", context, status=status)


@require_POST
@permission_required(READ_PLAN)
def plan_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Record what was done so far."""
    found = _found(request, pk)
    if not selectors.is_in_charge(cast(Any, request.user), found):
        raise PermissionDenied(_("Who is in charge of the plan records its progress."))
    form = ProgressForm(request.POST)
    if form.is_valid():
        try:
            services.note_progress(
                actor=cast(Any, request.user), plan=found, words=form.cleaned_data["words"]
            )
        except ValidationError as refused:
            take_refusal(form, refused)
        else:
            messages.success(request, _("Recorded. Whoever opened the plan was told."))
            return redirect("cases:plan", pk=pk)
    return _page(request, found, progress=form, status=422)


@require_POST
@permission_required(OPEN_PLAN)
def plan_look(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the plan, or send it back."""
    found = _found(request, pk)
    form = LookForm(request.POST)
    if form.is_valid():
        try:
            services.look_at(actor=cast(Any, request.user), plan=found, **form.cleaned_data)
        except ValidationError as refused:
            take_refusal(form, refused)
        else:
            messages.success(request, _("Recorded."))
            return redirect("cases:plan", pk=pk)
    return _page(request, found, look=form, status=422)
