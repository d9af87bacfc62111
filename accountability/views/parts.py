"""Split a duty into parts, and withdraw a part."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accountability.forms import parts as forms
from accountability.forms.checklists import take_refusal
from accountability.permissions import DECOMPOSE
from accountability.selectors import part_page
from accountability.selectors.checklists import assignments_visible_to
from accountability.selectors.duties import duties_visible_to, with_light
from accountability.selectors.parts import parts_visible_to
from accountability.services import parts as services
from accountability.services.locks import lock_of
from accountability.services.part_checks import split_fault
from supervision.accounts.permissions import require
from supervision.web.views.access import permission_required


@permission_required(DECOMPOSE)
@require_http_methods(["GET", "POST"])
def split(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the parts of a duty, row by row; “more rows” keeps what was typed."""
    user = cast(Any, request.user)
    duty = get_object_or_404(with_light(duties_visible_to(user)), pk=pk)
    require(user, DECOMPOSE, duty.unit)
    if request.method == "GET" and (fault := split_fault(duty)):
        messages.error(request, fault)
        return redirect("accountability:duty", pk=duty.pk)
    units, first = part_page.choices(user, duty)
    if request.method == "GET":
        return _page(request, duty, forms.blank_rows(units, first))
    if request.POST.get("act") == "more":
        return _page(request, duty, forms.more_rows(request.POST, units, first))
    rows = forms.sent_rows(request.POST, units, first)
    whole: list[str] = []
    if rows.is_valid():
        data = [form.data_of_part() for _place, form in rows.written()]
        try:
            created = services.split(actor=user, duty=duty, parts=data)
        except ValidationError as refused:
            whole = rows.take_refusal(refused)
        else:
            said = ngettext("%(n)s part is handed on.", "%(n)s parts are handed on.", len(created))
            messages.success(request, said % {"n": len(created)})
            return redirect("accountability:duty", pk=duty.pk)
    return _page(request, duty, rows, whole, status=422)


def _page(
    request: HttpRequest, duty: Any, rows: Any, whole: list[str] | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "duty": duty,
        "rows": rows,
        "whole": whole or [],
        "lock": lock_of(duty.unit_id),
        **part_page.surroundings(cast(Any, request.user), duty),
    }
    return render(request, "accountability/parts/split.html", context, status=status)


@permission_required(DECOMPOSE)
@require_safe
def assignment_split(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead from an assigned item to the split of its duty that ends first."""
    user = cast(Any, request.user)
    row = get_object_or_404(assignments_visible_to(user), pk=pk)
    require(user, DECOMPOSE, row.unit)
    duty = part_page.next_duty(user, row)
    if duty is None:
        messages.error(request, _("This item has no open task to split."))
        return redirect("accountability:assignments")
    return redirect("accountability:duty_split", pk=duty.pk)


@permission_required(DECOMPOSE)
@require_http_methods(["GET", "POST"])
def part_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the reason, then withdraw the part."""
    user = cast(Any, request.user)
    part = get_object_or_404(parts_visible_to(user), duty_id=pk)
    require(user, DECOMPOSE, part.parent.unit)
    form = forms.WithdrawPartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.withdraw_part(actor=user, part=part, reason=form.cleaned_data["reason"])
        except ValidationError as refused:
            take_refusal(form, refused)
        else:
            messages.success(request, _("The part is withdrawn."))
            return redirect("accountability:duty", pk=part.parent_id)
    context = {"part": part, "duty": part.duty, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "accountability/parts/withdraw.html", context, status=status)
