"""Rounds of scores: the unit's own, the office's, and all sides beside one another."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accountability.forms.checklists import take_refusal
from accountability.forms.scores import PointsForm, RoundForm
from accountability.permissions import EDIT_SCHEME, READ, SCORE, SELF_SCORE
from accountability.score_enums import ScoreSide
from accountability.selectors import overview
from accountability.selectors import score_rounds as selectors
from accountability.selectors.avoidance import may_decide
from accountability.services import score_rounds as services
from accountability.services.own_cause import check_may_decide
from supervision import clock
from supervision.web.views.access import permission_required


def _round(request: HttpRequest, pk: int) -> Any:
    return get_object_or_404(selectors.rounds_visible_to(request.user), pk=pk)


@require_safe
@permission_required(READ)
def rounds(request: HttpRequest) -> HttpResponse:
    """List the rounds with how many have scored."""
    context = {
        "rows": selectors.rounds_visible_to(request.user),
        "waiting": selectors.to_score_itself(request.user),
        "today": clock.today(),
    }
    return render(request, "accountability/rounds/rounds.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(EDIT_SCHEME)
def round_new(request: HttpRequest) -> HttpResponse:
    """Open a round."""
    form = RoundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            found = services.open_round(actor=cast(Any, request.user), **form.cleaned_data)
        except ValidationError as refused:
            take_refusal(form, refused)
        else:
            messages.success(request, _("The round is open; the units have been told."))
            return redirect("accountability:round", pk=found.pk)
    status = 422 if form.is_bound else 200
    return render(request, "accountability/rounds/new.html", {"form": form}, status=status)


@require_safe
@permission_required(READ)
def round_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show all three sides of every unit in reach, and where they differ."""
    user = cast(Any, request.user)
    found = _round(request, pk)
    rows = selectors.comparisons(user, found)
    if request.GET.get("order") == "gap":
        rows.sort(key=lambda row: (row.difference is None, -(row.difference or 0)))
    context = {
        "round": found,
        "rows": rows,
        "order": request.GET.get("order", ""),
        "categories": found.categories.all(),
        "doubts": sum(row.is_doubtful for row in rows),
        "may_self": selectors.to_score_itself(user).filter(pk=found.pk).exists(),
        "may_score": user.can(SCORE),
    }
    return render(request, "accountability/rounds/round.html", context)


@require_safe
@permission_required(READ)
def round_unit(request: HttpRequest, pk: int, unit: int) -> HttpResponse:
    """Show what each side gave one unit, category by category."""
    user = cast(Any, request.user)
    found = _round(request, pk)
    chosen = get_object_or_404(overview.responsible_units(user), pk=unit)
    context = {
        "round": found,
        "unit": chosen,
        "own": selectors.given(user, found, chosen, ScoreSide.SELF),
        "office": selectors.given(user, found, chosen, ScoreSide.OFFICE),
        "history": selectors.history(found, chosen),
        "may_score": user.can_in(SCORE, chosen)
        and may_decide(user, selectors.matter_of(found, chosen)),
    }
    return render(request, "accountability/rounds/unit.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(SELF_SCORE)
def self_score(request: HttpRequest, pk: int) -> HttpResponse:
    """Score one's own unit, once."""
    user = cast(Any, request.user)
    found = _round(request, pk)
    unit = user.home_unit
    if unit is None or not user.can_in(SELF_SCORE, unit):
        raise PermissionDenied(_("Your post does not allow this."))
    form = PointsForm(request.POST or None, categories=list(found.categories.all()))
    if request.method == "POST" and form.is_valid():
        try:
            services.score_self(
                actor=user,
                round=found,
                unit=unit,
                points=form.as_points(),
                note=form.cleaned_data["note"],
            )
        except ValidationError as refused:
            take_refusal(form, refused)
        else:
            messages.success(request, _("Your unit's own score is handed in."))
            return redirect("accountability:round_unit", pk=pk, unit=unit.pk)
    context = {"round": found, "unit": unit, "form": form, "is_own": True}
    status = 422 if form.is_bound else 200
    return render(request, "accountability/rounds/give.html", context, status=status)


@require_http_methods(["GET", "POST"])
@permission_required(SCORE)
def office_score(request: HttpRequest, pk: int, unit: int) -> HttpResponse:
    """Score a unit for the office."""
    user = cast(Any, request.user)
    found = _round(request, pk)
    chosen = get_object_or_404(overview.responsible_units(user), pk=unit)
    check_may_decide(user, selectors.matter_of(found, chosen), about=found, unit=chosen)
    before = selectors.given(user, found, chosen, ScoreSide.OFFICE)
    form = PointsForm(request.POST or None, categories=list(found.categories.all()), before=before)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            services.score_unit(
                actor=user,
                round=found,
                unit=chosen,
                points=form.as_points(),
                note=data["note"],
                expected=data["expected"],
            )
        except ValidationError as refused:
            take_refusal(form, refused)
        else:
            messages.success(request, _("The office's score is given."))
            return redirect("accountability:round_unit", pk=pk, unit=unit)
    context = {"round": found, "unit": chosen, "form": form, "before": before}
    status = 422 if form.is_bound else 200
    return render(request, "accountability/rounds/give.html", context, status=status)
