"""Send a workbook to the browser."""

from __future__ import annotations

from typing import IO

from django.http import FileResponse

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook_response(stream: IO[bytes], filename: str) -> FileResponse:
    """Return the workbook as a download that no cache keeps."""
    response = FileResponse(stream, as_attachment=True, filename=filename, content_type=XLSX)
    response["Cache-Control"] = "private, no-store"
    return response
