"""Quick record: choose the item, write it down, done; made for a phone."""

from typing import Any, cast

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accountability.enums import Period
from accountability.forms.filings import QuickForm
from accountability.permissions import FILE
from accountability.selectors import filings, materials
from accountability.services import drafts, quick
from accountability.services.filings import check_may_write
from accountability.services.locks import lock_of
from accountability.views.filings import accepted, keep
from accountability.views.typed import chosen, first_form, save_and_stay, stamp, upload_place
from supervision import clock
from supervision.attachments.uploads import turned_away
from supervision.web.views.access import permission_required


@permission_required(FILE)
@require_GET
def choose(request: HttpRequest) -> HttpResponse:
    """Choose the item that the event belongs to."""
    user = cast(Any, request.user)
    text = request.GET.get("q", "").strip()
    rows = filings.events_first(filings.assignments_to_record(user), text)
    context = {
        "events": [row for row in rows if row.item.period == Period.EVENT],
        "others": [row for row in rows if row.item.period != Period.EVENT],
        "q": text,
        "lock": lock_of(user.home_unit.pk) if user.home_unit else None,
    }
    return render(request, "accountability/quick_choose.html", context)


@permission_required(FILE)
@require_http_methods(["GET", "POST"])
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the record of one event."""
    user = cast(Any, request.user)
    item = get_object_or_404(filings.assignments_to_record(user), pk=pk)
    is_event = item.item.period == Period.EVENT
    if request.method == "GET":
        form = first_form(
            QuickForm,
            filings.draft_of(user, item),
            initial={"event_on": clock.today().isoformat()},
            concludes_itself=is_event or bool(item.item.stages),
        )
        return _page(request, item, cast(QuickForm, form))
    check_may_write(actor=user, unit=item.unit, way="quick")
    concludes_itself = is_event or bool(item.item.stages)
    form = QuickForm(request.POST, request.FILES, concludes_itself=concludes_itself)
    return _take(request, item, form)


def _take(request: HttpRequest, item: Any, form: QuickForm) -> HttpResponse:
    user = cast(Any, request.user)
    first = filings.filed(user, request.POST.get("token", ""))
    if first is not None:
        return redirect("accountability:filing", pk=first.pk)
    kept, refused = drafts.stage_uploads(
        actor=user,
        subject=item,
        files=request.FILES.getlist("files"),
        slot=request.POST.get("files_slot", ""),
        dropped=turned_away(request),
    )
    if request.POST.get("act") == "draft" and not refused:
        return save_and_stay(request, item)
    if form.is_valid() and not refused:
        wanted = {name: value for name, value in form.cleaned_data.items() if name != "files"}
        files = chosen(request, item, kept)
        try:
            filing = quick.quick_record(actor=user, assignment=item, attachments=files, **wanted)
        except ValidationError as faults:
            form.add_error(None, faults)
        else:
            return accepted(request, filing)
    for reason in refused:
        form.add_error("files", reason)
    return _page(request, item, form)


def _page(request: HttpRequest, item: Any, form: QuickForm) -> HttpResponse:
    user = cast(Any, request.user)
    draft = filings.draft_of(user, item)
    evidence = materials.evidence_of_item(item.item)
    context = {
        "item": item,
        "form": form,
        "lock": lock_of(item.unit_id),
        "draft": draft,
        "stamp": stamp(draft),
        "required": _(", ").join(row.name for row in evidence if row.is_required),
        "upload": upload_place(user, item, [row.name for row in evidence]),
    }
    return render(request, "accountability/quick_record.html", context)


@require_POST
def draft(request: HttpRequest, pk: int) -> JsonResponse:
    """Keep what has been typed for the item."""
    found = filings.assignments_to_record(cast(Any, request.user)).filter(pk=pk).first()
    return keep(request, found)
