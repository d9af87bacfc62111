"""Take files of papers out, and bring scans in."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cases.forms import papers as forms
from cases.forms.fields import take_refusal
from cases.permissions import READ
from cases.selectors import paper_page
from cases.selectors.papers import may_write, signers_for
from cases.services import papers as services
from cases.services.papers import taking_out
from supervision.documents.drawing import NoChineseFont, pdf_refusal
from supervision.web.faults import Refusal
from supervision.web.views.access import permission_required

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@never_cache
@require_safe
@permission_required(READ)
def word(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a paper as a Word file; its opening is recorded."""
    found = _drawn(request, pk)
    try:
        content = taking_out.take_word(actor=cast(Any, request.user), paper=found)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect(found)
    return sent_file(content, f"{found.code}.docx", DOCX)


@never_cache
@require_safe
@permission_required(READ)
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a paper as PDF; its opening is recorded."""
    found = _drawn(request, pk)
    try:
        content = taking_out.take_pdf(actor=cast(Any, request.user), paper=found)
    except NoChineseFont:
        messages.error(request, pdf_refusal())
        return redirect(found)
    return sent_file(content, f"{found.code}.pdf", "application/pdf")


def _drawn(request: HttpRequest, pk: int) -> Any:
    found = paper_page.get_paper(cast(Any, request.user), pk)
    if found.is_brought:
        raise Refusal(
            _("This paper was brought in as a scan: open the scan."),
            back_url=found.get_absolute_url(),
        )
    return found


def sent_file(content: bytes, name: str, content_type: str) -> HttpResponse:
    """Return the response that hands out a file to be saved."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    return response


@require_http_methods(["GET", "POST"])
@permission_required(READ)
def scan(request: HttpRequest, number: str, slot: str) -> HttpResponse:
    """Bring in a paper that was made elsewhere."""
    user = cast(Any, request.user)
    clue = paper_page.get_open_clue(user, number)
    kind = paper_page.kind_or_404(slot)
    if not may_write(user, clue, slot):
        raise PermissionDenied(_("This paper is written by the office in whose hands it lies."))
    people = clue.respondents.order_by("pk") if kind.per_person else None
    form = forms.ScanForm(
        request.POST or None,
        request.FILES or None,
        people=people,
        officers=signers_for(clue, slot),
        needs_officers=bool(kind.names),
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = services.add_scan(actor=user, clue=clue, slot=slot, **form.cleaned_data)
        except ValidationError as refusal:
            take_refusal(form, refusal)
        else:
            messages.success(request, _("The scan is in the file of the case."))
            return redirect(made)
    context = {"clue": clue, "label": paper_page.label_of(slot), "kind": kind, "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "cases/papers/scan.html", context, status=status)


@require_http_methods(["GET", "POST"])
@permission_required(READ)
def signed_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Add the scan of a paper that was printed here and signed by hand."""
    user = cast(Any, request.user)
    found = paper_page.get_paper(user, pk)
    if "copy" not in paper_page.acts_on(user, found):
        raise Refusal(
            _("This paper takes no signed copy now, or not from you."),
            back_url=found.get_absolute_url(),
        )
    form = forms.CopyForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.add_signed_copy(actor=user, paper=found, **form.cleaned_data)
        except ValidationError as refusal:
            take_refusal(form, refusal)
        else:
            messages.success(request, _("The signed copy is in the file of the case."))
            return redirect(found)
    context = {"clue": found.clue, "paper": found, "label": found.get_slot_display(), "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "cases/papers/scan.html", context, status=status)
