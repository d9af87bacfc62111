"""The board of a handling office."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases.filters.clues import filtered
from cases.selectors.board import board as columns_of
from cases.selectors.bodies import BOARD, bodies_of
from cases.selectors.visibility import clues_visible_to
from supervision.web.views.access import permission_required


@require_safe
@permission_required(BOARD)
def board(request: HttpRequest) -> HttpResponse:
    """Show clues by the stage of their way: those of an office, or what the filters keep."""
    user = cast(Any, request.user)
    bodies = list(bodies_of(user))
    wanted = request.GET.get("office", "")
    office = next((body for body in bodies if str(body.pk) == wanted), None)
    if office is None and len(bodies) == 1:
        office = bodies[0]
    params = request.GET.copy()
    if office is not None:
        params["office"] = str(office.pk)
    columns = columns_of(filtered(clues_visible_to(user), params, request))
    context = {
        "columns": columns,
        "total": sum(column.count for column in columns),
        "bodies": bodies if len(bodies) > 1 else [],
        "office": office,
        "query": params.urlencode(),
    }
    return render(request, "cases/board.html", context)
