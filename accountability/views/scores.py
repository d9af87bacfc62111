"""The ranking, each unit's score with its rows, and scores as confirmed."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accountability.forms.checklists import take_refusal
from accountability.forms.scores import ConfirmScoresForm
from accountability.permissions import EDIT_SCHEME, READ
from accountability.selectors import overview, schemes
from accountability.selectors import scores as selectors
from accountability.services import score_confirmations as services
from supervision import clock
from supervision.accounts.views.sudo import sudo_required
from supervision.web.views.access import permission_required

#: So many units stand on the home page's live ranking, and so many of the last.
TOP, LAST = 5, 3
UNITS_A_PAGE = 100


def _scheme(request: HttpRequest) -> Any:
    wanted = request.GET.get("year", "")
    year = int(wanted) if wanted.isdecimal() and len(wanted) == 4 else clock.today().year
    return schemes.scheme_in_force(year)


@require_safe
@permission_required(READ)
def scores(request: HttpRequest) -> HttpResponse:
    """Rank the units as their rows stand now; without reach names and totals alone."""
    user = cast(Any, request.user)
    found = _scheme(request)
    context: dict[str, Any] = {"scheme": found, "may_confirm": user.can(EDIT_SCHEME)}
    if found is not None:
        ranked = selectors.ranking(found)
        reach = selectors.own_units(user)
        shown = selectors.sees_ranking(user, found)
        context |= {
            "ranked": ranked,
            "reach": reach,
            "sees_all": selectors.sees_all(user),
            "groups": [
                (name, [row for row in rows if shown or row.unit.pk in reach])
                for name, rows in ranked.groups.items()
            ],
        }
    return render(request, "accountability/scores/scores.html", context)


@require_safe
@permission_required(READ)
def scores_top(request: HttpRequest) -> HttpResponse:
    """Return the head and tail of the ranking for the home page, which asks once it is drawn."""
    user = cast(Any, request.user)
    found = _scheme(request)
    groups = []
    own = None
    if found is not None:
        ranked = selectors.ranking(found)
        reach = selectors.own_units(user)
        home = user.home_unit
        own = ranked.of(home.pk) if home is not None and home.pk in reach else None
        if own is None and selectors.sees_all(user):
            groups = [
                (name, _ends([row for row in rows if row.place]))
                for name, rows in ranked.groups.items()
            ]
    context = {"scheme": found, "groups": groups, "own": own}
    return render(request, "accountability/scores/top.html", context)


def _ends(rows: list[Any]) -> tuple[list[Any], list[Any]]:
    return (rows, []) if len(rows) <= TOP + LAST + 1 else (rows[:TOP], rows[-LAST:])


def _of_unit(request: HttpRequest, pk: int) -> tuple[Any, Any, Any]:
    """Return the unit with the ranking and its score, or raise 404."""
    unit = get_object_or_404(overview.responsible_units(request.user), pk=pk)
    found = _scheme(request)
    if found is None:
        return unit, None, None
    ranked = selectors.ranking(found)
    return unit, ranked, ranked.of(unit.pk)


@require_safe
@permission_required(READ)
def unit_score(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a unit's score, line by line, each opening its rows."""
    unit, ranked, score = _of_unit(request, pk)
    context = {
        "unit": unit,
        "tab": "score",
        "ranked": ranked,
        "score": score,
        "lines": selectors.lines_of(ranked, score) if score else [],
        "confirmed": selectors.confirmed_of(request.user, unit),
    }
    return render(request, "accountability/scores/unit.html", context)


@require_safe
@permission_required(READ)
def unit_score_card(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the card of the unit's page, which asks for it once it is drawn."""
    unit, ranked, score = _of_unit(request, pk)
    context = {"unit": unit, "ranked": ranked, "score": score}
    return render(request, "accountability/scores/card.html", context)


@require_safe
@permission_required(READ)
def score_rows(request: HttpRequest, pk: int, source: str) -> HttpResponse:
    """List the rows behind one line of a unit's score."""
    unit, ranked, score = _of_unit(request, pk)
    lines = selectors.lines_of(ranked, score) if score else []
    line = next((one for one in lines if one.row.line.source == source), None)
    if line is None:
        raise Http404
    page = selectors.page_of_entries(ranked, line.row, unit, request.GET.get("page", ""))
    context = {"unit": unit, "tab": "score", "ranked": ranked, "line": line, "page": page}
    return render(request, "accountability/scores/rows.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(EDIT_SCHEME)
@sudo_required
def scores_confirm(request: HttpRequest) -> HttpResponse:
    """Confirm the scores as they stand on a day, for good."""
    found = _scheme(request)
    if found is None:
        raise Http404
    form = ConfirmScoresForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            done = services.confirm_scores(
                actor=cast(Any, request.user), scheme=found, **form.cleaned_data
            )
        except ValidationError as refused:
            take_refusal(form, refused)
        else:
            messages.success(request, _("Confirmed. Every unit has been told its score."))
            return redirect("accountability:confirmation", pk=done.pk)
    context = {"form": form, "scheme": found}
    status = 422 if form.is_bound else 200
    return render(request, "accountability/scores/confirm.html", context, status=status)


@require_safe
@permission_required(READ)
def confirmations(request: HttpRequest) -> HttpResponse:
    """List the confirmed scores."""
    rows = selectors.confirmations_visible_to(request.user)
    return render(request, "accountability/scores/confirmations.html", {"rows": rows})


@require_safe
@permission_required(READ)
def confirmation(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one confirmation: places and totals, the detail of units in reach."""
    found = get_object_or_404(selectors.confirmations_visible_to(request.user), pk=pk)
    rows = selectors.confirmed_ranking(request.user, found)
    pages = Paginator(rows, UNITS_A_PAGE)
    context = {
        "confirmation": found,
        "page": pages.get_page(request.GET.get("page")),
        "reach": selectors.own_units(request.user),
    }
    return render(request, "accountability/scores/confirmation.html", context)


@require_safe
@permission_required(READ)
def confirmed_score(request: HttpRequest, pk: int, unit: int) -> HttpResponse:
    """Show one unit's score as confirmed, as a sheet to print."""
    found = get_object_or_404(selectors.confirmations_visible_to(request.user), pk=pk)
    rows = selectors.confirmed_visible_to(request.user, found)
    score = get_object_or_404(rows, unit_id=unit)
    context = {"confirmation": found, "score": score, "unit": score.unit}
    return render(request, "accountability/scores/sheet.html", context)
