"""One's own imports and exports, and the record of what was taken out."""

from __future__ import annotations

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from supervision.exchange import selectors
from supervision.exchange.filters import ExportFilter, ImportFilter, RecordFilter
from supervision.exchange.permissions import READ_RECORDS, exports_anything, imports_anything
from supervision.exchange.tables import ExportTable, ImportTable, RecordTable
from supervision.web.views.access import PermissionRequiredMixin, permission_required
from supervision.web.views.lists import Empty, ListPage


class ImportList(ListPage):
    """The user's own imports."""

    title = _("My imports")
    template_name = "exchange/own_jobs.html"
    table_class = ImportTable
    filterset_class = ImportFilter
    empty = Empty(
        _("Nothing has been imported"),
        _("Each workbook you upload is listed here with what came of it."),
        icon="file-import",
        action_label=_("Import and export"),
        action_url_name="exchange:index",
    )

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse who may import nothing."""
        if not imports_anything(request.user):
            raise PermissionDenied(say("Your role does not open this page."))
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Any]:
        """Return the user's own jobs."""
        return selectors.jobs_of(self.request.user)


class ExportList(ListPage):
    """The user's own exports."""

    title = _("My exports")
    template_name = "exchange/own_jobs.html"
    table_class = ExportTable
    filterset_class = ExportFilter
    empty = Empty(
        _("Nothing has been exported"),
        _("Each list has a button that exports its rows; the files are kept here for a day."),
        icon="file-export",
    )

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse who may export nothing."""
        if not exports_anything(request.user):
            raise PermissionDenied(say("Your role does not open this page."))
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Any]:
        """Return the user's own jobs."""
        return selectors.exports_of(self.request.user)


class RecordList(PermissionRequiredMixin, ListPage):
    """Who took what out, when, and for what."""

    permission = READ_RECORDS
    title = _("Export records")
    table_class = RecordTable
    filterset_class = RecordFilter
    empty = Empty(
        _("Nothing has been exported"),
        _("Every export is entered here by itself and can be neither changed nor deleted."),
        icon="file-export",
    )

    def get_queryset(self) -> QuerySet[Any]:
        """Return the whole record."""
        return selectors.export_records()


@permission_required(READ_RECORDS)
@require_safe
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one export with its filter, its columns, its digest and its downloads."""
    found = get_object_or_404(selectors.export_records_open_to(cast(Any, request.user)), pk=pk)
    context = {"record": found, "downloads": selectors.downloads_of(found)}
    return render(request, "exchange/record.html", context)
