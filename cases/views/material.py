"""Add files to a clue after it was entered."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cases.forms.fields import take_refusal
from cases.forms.material import MaterialForm
from cases.permissions import READ
from cases.selectors.materials import why_not_add
from cases.selectors.visibility import get_clue
from cases.services import materials
from supervision.attachments.uploads import turned_away
from supervision.web.views.access import permission_required


@never_cache
@permission_required(READ)
@require_http_methods(["GET", "POST"])
def files_new(request: HttpRequest, number: str) -> HttpResponse:
    """Add files to a clue; what was typed and uploaded stays when something is refused."""
    user = cast(Any, request.user)
    clue = get_clue(user, number)
    if reason := why_not_add(user, clue):
        raise PermissionDenied(reason)
    if request.method == "GET":
        return _page(request, clue, MaterialForm())
    uploads, refused = _uploads(request, clue)
    form = MaterialForm(request.POST)
    if form.is_valid() and not refused:
        form.cleaned_data.pop("files")
        try:
            materials.add_material(actor=user, clue=clue, attachments=uploads, **form.cleaned_data)
        except ValidationError as refusal:
            take_refusal(form, refusal)
        else:
            messages.success(request, _("Added; the files stand with your name and the time."))
            return redirect(f"{reverse('cases:clue', args=[number])}#material")
    for reason in refused:
        form.add_error("files", reason)
    return _page(request, clue, form, status=422)


def _uploads(request: HttpRequest, clue: Any) -> tuple[list[Any], list[str]]:
    """Return the uploads that go with the form, and why others were refused."""
    return materials.uploads(
        actor=cast(Any, request.user),
        clue=clue,
        files=request.FILES.getlist("files"),
        named=request.POST.getlist("attachments"),
        dropped=turned_away(request),
    )


def _page(request: HttpRequest, clue: Any, form: MaterialForm, status: int = 200) -> HttpResponse:
    context = {"clue": clue, "form": form, "upload": materials.place(request.user, clue)}
    return render(request, "cases/material/new.html", context, status=status)
