"""Trace a later problem back through the record (A32)."""

from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from accountability.filters.traces import TraceFilter
from accountability.forms.traces import DayForm, TraceForm
from accountability.permissions import TRACE_BACK
from accountability.selectors import traces as selectors
from accountability.services import traces as services
from accountability.tables.traces import TraceTable
from supervision import clock
from supervision.web.views.access import PermissionRequiredMixin, permission_required
from supervision.web.views.lists import Empty, ListPage


class TraceList(PermissionRequiredMixin, ListPage):
    """Every trace that was ever begun."""

    permission = TRACE_BACK
    title = _("Traces")
    template_name = "accountability/traces/list.html"
    table_class = TraceTable
    filterset_class = TraceFilter
    export_url_name = "accountability:traces_export"
    empty = Empty(
        _("Nothing has been traced yet"),
        _("When a problem comes to light later, follow it back: who filed, rated, read, checked."),
        icon="zoom-in",
        action_label=_("Trace a problem back"),
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
    return render(request, "accountability/traces/new.html", {"form": form})


@require_safe
@permission_required(TRACE_BACK)
def trace(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what the record answers, and what was known on the day; the reading is recorded."""
    user = cast(Any, request.user)
    found = get_object_or_404(selectors.traces_visible_to(user), pk=pk)
    form = DayForm(request.GET if "on" in request.GET else None, initial={"on": found.known_on})
    day = found.known_on
    if form.is_bound and form.is_valid():
        day = min(form.cleaned_data["on"], clock.today())
    services.open_trace(actor=user, trace=found)
    context = {
        "trace": found,
        "form": form,
        "day": day,
        "traced": selectors.follow(user, found, day),
        "reads_audit": user.can("audit.read"),
    }
    return render(request, "accountability/traces/trace.html", context)
