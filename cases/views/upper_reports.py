"""Reports that belong to the upper level: counted, handed up, and nothing else."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from cases.filters.upper_reports import UpperReportFilter
from cases.forms.fields import take_refusal
from cases.forms.reporters import HandUpForm, UpperReportForm
from cases.permissions import READ_REPORTER
from cases.selectors.upper_reports import upper_reports
from cases.services import upper_reports as services
from cases.tables.upper_reports import UpperReportTable
from supervision.web.views.access import PermissionRequiredMixin, permission_required
from supervision.web.views.lists import Empty, ListPage


class UpperReportList(PermissionRequiredMixin, ListPage):
    """Every report that was counted, with its light."""

    permission = READ_REPORTER
    title = gettext_lazy("Reports for the upper level")
    template_name = "cases/upper/list.html"
    table_class = UpperReportTable
    filterset_class = UpperReportFilter
    empty = Empty(
        gettext_lazy("No report for the upper level came in"),
        gettext_lazy("Nothing of such a report is entered here but its day and its way up."),
        icon="mail-forward",
    )

    def get_queryset(self) -> QuerySet[Any]:
        """Return the reports with their light."""
        return upper_reports(cast(Any, self.request.user))


@permission_required(READ_REPORTER)
@require_http_methods(["GET", "POST"])
def upper_report_new(request: HttpRequest) -> HttpResponse:
    """Count a report; which of the two kinds comes with the address."""
    about_own_head = request.GET.get("about") == "own-head"
    form = UpperReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.note_upper_report(
                actor=cast(Any, request.user), about_own_head=about_own_head, **form.cleaned_data
            )
        except ValidationError as refusal:
            take_refusal(form, refusal)
        else:
            messages.success(request, _("Counted. The clock for handing it up runs."))
            return redirect("cases:upper_reports")
    context = {"form": form, "about_own_head": about_own_head}
    status = 422 if form.is_bound else 200
    return render(request, "cases/upper/new.html", context, status=status)


@permission_required(READ_REPORTER)
@require_http_methods(["GET", "POST"])
def upper_report_hand_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that a report went up."""
    found = get_object_or_404(upper_reports(cast(Any, request.user)), pk=pk)
    form = HandUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.hand_up(actor=cast(Any, request.user), report=found, **form.cleaned_data)
        except ValidationError as refusal:
            take_refusal(form, refusal)
        else:
            messages.success(request, _("Noted as handed up."))
            return redirect("cases:upper_reports")
    context = {"form": form, "report": found}
    status = 422 if form.is_bound else 200
    return render(request, "cases/upper/hand_up.html", context, status=status)
