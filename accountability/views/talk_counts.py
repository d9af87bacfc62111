"""How the counted rules stand: one unit's quarters, and every unit's."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accountability.permissions import OVERSEE, READ, READ_TALKS, RECORD_TALK
from accountability.selectors import counting, plans, talks
from accountability.selectors.overview import responsible_units
from supervision import clock
from supervision.web.views.access import permission_required

#: So many records stand on a unit's page; the list holds all.
SHOWN = 12


@permission_required(READ)
@require_safe
def unit_talks(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one unit's counts by period, and its records to whom they are open."""
    user = cast(Any, request.user)
    unit = get_object_or_404(responsible_units(user), pk=pk)
    year = _year(request)
    shows_records = user.can_in(READ_TALKS, unit)
    records = talks.as_listed(talks.talks_visible_to(user)).filter(unit=unit)
    context = {
        "unit": unit,
        "tab": "talks",
        "year": year,
        "grids": counting.grids(user, year, unit),
        "records": records[:SHOWN] if shows_records else None,
        "may_record": user.can_in(RECORD_TALK, unit),
        "may_plan": plans.plans_now(user, unit),
    }
    return render(request, "accountability/talks/unit.html", context)


@permission_required(OVERSEE)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Show every unit by period: how many talks were counted, red where too few."""
    user = cast(Any, request.user)
    year = _year(request)
    context = {
        "year": year,
        "grids": counting.grids(user, year),
        "short": list(counting.short_duties(user).filter(year=year).order_by("pk")),
        "reads": user.can(READ_TALKS),
        "may_plan": plans.plans_now(user),
    }
    return render(request, "accountability/talks/overview.html", context)


def _year(request: HttpRequest) -> int:
    wanted = request.GET.get("year", "")
    in_range = wanted.isdecimal() and len(wanted) == 4 and 2000 <= int(wanted) <= 2100
    return int(wanted) if in_range else clock.today().year
