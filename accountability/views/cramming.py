"""Timeliness of entries: every unit's figures, and one unit's own page (A33)."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accountability.doubt_enums import DetectorCode
from accountability.permissions import CHECK_DOUBTS, OVERSEE, READ
from accountability.selectors import doubts, overview
from accountability.selectors.cramming import (
    Rush,
    Stretch,
    by_month,
    means,
    rushes,
    rushes_of,
    stretch_of,
)
from accountability.selectors.thresholds import held
from supervision import clock
from supervision.web.formats import month_name
from supervision.web.views.access import permission_required

_URGENCY = {"red": 0, "yellow": 1, "green": 2, "neutral": 3}


@require_safe
@permission_required(OVERSEE)
def cramming(request: HttpRequest) -> HttpResponse:
    """Compare the units: how soon they enter what happened, and how their entries crowd."""
    stretch = _stretch(request)
    rows = rushes(cast(Any, request.user), stretch)
    if request.GET.get("order", "light") == "light":
        rows.sort(key=lambda row: (_URGENCY[row.light], row.prompt_share, row.unit.position))
    context = {
        "rows": rows,
        "means": means(rows),
        "order": request.GET.get("order", "light"),
        "worst": sum(row.light == "red" for row in rows),
        **_common(stretch, rows),
    }
    return render(request, "accountability/cramming/units.html", context)


@require_safe
@permission_required(READ)
def unit_truth(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one unit's timeliness; to whoever checks doubts also the doubts about it."""
    user = cast(Any, request.user)
    unit = get_object_or_404(overview.responsible_units(user), pk=pk)
    stretch = _stretch(request)
    rush = rushes_of([unit], stretch)[0]
    context = {
        "unit": unit,
        "tab": "truth",
        "rush": rush,
        "links": _links(rush),
        "doubts": doubts.doubts_visible_to(user).filter(unit=unit)[:12],
        "checks": user.can_in(CHECK_DOUBTS, unit),
        **_common(stretch, [rush]),
    }
    return render(request, "accountability/cramming/unit.html", context)


def _links(rush: Rush) -> dict[str, str]:
    """Return the addresses of the rows behind a unit's figures."""
    days = {"since": rush.stretch.first, "until": rush.stretch.last}
    busiest = {"since": rush.busiest or "", "until": rush.busiest_ends or ""}
    late = {**days, "gap": int(rush.limits[DetectorCode.PROMPT_DAYS])}
    ledger = reverse("accountability:ledger")
    return {
        name: f"{ledger}?{urlencode({'unit': rush.unit.pk, **asked})}"
        for name, asked in (("all", days), ("late", late), ("busiest", busiest))
    }


def _stretch(request: HttpRequest) -> Stretch:
    return stretch_of(request.GET.get("year", ""), request.GET.get("quarter", ""))


def _common(stretch: Stretch, rows: list[Rush]) -> dict[str, Any]:
    this_year = clock.today().year
    return {
        "stretch": stretch,
        "years": range(this_year, this_year - 4, -1),
        "prompt_days": int(held()[DetectorCode.PROMPT_DAYS]),
        "trend": [[month_name(month), prompt, late] for month, prompt, late in by_month(rows)],
        "trend_columns": [_("Month"), _("Prompt"), _("Late")],
    }
