"""What is recorded on a case beside its steps: one page a form, named by its act."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cases.case_acts import FORMS, ActPage, subject_of
from cases.enums.case_acts import CaseAct
from cases.permissions import READ, READ_BACK
from cases.selectors import case_rectifications as lists
from cases.selectors.case_parts import may_record
from cases.selectors.clue_page import content_is_open
from cases.selectors.visibility import get_clue, may_open
from cases.services.reads import record_read
from supervision.accounts import proofs
from supervision.accounts.views.sudo import to_confirm
from supervision.web.views.access import permission_required

#: What is approved or decided in one's own name: the identity is confirmed anew, as for a step.
_CONFIRMED = frozenset(
    {
        CaseAct.MEASURE_SIGN,
        CaseAct.REQUEST_DECIDE,
        CaseAct.REMEDY_DECIDE,
        CaseAct.OUTCOME_CORRECT,
    }
)


def _page_of(code: str) -> ActPage:
    try:
        return FORMS[CaseAct(code)]
    except (KeyError, ValueError):
        raise Http404 from None


@require_http_methods(["GET", "POST"])
@permission_required(READ)
def record(request: HttpRequest, number: str, code: str, pk: int | None = None) -> HttpResponse:
    """Show the form of one act and hand what was stated to its service."""
    user = cast(Any, request.user)
    clue = get_clue(user, number)
    page = _page_of(code)
    if not content_is_open(user, clue) or (page.subject is None) != (pk is None):
        raise Http404
    subject = subject_of(page, clue, pk)
    if not may_record(user, clue, code, subject):
        raise PermissionDenied(_("Your part in this clue does not allow this."))
    if code in _CONFIRMED and not proofs.is_confirmed(request.session):
        return to_confirm(request)
    is_sent = request.method == "POST"
    sent = (request.POST, request.FILES) if is_sent else ()
    form = page.form(*sent, clue=clue, subject=subject)
    if is_sent and form.is_valid():
        try:
            page.run(user, clue, subject, form.values())
        except ValidationError as refused:
            form.refuse(_faults(refused))
        else:
            messages.success(request, _("Recorded."))
            return _onward(user, clue, page)
    record_read(actor=user, clue=clue, what=f"record:{code}")
    context = {"form": form, "clue": clue, "subject": subject, "page": page, "act": CaseAct(code)}
    return render(request, "cases/record.html", context, status=422 if form.errors else 200)


def _onward(user: Any, clue: Any, page: ActPage) -> HttpResponse:
    """Go back to the clue; who acted for somebody absent may see it no longer."""
    if may_open(user, clue):
        return redirect(f"{reverse('cases:clue', args=[clue.number])}#{page.anchor}")
    return redirect("cases:desk")


def _faults(refused: ValidationError) -> dict[str, list[str]]:
    return refused.message_dict if hasattr(refused, "error_dict") else {"": refused.messages}


@require_safe
@permission_required(READ_BACK)
def rectification_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was put right after a case to the office or group that supervised."""
    user = cast(Any, request.user)
    report = get_object_or_404(lists.reports_visible_to(user), pk=pk)
    context = {"report": report, "items": list(lists.rows_of(report))}
    return render(request, "cases/rectification_report.html", context)


@require_safe
@permission_required(READ_BACK)
def rectification_reports(request: HttpRequest) -> HttpResponse:
    """List what was reported back to the account's offices and groups."""
    user = cast(Any, request.user)
    context = {"reports": list(lists.reports_visible_to(user)[:200])}
    return render(request, "cases/rectification_reports.html", context)
