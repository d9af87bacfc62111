"""The office's side of an assessment: the indicator sheet and the progress of every unit."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accountability.forms.assessing import IndicatorFormSet, lines_of
from accountability.permissions import OVERSEE, PLAN_ASSESSMENT
from accountability.selectors import assessing
from accountability.selectors.assessments import assessments_visible_to
from accountability.services import indicators as services
from supervision.web.views.access import permission_required


@permission_required(PLAN_ASSESSMENT)
def indicators(request: HttpRequest, pk: int) -> HttpResponse:
    """Set the indicator sheet; its points add up to 100."""
    found = get_object_or_404(assessments_visible_to(request.user), pk=pk)
    rows = found.indicators.order_by("position").values("title", "points", "standard")
    formset = IndicatorFormSet(request.POST or None, initial=list(rows))
    refusals: list[str] = []
    if request.method == "POST" and formset.is_valid():
        try:
            services.set_indicators(
                actor=cast(Any, request.user), assessment=found, lines=lines_of(formset)
            )
        except ValidationError as error:
            refusals = error.messages
        else:
            messages.success(request, _("The indicator sheet is set."))
            return redirect("accountability:assessment", pk=pk)
    context = {
        "assessment": found,
        "formset": formset,
        "refusals": refusals,
        "is_fixed": services.has_begun(found),
    }
    status = 422 if refusals or (request.method == "POST") else 200
    return render(request, "accountability/assessing/indicators.html", context, status=status)


@require_safe
@permission_required(OVERSEE)
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far the work on every unit has come, unit by step."""
    found = get_object_or_404(assessments_visible_to(request.user), pk=pk)
    rows = assessing.sheets_visible_to(cast(Any, request.user)).filter(group__assessment=found)
    context = {"assessment": found, "rows": assessing.progress_of(rows)}
    return render(request, "accountability/assessing/progress.html", context)
