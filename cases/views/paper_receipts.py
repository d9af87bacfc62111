"""Receipts of handed-over papers: print them, keep the signed ones."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cases.forms.fields import take_refusal
from cases.forms.papers import ReceiptForm
from cases.permissions import READ
from cases.selectors import paper_page
from cases.selectors.deliveries import get_delivery
from cases.services.papers import add_signed_receipt, receipts
from cases.services.reads import record_read
from cases.views.paper_files import DOCX, sent_file
from supervision.documents.drawing import NoChineseFont, pdf_refusal
from supervision.web.faults import Refusal
from supervision.web.views.access import permission_required


@never_cache
@require_safe
@permission_required(READ)
def word(request: HttpRequest, pk: int, delivery: int | None = None) -> HttpResponse:
    """Send the receipt as a Word file, or the form to take along; its opening is recorded."""
    found, handed = _asked(request, pk, delivery)
    user = cast(Any, request.user)
    try:
        content = receipts.take_word(actor=user, paper=found, delivery=handed)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect(found)
    return sent_file(content, f"{_name(found, handed)}.docx", DOCX)


@never_cache
@require_safe
@permission_required(READ)
def pdf(request: HttpRequest, pk: int, delivery: int | None = None) -> HttpResponse:
    """Send the receipt as PDF, or the form to take along; its opening is recorded."""
    found, handed = _asked(request, pk, delivery)
    user = cast(Any, request.user)
    try:
        content = receipts.take_pdf(actor=user, paper=found, delivery=handed)
    except NoChineseFont:
        messages.error(request, pdf_refusal())
        return redirect(found)
    return sent_file(content, f"{_name(found, handed)}.pdf", "application/pdf")


def _asked(request: HttpRequest, pk: int, delivery: int | None) -> tuple[Any, Any]:
    """Return the paper and its handing over; raises Refusal for a paper that takes no receipt."""
    user = cast(Any, request.user)
    found = paper_page.get_paper(user, pk)
    if delivery is not None:
        return found, get_delivery(found, delivery)
    if "deliver" not in paper_page.acts_on(user, found):
        raise Refusal(
            _("This paper is not handed over now, or not by you."),
            back_url=found.get_absolute_url(),
        )
    return found, None


def _name(found: Any, handed: Any) -> str:
    return f"{found.code}-receipt" + (f"-{handed.pk}" if handed is not None else "")


@require_http_methods(["GET", "POST"])
@permission_required(READ)
def scan(request: HttpRequest, pk: int, delivery: int) -> HttpResponse:
    """Keep the scan of a signed receipt as the proof of its delivery."""
    user = cast(Any, request.user)
    found = paper_page.get_paper(user, pk)
    handed = get_delivery(found, delivery)
    if "deliver" not in paper_page.acts_on(user, found):
        raise Refusal(
            _("This paper is not handed over now, or not by you."),
            back_url=found.get_absolute_url(),
        )
    form = ReceiptForm(
        request.POST or None, request.FILES or None, number=receipts.printed_number(found)
    )
    if request.method == "POST" and form.is_valid():
        try:
            add_signed_receipt(actor=user, delivery=handed, **form.cleaned_data)
        except ValidationError as refusal:
            take_refusal(form, refusal)
        else:
            messages.success(request, _("The signed receipt is kept as the proof of delivery."))
            return redirect(found)
    record_read(actor=user, clue=found.clue, what=f"receipt {found.code}")
    context = {"clue": found.clue, "paper": found, "handed": handed, "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "cases/papers/receipt.html", context, status=status)
