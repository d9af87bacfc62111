"""Assessments: plan, groups, slips, refused attempts."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accountability.forms.assessments import AssessmentForm, GroupForm, ReplanForm
from accountability.permissions import OVERSEE, PLAN_ASSESSMENT
from accountability.selectors import assessments as selectors
from accountability.services import assessments as services
from supervision import clock
from supervision.accounts.views.sudo import sudo_required
from supervision.web.views.access import permission_required


def _found(request: HttpRequest, pk: int) -> Any:
    return get_object_or_404(selectors.assessments_visible_to(request.user), pk=pk)


@require_safe
@permission_required(OVERSEE)
def assessments(request: HttpRequest) -> HttpResponse:
    """List the assessments with their locks."""
    rows = selectors.assessments_visible_to(request.user)
    return render(request, "accountability/assessments.html", {"rows": rows, "now": clock.now()})


@permission_required(PLAN_ASSESSMENT)
def assessment_new(request: HttpRequest) -> HttpResponse:
    """Plan an assessment."""
    form = AssessmentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            found = services.plan(
                actor=cast(Any, request.user), **{**data, "units": list(data["units"])}
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The assessment is planned; filing closes by itself."))
            return redirect("accountability:assessment", pk=found.pk)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "accountability/assessment_new.html", {"form": form}, status=status)


@require_safe
@permission_required(OVERSEE)
def assessment(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an assessment: lock, units, groups with accounts, refused attempts."""
    found = _found(request, pk)
    now = clock.now()
    context = {
        "assessment": found,
        "units": found.units.order_by("position"),
        "indicators": found.indicators.order_by("position"),
        "groups": selectors.groups_of(found),
        "attempts": selectors.attempts_of(found)[:50],
        "now": now,
        "is_fixed": found.locks_at <= now or found.status != "planned",
        "is_over": found.unlocks_at <= now,
        "may_plan": cast(Any, request.user).can(PLAN_ASSESSMENT),
    }
    return render(request, "accountability/assessment.html", context)


@permission_required(PLAN_ASSESSMENT)
def assessment_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Move an assessment whose lock has not begun."""
    found = _found(request, pk)
    form = ReplanForm(
        request.POST or None, initial={"check_on": found.check_on, "ends_on": found.ends_on}
    )
    if request.method == "POST" and form.is_valid():
        actor = cast(Any, request.user)
        try:
            services.replan(actor=actor, assessment=found, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The assessment was moved."))
            return redirect("accountability:assessment", pk=pk)
    context = {"assessment": found, "form": form}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "accountability/assessment_edit.html", context, status=status)


@require_POST
@permission_required(PLAN_ASSESSMENT)
def assessment_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel an assessment whose lock has not begun."""
    found = _found(request, pk)
    actor = cast(Any, request.user)
    _act(
        request,
        lambda: services.cancel(actor=actor, assessment=found),
        _("The assessment was cancelled."),
    )
    return redirect("accountability:assessment", pk=pk)


@permission_required(PLAN_ASSESSMENT)
def group_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Form a group."""
    found = _found(request, pk)
    form = GroupForm(request.POST or None, assessment=found)
    if request.method == "POST" and form.is_valid():
        actor = cast(Any, request.user)
        try:
            services.form_group(actor=actor, assessment=found, **form.as_group())
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        else:
            messages.success(request, _("The group is formed. Issue its accounts when needed."))
            return redirect("accountability:assessment", pk=pk)
    context = {"assessment": found, "form": form}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "accountability/group_new.html", context, status=status)


@never_cache
@require_POST
@permission_required(PLAN_ASSESSMENT)
@sudo_required
def group_issue(request: HttpRequest, pk: int, group: int) -> HttpResponse:
    """Issue the group's accounts and show the slips, once."""
    found = _found(request, pk)
    chosen = get_object_or_404(found.groups, pk=group)
    try:
        slips = services.issue_accounts(actor=cast(Any, request.user), group=chosen)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("accountability:assessment", pk=pk)
    if not slips:
        messages.info(request, _("Every member has an account; slips are printed only once."))
        return redirect("accountability:assessment", pk=pk)
    context = {"assessment": found, "group": chosen, "slips": slips, "units": chosen.units.all()}
    return render(request, "accountability/slips.html", context)


@require_POST
@permission_required(PLAN_ASSESSMENT)
@sudo_required
def member_revoke(request: HttpRequest, pk: int, group: int, member: int) -> HttpResponse:
    """End a member's account now."""
    found = _found(request, pk)
    chosen = get_object_or_404(found.groups, pk=group)
    person = get_object_or_404(chosen.members.filter(account__isnull=False), pk=member)
    actor = cast(Any, request.user)
    _act(
        request,
        lambda: services.revoke(actor=actor, account=person.account),
        _("The account ends now."),
    )
    return redirect("accountability:assessment", pk=pk)


def _act(request: HttpRequest, act: Callable[[], None], done: str) -> None:
    try:
        act()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, done)
