"""The signer's queue: read, choose several, sign at once; send back; revoke."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from supervision.accounts.views.sudo import sudo_required
from supervision.documents.forms import ReasonForm
from supervision.documents.permissions import REGISTER, SIGN
from supervision.documents.selectors import papers
from supervision.documents.services import sending, signing
from supervision.documents.views import faults
from supervision.documents.views.register import page
from supervision.web.views.access import permission_required

#: Papers shown, and signed with one press, at most: each has its file drawn while one waits.
AT_ONCE = 200


@require_http_methods(["GET", "POST"])
@permission_required(SIGN)
@sudo_required
def queue(request: HttpRequest) -> HttpResponse:
    """Show what waits for the signature; sign what is chosen and say what became of each."""
    user = cast(Any, request.user)
    waiting = papers.to_sign(user)
    context: dict[str, Any] = {"result": None, "at_once": AT_ONCE, "all": "all" in request.GET}
    status = 200
    if request.method == "POST":
        chosen = papers.chosen(user, request.POST.getlist("pick"))[:AT_ONCE]
        if chosen:
            context["result"] = signing.sign_many(actor=user, documents=chosen)
        else:
            messages.error(request, _("Choose at least one paper."))
            status = 422
    context |= {"total": waiting.count(), "rows": papers.with_addressees(waiting[:AT_ONCE])}
    return render(request, "documents/signing.html", context, status=status)


@require_POST
@permission_required(REGISTER)
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a paper back to its drafter."""
    return _with_reason(request, pk, signing.send_back, _("Sent back to the drafter."))


@require_POST
@permission_required(REGISTER)
@sudo_required
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Revoke an issued paper."""
    return _with_reason(request, pk, sending.revoke, _("Revoked. Its units have been told."))


def _with_reason(request: HttpRequest, pk: int, act: Any, done: str) -> HttpResponse:
    user = cast(Any, request.user)
    found = get_object_or_404(papers.papers_to_read(user), pk=pk)
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            act(actor=user, document=found, reason=form.cleaned_data["reason"])
        except ValidationError as error:
            faults.put(form, error)
        else:
            messages.success(request, done)
            return redirect(found)
    return page(request, found, form, status=422)
