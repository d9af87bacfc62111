"""The papers of clues: what is there, what is missing, and one paper's page."""

from typing import Any, cast

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from cases.filters.papers import LackingFilter
from cases.forms.papers import WithdrawForm
from cases.permissions import READ
from cases.rules.paper_kinds import kind_of
from cases.selectors import paper_page
from cases.selectors.deliveries import deliveries_of
from cases.selectors.paper_list import open_clues
from cases.selectors.papers import officers_of, with_scans
from cases.services.papers.drawing import drawing_of
from cases.services.reads import record_read
from cases.tables.papers import LackingTable
from supervision.documents.drawing import pdf_refusal
from supervision.documents.drawing.sheet import sheet_of
from supervision.web.views.access import PermissionRequiredMixin, permission_required
from supervision.web.views.lists import Empty, ListPage


class Lacking(PermissionRequiredMixin, ListPage):
    """Every clue under way with what it has and what it lacks for its next step."""

    permission = READ
    title = _("Papers that are missing")
    table_class = LackingTable
    filterset_class = LackingFilter
    export_url_name = "cases:papers_export"
    empty = Empty(
        _("No clue under way is open to you"),
        _("A clue stands here from its registration until it is archived."),
        icon="file-check",
    )

    def get_queryset(self) -> QuerySet[Any]:
        """Return the clues of the account that are not archived."""
        return open_clues(cast(Any, self.request.user))


@require_safe
@permission_required(READ)
def completeness(request: HttpRequest, number: str) -> HttpResponse:
    """Show every paper of a clue, and what each possible step still lacks."""
    user = cast(Any, request.user)
    found = paper_page.get_open_clue(user, number)
    record_read(actor=user, clue=found, what="papers")
    return render(request, "cases/papers/completeness.html", paper_page.page_of(user, found))


@require_safe
@permission_required(READ)
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one paper as it will look, with its facts, scans and receipts."""
    return page(request, paper_page.get_paper(cast(Any, request.user), pk))


def page(
    request: HttpRequest, found: Any, form: WithdrawForm | None = None, status: int = 200
) -> HttpResponse:
    """Render a paper's page, with the form of a reason that was refused; it is a reading too."""
    user = cast(Any, request.user)
    record_read(actor=user, clue=found.clue, what=f"paper {found.code}")
    context = {
        "paper": found,
        "clue": found.clue,
        "kind": kind_of(found.slot),
        "sheet": None if found.is_brought else sheet_of(drawing_of(found)),
        "officers": officers_of(found),
        "scans": with_scans([found])[str(found.pk)],
        "deliveries": deliveries_of(found),
        "acts": paper_page.acts_on(user, found),
        "no_pdf": pdf_refusal(),
        "form": form or WithdrawForm(),
    }
    return render(request, "cases/papers/paper.html", context, status=status)
