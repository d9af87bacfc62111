"""How far the portal has come with reading files for the search; never what is in them."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from supervision.attachments import reading, selectors, services
from supervision.attachments.permissions import OVERSEE_READING
from supervision.web.views.access import permission_required


@require_safe
@permission_required(OVERSEE_READING)
def progress(request: HttpRequest) -> HttpResponse:
    """Show the engine and how many files stand where."""
    context = {
        "engine": reading.engine(),
        "counts": selectors.reading_counts(),
        "faults": [(gettext(fault), count) for fault, count in selectors.reading_faults()],
    }
    return render(request, "attachments/reading.html", context)


@require_POST
@permission_required(OVERSEE_READING)
def again(request: HttpRequest) -> HttpResponse:
    """Put down once more what failed or was not recognised."""
    asked = services.ask_again(actor=cast(Any, request.user))
    messages.success(
        request,
        ngettext("%(count)s file will be read again.", "%(count)s files will be read again.", asked)
        % {"count": asked},
    )
    return redirect("attachments:reading")
