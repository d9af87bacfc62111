"""What the user may import and export."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from supervision.exchange import exporters, importers, selectors
from supervision.exchange.permissions import exporters_for, importers_for

RECENT = 6


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show a card for each import and export, and the user's latest jobs."""
    may_import, may_export = importers_for(request.user), exporters_for(request.user)
    if not may_import and not may_export:
        raise PermissionDenied(_("Your role does not open this page."))
    kinds = {entry.code: entry.label for entry in importers.everything()}
    titles = {entry.code: entry.label for entry in exporters.everything()}
    jobs, taken = selectors.jobs_of(request.user), selectors.exports_of(request.user)
    context = {
        "importers": may_import,
        "exporters": may_export,
        "jobs": [(job, kinds.get(job.importer, job.importer)) for job in jobs[:RECENT]],
        "exports": [(job, titles.get(job.exporter, job.exporter)) for job in taken[:RECENT]],
    }
    return render(request, "exchange/index.html", context)
