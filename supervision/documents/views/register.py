"""The register of papers, one paper, and what came to a unit."""

from typing import Any, cast

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from supervision import clock
from supervision.attachments import selectors as attachments
from supervision.documents import kinds
from supervision.documents.drawing.sheet import sheet_of
from supervision.documents.filters import PaperFilter, ReceivedFilter
from supervision.documents.forms import ReasonForm
from supervision.documents.permissions import READ, RECEIVE, REGISTER, acts_on
from supervision.documents.selectors import deliveries, papers
from supervision.documents.services.files import paper_of
from supervision.documents.tables import PaperTable, ReceivedTable
from supervision.web.views.access import PermissionRequiredMixin, permission_required
from supervision.web.views.lists import Empty, ListPage


class Register(PermissionRequiredMixin, ListPage):
    """Every paper with its number, its units and how it stands with them."""

    permission = REGISTER
    template_name = "documents/register.html"
    title = _("Register of official documents")
    table_class = PaperTable
    filterset_class = PaperFilter
    export_url_name = "documents:export"
    empty = Empty(
        _("No paper yet"),
        _("Letters and notices are drafted where their cause is: at a late task, a finding."),
        icon="file-text",
    )

    def get_queryset(self) -> QuerySet[Any]:
        """Return the papers the account may read."""
        return papers.listed(papers.papers_to_read(cast(Any, self.request.user)))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the figures of the year above the list."""
        figures = papers.figures_of_year(cast(Any, self.request.user), clock.today().year)
        by_kind = [
            (kind.label, kind.code, figures.by_kind[kind.code])
            for kind in kinds.everything()
            if figures.by_kind.get(kind.code)
        ]
        more = {"figures": figures, "by_kind": by_kind}
        if not cast(Any, self.request.user).can(READ):
            # The workbook holds the whole register.
            more["export_url"] = ""
        return super().get_context_data(**kwargs) | more


class Received(PermissionRequiredMixin, ListPage):
    """What came to the units of the account."""

    permission = RECEIVE
    title = _("Papers received")
    table_class = ReceivedTable
    filterset_class = ReceivedFilter
    empty = Empty(
        _("No paper has come"),
        _("Letters and notices of the commission appear here, with the day of their reply."),
        icon="inbox",
    )

    def get_queryset(self) -> QuerySet[Any]:
        """Return the deliveries in scope."""
        return deliveries.with_light(deliveries.received_by_units(cast(Any, self.request.user)))


@require_safe
@permission_required(REGISTER)
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a paper as it will look, its facts, its files and its units."""
    found = get_object_or_404(papers.papers_to_read(cast(Any, request.user)), pk=pk)
    return page(request, found)


def page(
    request: HttpRequest, found: Any, form: ReasonForm | None = None, status: int = 200
) -> HttpResponse:
    """Render a paper's page, with the form of a reason that was refused."""
    sent = list(deliveries.of_document(found))
    context = {
        "document": found,
        "sheet": sheet_of(paper_of(found)),
        "acts": acts_on(cast(Any, request.user), found),
        "sent": sent,
        "settled": sum(row.closed_at is not None for row in sent),
        "addressees": [] if sent else papers.units_of(found),
        "files": attachments.of(found),
        "form": form or ReasonForm(),
    }
    return render(request, "documents/document.html", context, status=status)
