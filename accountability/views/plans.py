"""From a red figure to a plan of rectification (P12)."""

from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accountability.filters.duties import filtered as filtered_duties
from accountability.filters.findings import filtered_findings
from accountability.filters.pressing import filtered_letters
from accountability.forms.plans import PlanForm, PlanTitleForm
from accountability.permissions import RAISE_FINDING, READ, RECTIFY
from accountability.selectors import plan_causes
from accountability.selectors import plans as selectors
from accountability.selectors.letters import letters_visible_to
from accountability.services import plans as services
from accountability.services.rectification_papers import plan_file
from accountability.tables.plans import PlanTable
from supervision.web.views.access import PermissionRequiredMixin, permission_required, sent_from
from supervision.web.views.lists import Empty, ListPage

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_PLANNERS = (RECTIFY, RAISE_FINDING)


class PlanList(PermissionRequiredMixin, ListPage):
    """The plans of the units in reach, with how far each has come."""

    permission = READ
    title = gettext_lazy("Rectification plans")
    table_class = PlanTable
    empty = Empty(
        gettext_lazy("No rectification plan"),
        gettext_lazy(
            "Open a list of overdue tasks or of problems and press “Make a rectification plan”."
        ),
        icon="report-analytics",
    )

    def get_queryset(self) -> QuerySet[Any]:
        """Return the plans in reach."""
        return selectors.plans_visible_to(cast(Any, self.request.user))


@permission_required(READ)
@sent_from("accountability:findings")
def findings_pick(request: HttpRequest) -> HttpResponse:
    """Lead from the findings chosen in the list to the plan, or to the order to rectify."""
    picked = [key for key in request.POST.getlist("pick") if key.isdecimal() and len(key) < 19]
    if not picked:
        messages.error(request, _("Choose at least one row."))
        return redirect("accountability:findings")
    name = "rectification_new" if request.POST.get("act") == "ask" else "plan_new"
    query = urlencode([("finding", key) for key in picked])
    return redirect(f"{reverse(f'accountability:{name}')}?{query}")


@permission_required(_PLANNERS)
def plan_new(request: HttpRequest) -> HttpResponse:
    """Show why the rows of a red figure came about, and begin a plan a unit with them."""
    user = cast(Any, request.user)
    duties, findings = _rows(request)
    offered = selectors.by_unit(user, duties, findings)
    causes = plan_causes.analyse([duty for one in offered for duty in one.duties])
    behind = plan_causes.rows_behind(causes, request.GET.get("by", ""), request.GET.get("line", ""))
    shown = [one.only(behind) for one in offered] if behind is not None else offered
    form = PlanTitleForm(
        request.POST or None, initial={"title": _("Plan to rectify overdue tasks")}
    )
    if request.method == "POST" and form.is_valid():
        try:
            plans = services.begin(
                actor=user, chosen=_ticked(request, shown), title=form.cleaned_data["title"]
            )
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        else:
            messages.success(request, _("Begun. Write the causes and a measure for each row."))
            return _after(plans)
    kept = request.GET.copy()
    for name in ("by", "line"):
        kept.pop(name, None)
    context = {
        "form": form,
        "chosen": [one for one in shown if one.count],
        "ticked": set(request.POST.getlist("row")) if form.is_bound else None,
        "causes": causes,
        "base": f"?{kept.urlencode()}&",
        "narrowed": behind is not None,
        "most": selectors.MOST_ROWS,
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "accountability/plans/new.html", context, status=status)


def _ticked(request: HttpRequest, offered: list[selectors.Chosen]) -> list[selectors.Chosen]:
    """Keep of the offered rows those whose boxes are ticked."""
    keys = set(request.POST.getlist("row"))
    return [
        selectors.Chosen(
            one.unit,
            tuple(duty for duty in one.duties if f"duty-{duty.pk}" in keys),
            tuple(row for row in one.findings if f"finding-{row.pk}" in keys),
        )
        for one in offered
    ]


def _after(plans: list[Any]) -> HttpResponse:
    if len(plans) == 1:
        return redirect("accountability:plan_edit", pk=plans[0].pk)
    return redirect("accountability:plans")


def _rows(request: HttpRequest) -> tuple[QuerySet[Any], QuerySet[Any]]:
    """Return the rows the address names, or those of the list with the same filters."""
    user = cast(Any, request.user)
    duties, findings = selectors.duties_to_plan(user), selectors.findings_to_plan(user)
    wanted = {
        name: [key for key in request.GET.getlist(name) if key.isdecimal() and len(key) < 19]
        for name in ("duty", "finding")
    }
    if any(wanted.values()):
        return duties.filter(pk__in=wanted["duty"]), findings.filter(pk__in=wanted["finding"])
    if not request.GET:
        # Nothing was filtered or chosen: what stands red now.
        return selectors.red_now(duties), findings.none()
    if request.GET.get("of") == "letters":
        letters = filtered_letters(letters_visible_to(user), request.GET, request)
        return selectors.named_in_late_letters(duties, letters), findings.none()
    if request.GET.get("of") == "findings":
        return duties.none(), filtered_findings(findings, request.GET, request)
    return filtered_duties(duties, request.GET, request), findings.none()


def _found(request: HttpRequest, pk: int) -> Any:
    return get_object_or_404(selectors.plans_visible_to(cast(Any, request.user)), pk=pk)


@require_safe
@permission_required(READ)
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a plan: causes in figures and words, its rows, how far each has come."""
    user = cast(Any, request.user)
    found = _found(request, pk)
    rows = selectors.rows_of(found)
    causes = plan_causes.analyse([row.duty for row in rows if row.duty is not None])
    behind = plan_causes.rows_behind(causes, request.GET.get("by", ""), request.GET.get("line", ""))
    items = selectors.items_of(found)
    context = {
        "plan": found,
        "causes": causes,
        "narrowed": behind is not None,
        "rows": [
            (row, items.get(row.duty_id or row.finding_id or 0))
            for row in rows
            if behind is None or row.duty_id in behind
        ],
        "may_edit": found.status == "draft" and selectors.may_plan(user, found.unit),
    }
    return render(request, "accountability/plans/plan.html", context)


@permission_required(_PLANNERS)
def plan_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write causes and measures; what is there so far is kept."""
    found = _editable(request, pk)
    rows = selectors.rows_of(found)
    first = {"title": found.title, "causes": found.causes}
    form = PlanForm(request.POST or None, rows=rows, initial=first)
    if request.method == "POST" and form.is_valid():
        actor = cast(Any, request.user)
        data = form.cleaned_data
        try:
            services.edit(
                actor=actor,
                plan=found,
                title=data["title"],
                causes=data["causes"],
                measures=form.measures(),
            )
            if request.POST.get("act") == "submit":
                services.submit(actor=actor, plan=found)
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        else:
            messages.success(request, _("Saved."))
            return redirect("accountability:plan", pk=pk)
    causes = plan_causes.analyse([row.duty for row in rows if row.duty is not None])
    context = {"plan": found, "form": form, "causes": causes}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "accountability/plans/edit.html", context, status=status)


def _editable(request: HttpRequest, pk: int) -> Any:
    found = _found(request, pk)
    if not selectors.may_plan(cast(Any, request.user), found.unit):
        raise PermissionDenied(_("Your post does not allow this."))
    return found


@require_POST
@permission_required(_PLANNERS)
def plan_submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the plan in force."""
    found = _editable(request, pk)
    try:
        services.submit(actor=cast(Any, request.user), plan=found)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("accountability:plan_edit", pk=pk)
    messages.success(request, _("In force. Each row is now a rectification with its own light."))
    return redirect("accountability:plan", pk=pk)


@require_POST
@permission_required(_PLANNERS)
def plan_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a plan away that is not in force."""
    found = _editable(request, pk)
    try:
        services.discard(actor=cast(Any, request.user), plan=found)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("accountability:plan", pk=pk)
    messages.success(request, _("Discarded."))
    return redirect("accountability:plans")


@require_safe
@permission_required(READ)
def plan_paper(request: HttpRequest, pk: int) -> Any:
    """Hand out the plan as a Word file in the general format."""
    found = _found(request, pk)
    stream = plan_file(actor=cast(Any, request.user), plan=found)
    response = FileResponse(
        stream, as_attachment=True, filename=f"{found.number}.docx", content_type=_DOCX
    )
    response["Cache-Control"] = "private, no-store"
    return response
