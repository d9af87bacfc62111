"""Extensions and pauses: the open list, asking, deciding."""

from typing import Any, cast

import django_filters
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accountability.enums import ChangeKind, ChangeStatus
from accountability.forms.changes import ChangeRequestForm, DecisionForm
from accountability.permissions import DECIDE_CHANGE, READ, REQUEST_CHANGE
from accountability.selectors import changes, duties
from accountability.selectors.parts import open_parts
from accountability.services import changes as services
from accountability.tables.changes import ChangeTable
from supervision.web.views.access import PermissionRequiredMixin, permission_required
from supervision.web.views.lists import Empty, ListPage


class ChangeFilter(django_filters.FilterSet):
    """By kind, status and unit."""

    kind = django_filters.ChoiceFilter(label=gettext_lazy("Kind"), choices=ChangeKind.choices)
    status = django_filters.ChoiceFilter(label=gettext_lazy("Status"), choices=ChangeStatus.choices)
    unit = django_filters.CharFilter(
        label=gettext_lazy("Unit"), field_name="duty__unit__name", lookup_expr="icontains"
    )


class ChangeList(PermissionRequiredMixin, ListPage):
    """Every request that was ever made, for the office and the unit concerned."""

    permission = READ
    title = gettext_lazy("Extensions and pauses")
    table_class = ChangeTable
    filterset_class = ChangeFilter
    empty = Empty(
        gettext_lazy("No extension and no pause"),
        gettext_lazy("Whoever asks for more time is listed here, with the person who decided."),
        icon="hourglass",
    )

    def get_queryset(self) -> QuerySet[Any]:
        """Return the requests in scope."""
        return changes.changes_visible_to(cast(Any, self.request.user))


@permission_required(REQUEST_CHANGE)
def change_request(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for an extension or a pause of a task."""
    user = cast(Any, request.user)
    duty = get_object_or_404(duties.with_light(duties.duties_visible_to(user)), pk=pk)
    form = ChangeRequestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            change = services.request_change(actor=user, duty=duty, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The request waits for a second person."))
            return redirect("accountability:change", pk=change.pk)
    context = {"duty": duty, "form": form, "parts_open": open_parts(duty)}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "accountability/change_request.html", context, status=status)


@require_safe
@permission_required(READ)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a request with both persons, its reason and its effect."""
    user = cast(Any, request.user)
    found = get_object_or_404(changes.changes_visible_to(user), pk=pk)
    pending = found.status == ChangeStatus.PENDING
    reach = user.can_in(DECIDE_CHANGE, found.duty.unit)
    context = {
        "change": found,
        "form": DecisionForm(),
        "may_decide": pending and reach and changes.may_decide_on(user, found),
        "is_own": pending and found.requested_by_id == user.pk,
        "may_resume": reach
        and found.kind == ChangeKind.PAUSE
        and found.status == ChangeStatus.APPROVED
        and found.resumed_at is None
        and found.duty.closed_at is None,
    }
    return render(request, "accountability/change.html", context)


@require_POST
@permission_required(DECIDE_CHANGE)
def change_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve or refuse."""
    user = cast(Any, request.user)
    found = get_object_or_404(changes.changes_visible_to(user), pk=pk)
    form = DecisionForm(request.POST)
    act = request.POST.get("act")
    if act not in ("approve", "refuse"):
        form.add_error(None, _("Choose to approve or to refuse."))
    if form.is_valid():
        try:
            services.decide(
                actor=user,
                change=found,
                approve=act == "approve",
                opinion=form.cleaned_data["opinion"],
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The decision is recorded."))
            return redirect("accountability:change", pk=pk)
    context = {"change": found, "form": form, "may_decide": True}
    return render(request, "accountability/change.html", context, status=422)


@require_POST
@permission_required(REQUEST_CHANGE)
def change_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back one's own request."""
    user = cast(Any, request.user)
    found = get_object_or_404(changes.changes_visible_to(user), pk=pk)
    _act(request, lambda: services.withdraw_request(actor=user, change=found))
    return redirect("accountability:change", pk=pk)


@require_POST
@permission_required(DECIDE_CHANGE)
def change_resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a paused clock run again."""
    user = cast(Any, request.user)
    found = get_object_or_404(changes.changes_visible_to(user), pk=pk)
    _act(request, lambda: services.resume(actor=user, change=found))
    return redirect("accountability:change", pk=pk)


def _act(request: HttpRequest, act: Any) -> None:
    try:
        act()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Done and recorded."))
