"""The ladder: every unit with what comes next, one unit's steps and papers, the thresholds."""

from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accountability.enums import EscalationStep
from accountability.forms.falsifications import LateNoticeForm
from accountability.forms.pressing import ActionForm, ThresholdsForm
from accountability.permissions import (
    DRAFT_PAPER,
    EDIT_SCHEME,
    OVERSEE,
    READ,
    SIGN_PAPER,
    SUMMON,
    URGE,
)
from accountability.selectors import (
    escalation,
    falsifications,
    letters,
    papers,
    summonses,
    urgings,
)
from accountability.selectors.duties import duties_visible_to
from accountability.selectors.overview import responsible_units
from accountability.services import escalation as services
from accountability.services import summonses as actions
from accountability.views.urgings import numbers
from supervision import clock
from supervision.deadlines.enums import Light
from supervision.deadlines.sql import light_q
from supervision.web.views.access import check, permission_required


@require_http_methods(["GET", "POST"])
@permission_required(OVERSEE)
def ladder(request: HttpRequest) -> HttpResponse:
    """List the units with their steps of this year; draft the next step for a selection."""
    user = cast(Any, request.user)
    if request.method == "POST":
        check(request, (URGE, DRAFT_PAPER))
        return _draft(request)
    rows = escalation.ladder_of(user)
    step = request.GET.get("step", "")
    everybody = request.GET.get("all") == "1"
    if step:
        shown = [row for row in rows if row.next and row.next.step == step]
    else:
        shown = [row for row in rows if everybody or row.is_pressed]
    context = {
        "rows": shown,
        "steps": list(EscalationStep),
        "step": step,
        "everybody": everybody,
        "waiting": sum(1 for row in rows if row.next),
        "may_press": user.can(DRAFT_PAPER) or user.can(URGE),
    }
    return render(request, "accountability/escalation/ladder.html", context)


def _draft(request: HttpRequest) -> HttpResponse:
    """Lead from the ticked units to the form of the chosen step; nothing is issued here."""
    units = sorted(numbers(request.POST.getlist("unit")))
    act = request.POST.get("act", "")
    if not units:
        messages.error(request, _("Choose at least one unit."))
        return redirect("accountability:ladder")
    if act == EscalationStep.URGING:
        late = duties_visible_to(cast(Any, request.user)).filter(
            light_q(Light.RED, clock.now()), unit__in=units
        )
        query = urlencode([("duty", pk) for pk in late.values_list("pk", flat=True)])
        return redirect(f"{reverse('accountability:urge')}?{query}")
    page = "late_notices" if act == EscalationStep.NOTICE else "letters_new"
    query = urlencode([("unit", pk) for pk in units])
    return redirect(f"{reverse(f'accountability:{page}')}?{query}")


@require_http_methods(["GET", "POST"])
@permission_required(DRAFT_PAPER)
def late_notices(request: HttpRequest) -> HttpResponse:
    """Draft a circulated notice about each of the units."""
    user = cast(Any, request.user)
    given = request.POST if request.method == "POST" else request.GET
    units = list(responsible_units(user).filter(pk__in=numbers(given.getlist("unit"))))
    form = LateNoticeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            drafted = services.draft_late_notices(actor=user, units=units, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused.messages)
        else:
            words = ngettext(
                "%(n)d notice is drafted and waits for its signature.",
                "%(n)d notices are drafted and wait for their signature.",
                len(drafted),
            )
            messages.success(request, words % {"n": len(drafted)})
            return redirect("accountability:ladder")
    status = 422 if form.is_bound and form.errors else 200
    context = {"form": form, "units": units}
    return render(request, "accountability/escalation/notices.html", context, status=status)


@require_http_methods(["GET", "POST"])
@permission_required(OVERSEE)
def thresholds(request: HttpRequest) -> HttpResponse:
    """Show from how much on each step is suggested; the head of the office sets it."""
    user = cast(Any, request.user)
    if request.method == "POST":
        check(request, EDIT_SCHEME)
    form = ThresholdsForm(request.POST or None, rules=escalation.rules())
    if request.method == "POST" and form.is_valid():
        try:
            services.set_thresholds(actor=user, chosen=form.chosen())
        except ValidationError as refused:
            form.add_error(None, refused.messages)
        else:
            messages.success(request, _("The thresholds are set."))
            return redirect("accountability:ladder_rules")
    context = {"form": form, "may_edit": user.can(EDIT_SCHEME)}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "accountability/escalation/thresholds.html", context, status=status)


@require_safe
@permission_required(READ)
def unit_pressing(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one unit's steps of this year and what they consisted of."""
    user = cast(Any, request.user)
    found = get_object_or_404(responsible_units(user), pk=pk)
    (row,) = escalation.ladder(responsible_units(user).filter(pk=pk))
    context = {
        "unit": found,
        "tab": "pressing",
        "row": row,
        "urgings": urgings.urgings_visible_to(user).filter(unit=found)[:10],
        "letters": [
            (one, letters.state_of(one))
            for one in letters.letters_visible_to(user).filter(unit=found)[:10]
        ],
        "falsified": falsifications.falsifications_visible_to(user).filter(unit=found)[:10],
        "talks": summonses.summonses_visible_to(user).filter(unit=found)[:40],
        "actions": summonses.actions_visible_to(user).filter(unit=found)[:10],
        "is_office": user.can(OVERSEE),
        "may_draft": user.can_in(DRAFT_PAPER, found),
        "may_summon": user.can_in(SUMMON, found),
        "may_record": user.can_in(SIGN_PAPER, found),
    }
    return render(request, "accountability/escalation/unit.html", context)


@require_safe
@permission_required(READ)
def unit_papers(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the papers about one unit and those that it received."""
    user = cast(Any, request.user)
    found = get_object_or_404(responsible_units(user), pk=pk)
    context = {
        "unit": found,
        "tab": "papers",
        "papers": papers.about_unit(user, found)[:50],
        "deliveries": papers.received_by(user, found)[:50],
    }
    return render(request, "accountability/escalation/papers.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(SIGN_PAPER)
def action_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Record an accountability action against the unit or a person of it."""
    user = cast(Any, request.user)
    found = get_object_or_404(responsible_units(user), pk=pk)
    form = ActionForm(request.POST or None, initial={"subject": found.name})
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_action(actor=user, unit=found, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("Done and recorded."))
            return redirect("accountability:unit_pressing", pk=pk)
    status = 422 if form.is_bound and form.errors else 200
    context = {"form": form, "unit": found}
    return render(request, "accountability/escalation/action.html", context, status=status)
