"""Patrols: the list, opening one, its progress, closing it."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accountability.filters.patrols import PatrolFilter, ReadingFilter
from accountability.forms.patrols import CloseForm, PatrolForm
from accountability.permissions import OVERSEE, PATROL
from accountability.selectors import patrols as selectors
from accountability.selectors import spot_checks
from accountability.services import patrols as services
from accountability.tables.patrols import PatrolTable, ReadingTable
from supervision.web.views.access import PermissionRequiredMixin, permission_required
from supervision.web.views.lists import Empty, ListPage

READERS = (PATROL, OVERSEE)


class PatrolList(PermissionRequiredMixin, ListPage):
    """Every patrol, with how far it has come."""

    permission = READERS
    title = gettext_lazy("Patrols of filings")
    template_name = "accountability/patrols/list.html"
    table_class = PatrolTable
    filterset_class = PatrolFilter
    export_url_name = "accountability:patrols_export"
    empty = Empty(
        gettext_lazy("No patrol yet"),
        gettext_lazy("Open one: choose the days and the units whose filings are to be read."),
        icon="eye",
    )

    def get_queryset(self) -> QuerySet[Any]:
        """Return the patrols in scope."""
        return selectors.patrols_visible_to(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add whether the account may open one."""
        may_patrol = cast(Any, self.request.user).can(PATROL)
        return super().get_context_data(may_patrol=may_patrol, **kwargs)


class ReadingList(PermissionRequiredMixin, ListPage):
    """Every verdict in force, of all patrols."""

    permission = READERS
    title = gettext_lazy("What patrols have read")
    template_name = "accountability/patrols/readings.html"
    table_class = ReadingTable
    filterset_class = ReadingFilter
    export_url_name = "accountability:patrol_readings_export"
    empty = Empty(
        gettext_lazy("Nothing has been read yet"),
        gettext_lazy("Each verdict of a patrol is a row here."),
        icon="eye",
    )

    def get_queryset(self) -> QuerySet[Any]:
        """Return the readings in scope."""
        return selectors.readings_visible_to(self.request.user)


@permission_required(PATROL)
def patrol_new(request: HttpRequest) -> HttpResponse:
    """Open a patrol."""
    actor = cast(Any, request.user)
    form = PatrolForm(request.POST or None, user=actor)
    if request.method == "POST" and form.is_valid():
        try:
            found = services.open_patrol(actor=actor, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        else:
            messages.success(request, _("The patrol is open. Take the first filing."))
            return redirect("accountability:patrol", pk=found.pk)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "accountability/patrols/new.html", {"form": form}, status=status)


@require_safe
@permission_required(READERS)
def patrol(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a patrol: progress by unit, what lies on whose desk, draws, problems."""
    return _page(request, pk, CloseForm())


@require_POST
@permission_required(PATROL)
def patrol_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a patrol."""
    found = get_object_or_404(selectors.patrols_visible_to(request.user), pk=pk)
    form = CloseForm(request.POST)
    if form.is_valid():
        try:
            services.close_patrol(actor=cast(Any, request.user), patrol=found, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The patrol is closed."))
            return redirect("accountability:patrol", pk=pk)
    return _page(request, pk, form)


def _page(request: HttpRequest, pk: int, form: CloseForm) -> HttpResponse:
    user = cast(Any, request.user)
    found = get_object_or_404(selectors.patrols_visible_to(user), pk=pk)
    is_open = found.finished_at is None
    may_patrol = user.can(PATROL)
    readings = selectors.readings_visible_to(user).filter(entry__round=found)
    context = {
        "patrol": found,
        "pk": str(found.pk),
        "form": form,
        "is_open": is_open,
        "may_patrol": may_patrol,
        "units": found.units.order_by("position"),
        "progress": selectors.progress_of(found),
        "desks": selectors.desks_of(found) if is_open else [],
        "waiting": selectors.waiting(found, user).count() if is_open and may_patrol else 0,
        "samples": selectors.samples_of(found),
        "problems": readings.exclude(verdict="in_order")[:12],
        "open_checks": spot_checks.open_checks(found),
    }
    status = 422 if form.is_bound else 200
    return render(request, "accountability/patrols/patrol.html", context, status=status)
