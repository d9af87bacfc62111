"""Figures over all clues: forms, sources, time in the desk, fields of violation, blank spots."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases import figure_sheets as sheets
from cases.permissions import STATISTICS
from supervision.web.views.access import permission_required


def _page(request: HttpRequest, template: str, sheet: Any) -> HttpResponse:
    return render(request, f"cases/figures/{template}.html", {"sheet": sheet, "here": template})


@require_safe
@permission_required(STATISTICS)
def forms(request: HttpRequest) -> HttpResponse:
    """Show the four forms by body, with the same days of the year before."""
    return _page(request, "forms", sheets.forms_sheet(request.GET))


@require_safe
@permission_required(STATISTICS)
def sources(request: HttpRequest) -> HttpResponse:
    """Show where clues come from, with the same days of the year before."""
    return _page(request, "sources", sheets.sources_sheet(request.GET))


@require_safe
@permission_required(STATISTICS)
def waiting(request: HttpRequest) -> HttpResponse:
    """Show how long clues lie at each status and in each body."""
    return _page(request, "waiting", sheets.waiting_sheet(request.GET))


@require_safe
@permission_required(STATISTICS)
def fields(request: HttpRequest) -> HttpResponse:
    """Show cases by body, field of violation and year."""
    return _page(request, "fields", sheets.fields_sheet(request.GET))


@require_safe
@permission_required(STATISTICS)
def blanks(request: HttpRequest) -> HttpResponse:
    """Show every body by quarter, nought told from not known."""
    return _page(request, "blanks", sheets.blanks_sheet(request.GET))
