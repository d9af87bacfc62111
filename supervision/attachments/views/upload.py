"""Take one file at a time for a form that is still being filled in; answers in JSON."""

import uuid

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from supervision.attachments import gates, selectors, services, uploads
from supervision.attachments.places import shown
from supervision.web.faults import Refusal

_STATUS = {"too_large": 413, "no_room": 507}


@require_POST
def upload(request: HttpRequest) -> JsonResponse:
    """Stage the posted file under the draft key, once the record's own gate allows it."""
    key = request.POST.get("draft") or request.GET.get("draft", "")
    try:
        gate, rest = gates.for_draft(key)
    except LookupError:
        return _refuse(_("This form takes no files."), 400)
    try:
        if gate.may_write is None:
            raise PermissionDenied(_("This record takes no files."))
        gate.may_write(request.user, rest)
        return _stage(request, key)
    except PermissionDenied as refusal:
        return _refuse(_reason(refusal), 403)
    except Http404:
        return _refuse(_("There is no such record."), 404)


def _stage(request: HttpRequest, key: str) -> JsonResponse:
    if dropped := uploads.turned_away(request):
        return _refuse(dropped[0], 413 if uploads.oversized(request) else 507)
    file = request.FILES.get("file")
    if file is None:
        return _refuse(_("Choose a file first."), 400)
    try:
        attachment = services.store(
            actor=request.user, upload=file, slot=request.POST.get("slot", ""), draft=key
        )
    except ValidationError as refusal:
        return _refuse(refusal.messages[0], _STATUS.get(refusal.code or "", 422))
    return JsonResponse({**shown(attachment), "digest": attachment.sha256}, status=201)


@require_POST
def discard(request: HttpRequest, pk: uuid.UUID) -> JsonResponse:
    """Take back one's own staged upload."""
    attachment = selectors.readable(request.user, pk)
    try:
        services.discard(actor=request.user, attachment=attachment)
    except PermissionDenied as refusal:
        return _refuse(_reason(refusal), 403)
    return JsonResponse({"id": str(pk)})


def _reason(refusal: PermissionDenied) -> str:
    """Return the refusal in one line; one with facts names them (the assessment, the lock)."""
    if isinstance(refusal, Refusal):
        facts = [f"{label} {value}" for label, value in refusal.facts]
        return "　".join(str(part) for part in (refusal.title, refusal.reason, *facts) if part)
    return str(refusal) or _("Your post does not allow this.")


def _refuse(message: str, status: int) -> JsonResponse:
    return JsonResponse({"error": message}, status=status)
