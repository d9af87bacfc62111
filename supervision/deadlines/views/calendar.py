"""The working-day calendar: one year on a page, and the form that changes a day."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from supervision import clock
from supervision.deadlines import selectors, services
from supervision.deadlines.forms import PLAIN, CalendarDayForm
from supervision.deadlines.month_grid import months_of
from supervision.web import formats
from supervision.web.views.access import check

EDIT = "deadlines.edit_calendar"


@require_GET
def year_page(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """Show a year month by month, its marked days with their notices, and whether it is loaded."""
    year = year or clock.today().year
    if not 2000 <= year <= 2100:
        raise Http404
    reader: Any = request.user
    calendar = selectors.current_calendar()
    return render(
        request,
        "deadlines/calendar.html",
        {
            "year": year,
            "months": months_of(year, calendar),
            "days": list(selectors.calendar_days(year)),
            "notice": calendar.notices.get(year, ""),
            "missing_year": selectors.missing_year(),
            "years": [loaded.year for loaded in selectors.calendar_years()],
            "may_edit": reader.can(EDIT),
        },
    )


@require_http_methods(["GET", "POST"])
def edit_day(request: HttpRequest) -> HttpResponse:
    """Preview and then save a change of one day; the preview lists every item that would move."""
    check(request, EDIT)
    if request.method == "GET":
        return _form_page(request, CalendarDayForm(initial=_initial(request)))
    form = CalendarDayForm(request.POST)
    if not form.is_valid():
        return _form_page(request, form)
    act = _save if "save" in request.POST else _preview
    try:
        return act(request, form)
    except ValidationError as error:
        form.add_error(None, error)
        return _form_page(request, form)


def _initial(request: HttpRequest) -> dict[str, Any]:
    try:
        day = formats.parse_date(request.GET.get("date", ""))
    except ValueError:
        return {}
    mark = selectors.calendar_day(day)
    if mark is None:
        return {"date": day}
    return {"date": day, "kind": mark.kind, "name": mark.name, "source": mark.source}


def _form_page(request: HttpRequest, form: CalendarDayForm, **more: Any) -> HttpResponse:
    return render(request, "deadlines/calendar_day.html", {"form": form, **more})


def _change(form: CalendarDayForm) -> dict[str, Any]:
    data = form.cleaned_data
    kind = "" if data["kind"] == PLAIN else data["kind"]
    return {"day": data["date"], "kind": kind, "name": data["name"], "source": data["source"]}


def _preview(request: HttpRequest, form: CalendarDayForm) -> HttpResponse:
    actor: Any = request.user
    moves = services.preview_calendar_day(actor=actor, **_change(form))
    return _form_page(request, form, moves=moves, previewed=True)


def _save(request: HttpRequest, form: CalendarDayForm) -> HttpResponse:
    actor: Any = request.user
    change = _change(form)
    if change["kind"]:
        moves = services.save_calendar_day(actor=actor, **change)
    else:
        moves = services.clear_calendar_day(actor=actor, day=change["day"])
    text = ngettext(
        "Saved. %(n)s open item moved, its holder has been told.",
        "Saved. %(n)s open items moved, their holders have been told.",
        len(moves),
    )
    messages.success(request, text % {"n": len(moves)})
    return redirect("deadlines:year", year=change["day"].year)
