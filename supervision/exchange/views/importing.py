"""Upload a workbook, look at what was found, import it or take it back marked."""

from __future__ import annotations

import tempfile
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from supervision.exchange import importers, selectors, services
from supervision.exchange.enums import ImportState
from supervision.exchange.forms import UploadForm
from supervision.exchange.importers import Importer
from supervision.exchange.preview import preview_rows
from supervision.exchange.problems import FileRefused
from supervision.exchange.responses import workbook_response
from supervision.exchange.template_workbook import write_template
from supervision.web.views.access import check as check_permission

PROBLEMS_SHOWN = 100


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, code: str) -> HttpResponse:
    """Take a workbook; a file that cannot be read is refused beside the field."""
    importer = _importer(request, code)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            job = services.check_upload(actor=request.user, importer=importer, upload=upload)
        except FileRefused as refused:
            form.add_error("file", refused.text)
        else:
            return redirect("exchange:import_check", pk=job.pk)
    status = 422 if form.is_bound and form.errors else 200
    context = {"importer": importer, "form": form}
    return render(request, "exchange/import_start.html", context, status=status)


@require_safe
def check(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show what was read, with bad cells marked, and what importing would do."""
    job = _job(request, pk)
    problems = job.found_problems
    context = {
        "job": job,
        "importer": _importer(request, job.importer),
        "problems": problems[:PROBLEMS_SHOWN],
        "notices": job.found_notices,
        "preview": preview_rows(job.preview, problems),
        "has_file": job.state in (ImportState.CHECKED, ImportState.REFUSED),
    }
    return render(request, "exchange/import_check.html", context)


@require_POST
def apply(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Import the checked workbook."""
    job = _job(request, pk)
    _importer(request, job.importer)
    try:
        job = services.apply_job(actor=request.user, job=job)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        if job.state == ImportState.REFUSED:
            messages.error(
                request, _("The records have changed since the check; nothing was imported.")
            )
    return redirect("exchange:import_check", pk=pk)


@require_safe
def errors(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Hand the workbook back with a comment at every bad cell."""
    job = _job(request, pk)
    _importer(request, job.importer)
    try:
        stream = services.annotated(actor=request.user, job=job)
    except FileNotFoundError:
        raise Http404 from None
    stem = job.file_name.rsplit(".", 1)[0]
    return workbook_response(stream, _("%(name)s (errors marked).xlsx") % {"name": stem})


@require_safe
def template(request: HttpRequest, code: str) -> HttpResponseBase:
    """Hand out the empty workbook of an import."""
    importer = _importer(request, code)
    stream = tempfile.TemporaryFile()
    write_template(importer, stream)
    stream.seek(0)
    return workbook_response(stream, _("%(label)s template.xlsx") % {"label": importer.label})


def _importer(request: HttpRequest, code: str) -> Importer:
    try:
        importer = importers.get(code)
    except LookupError:
        raise Http404 from None
    check_permission(request, importer.permission)
    return importer


def _job(request: HttpRequest, pk: UUID) -> Any:
    return get_object_or_404(selectors.jobs_of(request.user), pk=pk)
