"""Trace a later problem back through the record (A32)."""

import datetime as dt
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accountability.filters.traces import TraceFilter
from accountability.forms.traces import DayForm, TraceForm
from accountability.permissions import DRAFT_PAPER, TRACE_BACK
from accountability.selectors import traces as selectors
from accountability.selectors.papers import about_record
from accountability.services import trace_reports
from accountability.services import traces as services
from accountability.tables.traces import TraceTable
from supervision import clock
from supervision.web.views.access import PermissionRequiredMixin, permission_required
from supervision.web.views.lists import Empty, ListPage


class TraceList(PermissionRequiredMixin, ListPage):
    """Every trace that was ever begun."""

    permission = TRACE_BACK
    title = gettext_lazy("Traces")
    template_name = "accountability/traces/list.html"
    table_class = TraceTable
    filterset_class = TraceFilter
    export_url_name = "accountability:traces_export"
    empty = Empty(
        gettext_lazy("Nothing has been traced yet"),
        gettext_lazy(
            "When a problem comes to light later, follow it back: who filed, rated, read, checked."
        ),
        icon="zoom-in",
        action_label=gettext_lazy("Trace a problem back"),
        action_url_name="accountability:trace_new",
    )

    def get_queryset(self) -> QuerySet[Any]:
        """Return the traces in scope."""
        return selectors.traces_visible_to(self.request.user)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(TRACE_BACK)
def trace_new(request: HttpRequest) -> HttpResponse:
    """Begin a trace; opened from a record it starts with that record."""
    user = cast(Any, request.user)
    if request.method == "POST":
        form = TraceForm(request.POST, user=user)
        if form.is_valid():
            try:
                found = services.begin_trace(actor=user, **form.cleaned_data)
            except ValidationError as error:
                form.add_error(None, ValidationError(error.messages))
            else:
                return redirect("accountability:trace", pk=found.pk)
    else:
        form = TraceForm(user=user, initial=selectors.start_of(user, request.GET.dict()))
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "accountability/traces/new.html", {"form": form}, status=status)


@require_safe
@permission_required(TRACE_BACK)
def trace(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what the record answers, and what was known on the day; the reading is recorded."""
    user = cast(Any, request.user)
    found = get_object_or_404(selectors.traces_visible_to(user), pk=pk)
    day, form = _day(found, request.GET)
    services.open_trace(actor=user, trace=found)
    context = {
        "trace": found,
        "form": form,
        "traced": selectors.follow(user, found, day),
        "reads_audit": user.can("audit.read"),
        "may_report": user.can_in(DRAFT_PAPER, found.unit),
        "reports": about_record(user, found),
    }
    return render(request, "accountability/traces/trace.html", context)


@require_POST
@permission_required(DRAFT_PAPER)
def trace_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft the report on the trace, with what was known on the day that the page showed."""
    user = cast(Any, request.user)
    found = get_object_or_404(selectors.traces_visible_to(user), pk=pk)
    day, _form = _day(found, request.POST)
    try:
        paper = trace_reports.draft_report(actor=user, trace=found, day=day)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(f"{reverse('accountability:trace', args=[pk])}?on={day.isoformat()}")
    messages.success(
        request, _("Drafted. Add the opinion, check the words, then hand it to a signer.")
    )
    return redirect("documents:document", pk=paper.pk)


def _day(found: Any, said: QueryDict) -> tuple[dt.date, DayForm]:
    """Return the day whose knowledge is asked for: the one chosen, else the trace's own."""
    form = DayForm(said if "on" in said else None, initial={"on": found.known_on})
    if form.is_bound and form.is_valid():
        return min(form.cleaned_data["on"], clock.today()), form
    return found.known_on, form
