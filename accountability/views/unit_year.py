"""A unit's whole year, to be replayed day by day."""

from typing import Any, cast
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from accountability.permissions import READ, TAKE_EVIDENCE
from accountability.selectors import overview, own_lists, unit_year
from supervision import clock
from supervision.history.days import PARAMETER
from supervision.history.pages import shows_past
from supervision.web.views.access import permission_required

_ON_A_PAGE = 50


@require_safe
@permission_required(READ)
@shows_past
def year(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the unit's year as one line of events, as it was known on the day shown."""
    user = cast(Any, request.user)
    found = get_object_or_404(overview.responsible_units(user), pk=pk)
    years = own_lists.years_of(user, found)
    shown = own_lists.year_shown(years, request.GET.get("year", ""), clock.today())
    if "day" in request.GET:
        return _to_day(request, shown)
    view = unit_year.year_of(user, found, shown, request.GET.dict())
    page = Paginator(view.lines, _ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "unit": found,
        "tab": "year",
        "unit_key": str(found.pk),
        "years": years,
        "view": view,
        "page": page,
        "may_take": user.can_in(TAKE_EVIDENCE, found) and not clock.standing(),
    }
    return render(request, "accountability/year/year.html", context)


def _to_day(request: HttpRequest, year: int) -> HttpResponse:
    """Lead from the control's number of a day to the address that shows it."""
    query = {"year": str(year)}
    day = unit_year.day_of(year, request.GET["day"])
    if day is not None and day < clock.today():
        query[PARAMETER] = day.isoformat()
    return redirect(f"{request.path}?{urlencode(query)}")
