"""Draft the papers of a rectification; the register of documents takes them from there."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accountability.permissions import RAISE_FINDING
from accountability.selectors.rectifications import rectifications_visible_to
from accountability.services import rectification_papers as services
from supervision.web.views.access import permission_required


@require_POST
@permission_required(RAISE_FINDING)
def rectification_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft the notice to rectify."""
    return _draft(request, pk, services.draft_notice)


@require_POST
@permission_required(RAISE_FINDING)
def rectification_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft the report on the rectification."""
    return _draft(request, pk, services.draft_report)


def _draft(request: HttpRequest, pk: int, write: Callable[..., Any]) -> HttpResponse:
    user = cast(Any, request.user)
    item = get_object_or_404(rectifications_visible_to(user), pk=pk)
    try:
        paper = write(actor=user, rectification=item)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("accountability:rectification", pk=pk)
    messages.success(request, _("Drafted. Check the words, then hand it to a signer."))
    return redirect("documents:document", pk=paper.pk)
