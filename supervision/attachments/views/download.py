"""Send a file: through the gate, always as a download, never from a cache."""

import uuid

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from supervision.attachments import selectors, services


@require_GET
def download(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Send the file, or hand its place to the proxy where one is set up for it."""
    attachment = selectors.readable(request.user, pk)
    stream = services.hand_out(actor=request.user, attachment=attachment)
    response: HttpResponseBase
    prefix = getattr(settings, "ATTACHMENT_X_ACCEL_PREFIX", "")
    if prefix:
        stream.close()
        response = HttpResponse()
        response["X-Accel-Redirect"] = f"{prefix.rstrip('/')}/{attachment.storage_name}"
    else:
        response = FileResponse(stream)
        response["Content-Length"] = str(attachment.size)
    response["Content-Type"] = attachment.content_type
    response["Content-Disposition"] = content_disposition_header(True, attachment.name) or ""
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
