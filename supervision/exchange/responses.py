"""Send a workbook to the browser, and the part of a page that refreshes itself."""

from __future__ import annotations

from typing import IO, Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from supervision.exchange.enums import XLSX


def workbook_response(stream: IO[bytes], filename: str, content_type: str = XLSX) -> FileResponse:
    """Return the workbook, or another file, as a download that no cache keeps."""
    response = FileResponse(
        stream, as_attachment=True, filename=filename, content_type=content_type
    )
    response["Cache-Control"] = "private, no-store"
    return response


def part_or_reload(
    request: HttpRequest, template: str, context: dict[str, Any], job: Any
) -> HttpResponse:
    """Return the progress of the job; load its page when the work is over, or without script."""
    if "HX-Request" not in request.headers:
        return redirect(job.get_absolute_url())
    if not job.is_at_work:
        return HttpResponse(headers={"HX-Refresh": "true"})
    response = render(request, template, context)
    response["Cache-Control"] = "private, no-store"
    return response
