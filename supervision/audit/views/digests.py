"""The daily digests: the list of days, and the print of one."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from supervision.audit.codes import qr_svg
from supervision.audit.selectors import events, seals
from supervision.audit.tables import DigestTable
from supervision.web.views.access import PermissionRequiredMixin, permission_required
from supervision.web.views.lists import Empty, ListPage


class DigestList(PermissionRequiredMixin, ListPage):
    """List the days with the line each of them left."""

    permission = events.READ
    template_name = "audit/digests.html"
    table_class = DigestTable
    title = _("Daily digests")
    empty = Empty(
        _("No digest yet"),
        _("The first one is made at midnight after the first day with sealed events."),
        icon="qrcode",
    )

    def get_queryset(self) -> QuerySet[Any]:
        """Return every digest."""
        return seals.digests()


@require_safe
@permission_required(events.READ)
def digest(request: HttpRequest, day: str) -> HttpResponse:
    """Show the line of a day with its code, ready to print."""
    try:
        found = seals.digest_of(dt.date.fromisoformat(day))
    except ValueError:
        raise Http404 from None
    if found is None:
        raise Http404
    context = {"digest": found, "code": qr_svg(found.line)}
    return render(request, "audit/digest.html", context)
