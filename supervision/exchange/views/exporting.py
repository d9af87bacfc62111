"""Take rows out as Excel: say what for, wait where there are many, fetch the file."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from supervision.accounts.views.sudo import sudo_required
from supervision.exchange import exporters, selectors, services
from supervision.exchange.exporters import Exporter
from supervision.exchange.forms import PurposeForm
from supervision.exchange.responses import part_or_reload, workbook_response
from supervision.exchange.stages import export_progress
from supervision.web.faults import Refusal
from supervision.web.views.access import check as check_permission


@require_http_methods(["GET", "HEAD", "POST"])
def export(request: HttpRequest, code: str) -> HttpResponse:
    """Ask what the rows are for, then write them; the filters stay in the address."""
    exporter = _exporter(request, code)
    return _ask(request, exporter)


@sudo_required
def _ask(request: HttpRequest, exporter: Exporter) -> HttpResponse:
    form = PurposeForm(request.POST if request.method == "POST" else None)
    try:
        exporter.check(request.user, request.GET)
    except ValidationError as refused:
        raise Refusal(refused.messages[0], icon="file-export") from refused
    params = exporters.understood(exporter, request.GET)
    if request.method == "POST" and form.is_valid():
        try:
            job = services.export(
                actor=request.user, exporter=exporter, params=params, purpose=form.purpose
            )
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            return redirect(f"{reverse('exchange:export_job', args=[job.pk])}?new=1")
    context = {
        "exporter": exporter,
        "form": form,
        "filter": exporter.described(request.user, params),
        "columns": exporter.columns_for(request.user, params),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "exchange/export.html", context, status=status)


@require_safe
def job(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far the export is; a file that has just become ready is sent by itself."""
    found = _job(request, pk)
    exporter = _exporter(request, found.exporter)
    record = getattr(found, "record", None)
    context = {
        "job": found,
        "exporter": exporter,
        "record": record,
        "progress": export_progress(found),
        "sends_itself": found.state == "ready" and "new" in request.GET,
    }
    return render(request, "exchange/export_job.html", context)


@require_safe
def state(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far the export is; once it is no longer at work the page is loaded anew."""
    found = _job(request, pk)
    _exporter(request, found.exporter)
    context = {"job": found, "progress": export_progress(found)}
    return part_or_reload(request, "exchange/export_progress.html", context, found)


@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Send the file; every time is recorded."""
    found = _job(request, pk)
    exporter = _exporter(request, found.exporter)
    return _send(request, found, exporter)


@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop the export."""
    found = _job(request, pk)
    try:
        services.cancel_export(actor=request.user, job=found)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect("exchange:export_job", pk=pk)


@sudo_required
def _send(request: HttpRequest, found: Any, exporter: Exporter) -> Any:
    try:
        path = services.fetch(actor=request.user, job=found)
    except FileNotFoundError:
        raise Http404 from None
    return workbook_response(path.open("rb"), exporter.filename(), exporter.content_type)


def _exporter(request: HttpRequest, code: str) -> Exporter:
    try:
        exporter = exporters.get(code)
    except LookupError:
        raise Http404 from None
    check_permission(request, exporter.permission)
    return exporter


def _job(request: HttpRequest, pk: int) -> Any:
    return get_object_or_404(selectors.exports_of(request.user), pk=pk)
