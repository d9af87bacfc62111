"""A paper at one unit: read, receive, reply, and the office's decision."""

from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from supervision.attachments import selectors as attachments
from supervision.attachments.uploads import turned_away
from supervision.documents.drawing.sheet import sheet_of
from supervision.documents.forms import ReplyForm, VerdictForm
from supervision.documents.permissions import (
    FOLLOW,
    RECEIVE,
    REGISTER,
    REPLY,
    SETTLE,
    acts_on_delivery,
)
from supervision.documents.selectors import deliveries
from supervision.documents.services import receipts, replies
from supervision.documents.services.files import paper_of
from supervision.documents.services.uploads import stage_files
from supervision.documents.views import faults
from supervision.web.views.access import permission_required


@require_safe
@permission_required((*REGISTER, RECEIVE))
def delivery(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the paper, and what the unit and the office did about it."""
    return _page(request, _find(request, pk))


@require_POST
@permission_required(RECEIVE)
def receive(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm that the paper was received."""
    found = _find(request, pk)
    try:
        received = receipts.receive(actor=cast(Any, request.user), delivery=found)
    except ValidationError as error:
        faults.say(request, error)
    else:
        words = _("Received. Receipt number: %(receipt)s") % {"receipt": received.receipt}
        messages.success(request, words)
    return redirect(found)


@require_POST
@permission_required(REPLY)
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the unit's reply."""
    user = cast(Any, request.user)
    found = _find(request, pk)
    form = ReplyForm(request.POST, request.FILES)
    kept, refused = stage_files(
        actor=user,
        delivery=found,
        files=request.FILES.getlist("files"),
        dropped=turned_away(request),
    )
    if form.is_valid() and not refused:
        try:
            replies.reply(
                actor=user,
                delivery=found,
                text=form.cleaned_data["text"],
                attachments=_chosen(request, found, kept),
            )
        except ValidationError as error:
            faults.put(form, error)
        else:
            messages.success(request, _("The reply is sent. The office has been told."))
            return redirect(found)
    for reason in refused:
        form.add_error("files", reason)
    return _page(request, found, reply_form=form, status=422)


@require_POST
@permission_required((SETTLE, FOLLOW))
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept the reply or send it back."""
    user = cast(Any, request.user)
    found = _find(request, pk)
    form = VerdictForm(request.POST)
    act = request.POST.get("act")
    if act not in ("accept", "send_back"):
        form.add_error(None, _("Choose to accept or to send back."))
    if form.is_valid():
        said = form.cleaned_data
        try:
            if act == "accept":
                replies.accept(actor=user, delivery=found, opinion=said["opinion"])
            else:
                replies.send_back(
                    actor=user, delivery=found, reason=said["opinion"], new_day=said["new_day"]
                )
        except ValidationError as error:
            faults.put(form, error)
        else:
            messages.success(request, _("The decision is recorded and the unit is told."))
            return redirect(found)
    return _page(request, found, verdict_form=form, status=422)


def _find(request: HttpRequest, pk: int) -> Any:
    rows = deliveries.with_light(deliveries.deliveries_visible_to(cast(Any, request.user)))
    return get_object_or_404(rows, pk=pk)


def _chosen(request: HttpRequest, found: Any, kept: list[Any]) -> list[Any]:
    """Return the uploads that go with the form: those it names, and those it just brought."""
    named = set(request.POST.getlist("attachments")) | {str(upload.pk) for upload in kept}
    waiting = deliveries.staged(cast(Any, request.user), found)
    return [upload for upload in waiting if str(upload.pk) in named]


def _page(
    request: HttpRequest,
    found: Any,
    *,
    reply_form: ReplyForm | None = None,
    verdict_form: VerdictForm | None = None,
    status: int = 200,
) -> HttpResponse:
    user = cast(Any, request.user)
    sent = list(deliveries.replies_of(found))
    files = deliveries.files_of_replies(sent)
    query = urlencode({"draft": deliveries.draft_key(found)})
    context = {
        "delivery": found,
        "document": found.document,
        "sheet": sheet_of(paper_of(found.document)),
        "acts": acts_on_delivery(user, found),
        "files": attachments.of(found.document),
        "replies": [(row, files[str(row.pk)]) for row in sent],
        "reply_form": reply_form or ReplyForm(),
        "verdict_form": verdict_form or VerdictForm(),
        "upload_url": f"{reverse('attachments:upload')}?{query}",
        "staged": deliveries.staged(user, found),
        "is_office": any(user.can(name) for name in REGISTER),
        "origin": _origin(found.document),
    }
    return render(request, "documents/delivery.html", context, status=status)


def _origin(document: Any) -> dict[str, Any]:
    """Return the closing entry of the timeline: the act by which the paper set out."""
    return {
        "label": _("Paper issued"),
        "note": document.number,
        "at": document.signed_at,
        "who": document.organ.name,
    }
