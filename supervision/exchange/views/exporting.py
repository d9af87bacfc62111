"""Take rows out as Excel."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from supervision.exchange import exporters, services
from supervision.exchange.responses import workbook_response
from supervision.web.views.access import check


@require_safe
def export(request: HttpRequest, code: str) -> HttpResponseBase:
    """Send the rows the filters of the address leave, as far as the user may see them."""
    try:
        exporter = exporters.get(code)
    except LookupError:
        raise Http404 from None
    check(request, exporter.permission)
    stream = services.export(actor=request.user, exporter=exporter, params=request.GET)
    return workbook_response(stream, exporter.filename())
