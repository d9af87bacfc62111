"""The duty's page with its next filing, the receipt, the draft that saves itself."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accountability.forms.filings import FilingForm, SupplementForm
from accountability.selectors import filings, materials
from accountability.selectors.duties import duties_visible_to, with_light
from accountability.selectors.duty_page import duties_with_page, duty_page
from accountability.selectors.newest import filings_visible_to
from accountability.selectors.origins import origin_of
from accountability.services import drafts
from accountability.services import filings as services
from accountability.services.locks import lock_of
from accountability.views.typed import chosen, first_form, save_and_stay, stamp, upload_place
from supervision.attachments.uploads import turned_away
from supervision.history.pages import shows_past
from supervision.web.formats import clock_time


@require_http_methods(["GET", "POST"])
@shows_past
def duty(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the duty; file its next stage."""
    user = cast(Any, request.user)
    found = get_object_or_404(duties_with_page(user), pk=pk)
    if request.method == "GET":
        return _page(request, found)
    services.check_may_write(actor=user, unit=found.unit, way="filing")
    form = FilingForm(
        request.POST, request.FILES, concludes_itself=bool(materials.stage_names(found))
    )
    return _take(request, found, form, services.submit)


@require_POST
def supplement(request: HttpRequest, pk: int) -> HttpResponse:
    """Add to a concluded duty."""
    user = cast(Any, request.user)
    found = get_object_or_404(with_light(duties_visible_to(user)), pk=pk)
    services.check_may_write(actor=user, unit=found.unit, way="filing")
    return _take(request, found, SupplementForm(request.POST, request.FILES), services.supplement)


def _take(request: HttpRequest, duty: Any, form: FilingForm, write: Any) -> HttpResponse:
    user = cast(Any, request.user)
    first = filings.filed(user, request.POST.get("token", ""))
    if first is not None:
        return redirect("accountability:filing", pk=first.pk)
    kept, refused = drafts.stage_uploads(
        actor=user,
        subject=duty,
        files=request.FILES.getlist("files"),
        slot=request.POST.get("files_slot", ""),
        dropped=turned_away(request),
    )
    if request.POST.get("act") == "draft" and not refused:
        return save_and_stay(request, duty)
    if form.is_valid() and not refused:
        wanted = {name: value for name, value in form.cleaned_data.items() if name != "files"}
        try:
            filing = write(actor=user, duty=duty, attachments=chosen(request, duty, kept), **wanted)
        except ValidationError as faults:
            form.add_error(None, faults)
        else:
            return accepted(request, filing)
    for reason in refused:
        form.add_error("files", reason)
    return _page(request, duty, form)


def accepted(request: HttpRequest, filing: Any) -> HttpResponse:
    """Lead to the receipt of what has just been filed."""
    messages.success(request, _("Filed. Receipt number: %(receipt)s") % {"receipt": filing.receipt})
    return redirect("accountability:filing", pk=filing.pk)


def _page(request: HttpRequest, duty: Any, form: FilingForm | None = None) -> HttpResponse:
    user = cast(Any, request.user)
    page = duty_page(user, duty)
    lock = lock_of(duty.unit_id)
    if page.may_file and lock is None and form is None:
        kind = SupplementForm if duty.closed_at else FilingForm
        form = first_form(
            kind,
            page.draft,
            stage=page.next_stage,
            initial={"is_final": not page.open_parts},
            **({} if duty.closed_at else {"concludes_itself": bool(page.steps)}),
        )
    if form is not None and form.is_bound and "stage" in form.fields:
        # Somebody else may have filed the stage meanwhile: the form goes on with the next one.
        typed = request.POST.copy()
        typed["stage"] = str(page.next_stage)
        form.data = typed
    context = {
        "duty": duty,
        "page": page,
        "form": form,
        "lock": lock,
        "explanation": page.explanation,
        "origin": origin_of(duty),
        "stamp": stamp(page.draft),
        "upload": upload_place(user, duty, page.slots) if form is not None else None,
    }
    return render(request, "accountability/duty.html", context)


@require_GET
def filing(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one filing as its receipt."""
    found = get_object_or_404(filings_visible_to(cast(Any, request.user)), pk=pk)
    record = filings.record_of(found)
    return render(request, "accountability/filing.html", {"record": record, "filing": found})


@require_POST
def duty_draft(request: HttpRequest, pk: int) -> JsonResponse:
    """Keep what has been typed for the duty."""
    found = duties_visible_to(cast(Any, request.user)).filter(pk=pk).first()
    return keep(request, found)


def keep(request: HttpRequest, subject: Any) -> JsonResponse:
    """Answer a form that saves itself, in JSON."""
    if subject is None:
        return JsonResponse({"error": _("There is no such record.")}, status=404)
    try:
        draft = drafts.save_draft(
            actor=cast(Any, request.user), subject=subject, fields=request.POST.dict()
        )
    except PermissionDenied as refusal:
        return JsonResponse({"error": str(refusal)}, status=403)
    return JsonResponse({"saved_at": clock_time(draft.saved_at), "stamp": stamp(draft)})
