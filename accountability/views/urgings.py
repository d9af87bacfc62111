"""Urging: from the chosen tasks to the form, and every urging as a list."""

from typing import Any, cast
from urllib.parse import urlencode

import django_filters
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accountability.filters.pressing import UrgingFilter
from accountability.forms.pressing import UrgeForm
from accountability.permissions import DRAFT_PAPER, READ, URGE
from accountability.selectors import urgings
from accountability.services import urgings as services
from accountability.tables.pressing import UrgingTable
from supervision.web.views.access import PermissionRequiredMixin, permission_required, sent_from
from supervision.web.views.lists import Empty, ListPage

#: So many tasks are pressed in one go at most.
MOST = 200


class UrgingList(PermissionRequiredMixin, ListPage):
    """Every urging, for the office and the unit concerned."""

    permission = READ
    title = _("Urgings")
    table_class = UrgingTable
    filterset_class: type[django_filters.FilterSet] = UrgingFilter
    export_url_name = "accountability:urgings_export"
    empty = Empty(
        _("Nobody was urged yet"),
        _("Choose overdue tasks on the list of tasks and urge their units there."),
        icon="bell",
    )

    def get_queryset(self) -> QuerySet[Any]:
        """Return the urgings in scope."""
        return urgings.urgings_visible_to(cast(Any, self.request.user))


@permission_required((URGE, DRAFT_PAPER))
@sent_from("accountability:duties")
def press(request: HttpRequest) -> HttpResponse:
    """Go from the tasks ticked on a list to the form of the chosen act."""
    picked = [
        ("duty", pk) for pk in request.POST.getlist("pick") if pk.isdecimal() and len(pk) < 19
    ][:MOST]
    letters = request.POST.get("act") == "letters"
    page = reverse("accountability:letters_new" if letters else "accountability:urge")
    return redirect(f"{page}?{urlencode(picked)}")


def numbers(values: list[str]) -> set[int]:
    """Return what of the values is a key, at most so many as are pressed in one go."""
    return {int(value) for value in values[:MOST] if value.isdecimal() and len(value) < 19}


@require_http_methods(["GET", "POST"])
@permission_required(URGE)
def urge(request: HttpRequest) -> HttpResponse:
    """Urge the chosen tasks, several at once."""
    given = request.POST if request.method == "POST" else request.GET
    chosen = urgings.to_urge(cast(Any, request.user), numbers(given.getlist("duty")))
    form = UrgeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            done = services.urge(actor=cast(Any, request.user), duties=chosen, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused.messages)
        else:
            words = ngettext("%(n)d task urged.", "%(n)d tasks urged.", len(done))
            messages.success(request, words % {"n": len(done)})
            if len(done) == 1:
                return redirect("accountability:duty", pk=done[0].duty_id)
            return redirect("accountability:urgings")
    context = {"form": form, "rows": [(duty, services.why_not(duty)) for duty in chosen]}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "accountability/urgings/urge.html", context, status=status)
