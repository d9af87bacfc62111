"""Who reported a clue, for the petition office: each look is on record."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cases.filters.reporters import ReporterFilter
from cases.forms import reporters as forms
from cases.forms.fields import take_refusal
from cases.permissions import READ_REPORTER
from cases.selectors import reporters as selectors
from cases.selectors.matches import is_told_elsewhere
from cases.services import reporters as services
from cases.tables.reporters import ReporterTable
from cases.workflow import CONCLUDED
from supervision.web.views.access import PermissionRequiredMixin, permission_required
from supervision.web.views.lists import Empty, ListPage


class ReporterList(PermissionRequiredMixin, ListPage):
    """Every named report of the account's petition office, without who reported."""

    permission = READ_REPORTER
    title = gettext_lazy("Named reports")
    template_name = "cases/reporter/list.html"
    table_class = ReporterTable
    filterset_class = ReporterFilter
    empty = Empty(
        gettext_lazy("No named report was registered"),
        gettext_lazy("A named reporter is told of the acceptance and of the result, in time."),
        icon="message",
    )

    def get_queryset(self) -> QuerySet[Any]:
        """Return the named reports of the account's office."""
        return selectors.as_listed(selectors.reporters_visible_to(cast(Any, self.request.user)))


def _found(request: HttpRequest, number: str) -> Any:
    rows = selectors.reporters_visible_to(cast(Any, request.user))
    return get_object_or_404(rows, clue__number=number)


@never_cache
@permission_required(READ_REPORTER)
@require_safe
def reporter(request: HttpRequest, number: str) -> HttpResponse:
    """Show who reported, and what the reporter was told."""
    found = _found(request, number)
    services.open_reporter(actor=cast(Any, request.user), reporter=found)
    return render(request, "cases/reporter/reporter.html", _context(found))


def _context(found: Any) -> dict[str, Any]:
    notices = {row.of_result: row for row in found.notices.select_related("told_by")}
    is_repeat = is_told_elsewhere(found.clue)
    is_concluded = found.clue.status in CONCLUDED
    return {
        "reporter": found,
        "clue": found.clue,
        "accepted": notices.get(False),
        "result": notices.get(True),
        "objections": found.objections.select_related("noted_by").order_by("pk"),
        "clocks": selectors.clocks_of(found),
        "is_repeat": is_repeat,
        "is_concluded": is_concluded,
        "may_accept": not is_repeat and False not in notices,
        "may_result": not is_repeat and is_concluded and True not in notices,
        "may_object": True in notices,
    }


@never_cache
@permission_required(READ_REPORTER)
@require_http_methods(["GET", "POST"])
def reporter_tell(request: HttpRequest, number: str, what: str) -> HttpResponse:
    """Record that the reporter was told of the acceptance, or of the result."""
    found = _found(request, number)
    form = forms.NoticeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.tell_reporter(
                actor=cast(Any, request.user),
                reporter=found,
                of_result=what == "result",
                **form.cleaned_data,
            )
        except ValidationError as refusal:
            take_refusal(form, refusal)
        else:
            messages.success(request, _("Recorded; the term is kept."))
            return redirect("cases:reporter", number=number)
    context = {"clue": found.clue, "form": form, "what": what}
    status = 422 if form.is_bound else 200
    return render(request, "cases/reporter/tell.html", context, status=status)


@never_cache
@permission_required(READ_REPORTER)
@require_http_methods(["GET", "POST"])
def reporter_object(request: HttpRequest, number: str) -> HttpResponse:
    """Take down what the reporter has against the result."""
    found = _found(request, number)
    form = forms.ObjectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.note_objection(
                actor=cast(Any, request.user), reporter=found, **form.cleaned_data
            )
        except ValidationError as refusal:
            take_refusal(form, refusal)
        else:
            messages.success(request, _("The objection is recorded."))
            return redirect("cases:reporter", number=number)
    context = {"clue": found.clue, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "cases/reporter/object.html", context, status=status)
