"""Upload a workbook, watch it being checked, import it, take it back, or get it back marked."""

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

from supervision.accounts.views.sudo import sudo_required
from supervision.attachments.uploads import turned_away
from supervision.exchange import importers, selectors, services, staging
from supervision.exchange.enums import ImportState
from supervision.exchange.forms import UploadForm
from supervision.exchange.importers import Importer
from supervision.exchange.permissions import undo_refusal
from supervision.exchange.preview import preview_rows
from supervision.exchange.problems import FileRefused
from supervision.exchange.responses import part_or_reload, workbook_response
from supervision.exchange.stages import import_progress
from supervision.exchange.template_workbook import write_template
from supervision.web.views.access import check as check_permission

PROBLEMS_SHOWN = 100


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, code: str) -> HttpResponse:
    """Take a workbook; a file that is none is refused beside the field."""
    importer = _importer(request, code)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            job = services.submit(actor=request.user, importer=importer, upload=upload)
        except FileRefused as refused:
            form.add_error("file", refused.text)
        else:
            return redirect("exchange:import_check", pk=job.pk)
    for reason in turned_away(request):
        # It was chosen: “this field is required” would say the wrong thing.
        form.errors.pop("file", None)
        form.add_error("file", reason)
    status = 422 if form.is_bound and form.errors else 200
    context = {"importer": importer, "form": form}
    return render(request, "exchange/import_start.html", context, status=status)


@require_safe
def check(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show how far the job is, or what was read, and what importing would do or has done."""
    job = _job(request, pk)
    importer = _importer(request, job.importer)
    problems = job.found_problems
    context = {
        "job": job,
        "importer": importer,
        "progress": import_progress(job),
        "problems": problems[:PROBLEMS_SHOWN],
        "notices": job.found_notices,
        "preview": preview_rows(job.preview, problems),
        "undo_refusal": undo_refusal(importer, job) if job.state == ImportState.DONE else "",
    }
    return render(request, "exchange/import_check.html", context)


@require_safe
def state(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show how far the job is; once it is no longer at work the whole page is loaded anew."""
    job = _job(request, pk)
    _importer(request, job.importer)
    context = {"job": job, "progress": import_progress(job)}
    return part_or_reload(request, "exchange/import_progress.html", context, job)


@require_POST
def apply(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let the checked workbook be imported."""
    return _act(request, pk, services.confirm)


@require_POST
def cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Stop the import."""
    return _act(request, pk, services.cancel_import)


@require_POST
@sudo_required
def undo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take the imported batch back."""
    return _act(request, pk, services.undo)


@require_safe
def errors(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Hand the workbook back with a comment at every bad cell."""
    job = _job(request, pk)
    _importer(request, job.importer)
    path = staging.marked_path_of(job.pk)
    if job.marked_at is None or not path.exists():
        raise Http404
    stem = job.file_name.rsplit(".", 1)[0]
    return workbook_response(path.open("rb"), _("%(name)s (errors marked).xlsx") % {"name": stem})


@require_safe
def template(request: HttpRequest, code: str) -> HttpResponseBase:
    """Hand out the empty workbook of an import."""
    importer = _importer(request, code)
    stream = tempfile.TemporaryFile()
    write_template(importer, stream)
    stream.seek(0)
    return workbook_response(stream, _("%(label)s template.xlsx") % {"label": importer.label})


def _act(request: HttpRequest, pk: UUID, service: Any) -> HttpResponse:
    """Call the service on the user's own job and show the job again."""
    job = _job(request, pk)
    _importer(request, job.importer)
    try:
        service(actor=request.user, job=job)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect("exchange:import_check", pk=pk)


def _importer(request: HttpRequest, code: str) -> Importer:
    try:
        importer = importers.get(code)
    except LookupError:
        raise Http404 from None
    check_permission(request, importer.permission)
    return importer


def _job(request: HttpRequest, pk: UUID) -> Any:
    return get_object_or_404(selectors.jobs_of(request.user), pk=pk)
