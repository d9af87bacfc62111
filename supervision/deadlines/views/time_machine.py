"""The time machine of demonstrations: where the portal's clock stands, and how to move it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from supervision import clock
from supervision.deadlines import services
from supervision.deadlines.forms import ClockForm
from supervision.web import formats
from supervision.web.views.access import check

MOVE = "deadlines.move_clock"
STEPS: dict[str, dict[str, Any]] = {"day": {"days": 1}, "week": {"days": 7}, "month": {"months": 1}}


@require_http_methods(["GET", "POST"])
def clock_page(request: HttpRequest) -> HttpResponse:
    """Show and move the clock; where there is no time machine there is no such page."""
    if not settings.TIME_MACHINE:
        raise Http404
    check(request, MOVE)
    form = ClockForm(request.POST if "to" in request.POST else None)
    if request.method == "POST" and _move(request, form):
        messages.success(
            request,
            _("The portal's clock now stands at %(moment)s.")
            % {"moment": formats.full_datetime(clock.now())},
        )
        return redirect("deadlines:clock")
    return render(
        request,
        "deadlines/clock.html",
        {
            "form": form,
            "now": clock.now(),
            "real_now": clock.real_now(),
            "is_moved": bool(clock.shift()),
        },
    )


def _move(request: HttpRequest, form: ClockForm) -> bool:
    """Carry out the move that was asked for; tell whether the clock moved."""
    actor: Any = request.user
    step = request.POST.get("step", "")
    try:
        if step == "reset":
            services.reset_clock(actor=actor)
        elif step in STEPS:
            services.shift_clock(actor=actor, **STEPS[step])
        elif form.is_valid():
            services.shift_clock(actor=actor, to=form.cleaned_data["to"])
        else:
            return False
    except ValidationError as error:
        if not form.is_bound:
            messages.error(request, " ".join(error.messages))
        else:
            form.add_error("to", error)
        return False
    return True
