"""Read the filings of a patrol one after another."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accountability.forms.patrols import VerdictForm
from accountability.permissions import PATROL
from accountability.selectors import avoidance
from accountability.selectors import patrols as selectors
from accountability.services import patrol_readings, patrols
from accountability.views.patrols import READERS
from supervision.attachments import selectors as attachments
from supervision.web.views.access import check, permission_required


@require_POST
@permission_required(PATROL)
def patrol_next(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the next filing on the officer's desk and open it."""
    found = get_object_or_404(selectors.patrols_visible_to(request.user), pk=pk)
    return _go_on(request, found)


def _go_on(request: HttpRequest, patrol: Any) -> HttpResponse:
    try:
        entry = patrols.take_next(actor=cast(Any, request.user), patrol=patrol)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("accountability:patrol", pk=patrol.pk)
    if entry is None:
        messages.info(request, _("Nothing waits for you here: all is read, or on another desk."))
        return redirect("accountability:patrol", pk=patrol.pk)
    return redirect("accountability:patrol_entry", pk=entry.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(READERS)
def patrol_entry(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a filing of the patrol with its files; take the verdict and go on to the next."""
    user = cast(Any, request.user)
    entry = get_object_or_404(selectors.entries_visible_to(user), pk=pk)
    form = VerdictForm(request.POST or None)
    if request.method == "POST":
        check(request, PATROL)
        if form.is_valid():
            try:
                _say(user, entry, form.cleaned_data)
            except ValidationError as error:
                form.add_error(None, ValidationError(error.messages))
            else:
                messages.success(request, _("The verdict is recorded."))
                return _after(request, entry)
    return _page(request, entry, form)


def _say(user: Any, entry: Any, said: dict[str, Any]) -> None:
    """Keep the verdict; on a filing that is read it corrects the last one."""
    last = entry.readings.filter(corrected_by__isnull=True).first()
    if last is None:
        patrol_readings.read(actor=user, entry=entry, **said)
    else:
        patrol_readings.correct(actor=user, reading=last, **said)


def _after(request: HttpRequest, entry: Any) -> HttpResponse:
    if entry.is_read or entry.round.finished_at is not None:
        return redirect("accountability:patrol_entry", pk=entry.pk)
    return _go_on(request, entry.round)


def _page(request: HttpRequest, entry: Any, form: VerdictForm) -> HttpResponse:
    user = cast(Any, request.user)
    mine = entry.claimed_by_id == user.pk and not entry.is_read
    matter = avoidance.about_filings([entry.filing])
    avoids = avoidance.why_not(user, matter) if user.can(PATROL) else ""
    corrects = entry.is_read and user.can(PATROL) and not avoids
    context = {
        "entry": entry,
        "patrol": entry.round,
        "filing": entry.filing,
        "files": attachments.of(entry.filing),
        "history": selectors.history_of(entry),
        "form": form,
        "is_mine": mine and entry.round.finished_at is None,
        "avoids": avoids,
        "corrects": corrects,
    }
    status = 422 if form.is_bound else 200
    return render(request, "accountability/patrols/entry.html", context, status=status)


@require_POST
@permission_required(PATROL)
def patrol_put_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the filing back into the queue."""
    entry = get_object_or_404(selectors.entries_visible_to(request.user), pk=pk)
    patrols.put_back(actor=cast(Any, request.user), entry=entry)
    messages.info(request, _("The filing is back in the queue."))
    return redirect("accountability:patrol", pk=entry.round_id)
