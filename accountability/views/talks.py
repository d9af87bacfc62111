"""Talks of the first form: the list, one record, recording, correcting, striking off."""

import uuid
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accountability.filters.talks import TalkFilter
from accountability.forms.checklists import take_refusal
from accountability.forms.talks import TalkCorrectionForm, TalkForm, TalkStrikeForm
from accountability.permissions import READ_TALKS, RECORD_TALK
from accountability.selectors import counting, talks
from accountability.services import talk_files
from accountability.services import talks as services
from accountability.services.locks import lock_of
from accountability.tables.talks import TalkTable
from supervision import clock
from supervision.attachments import selectors as attachments
from supervision.attachments.uploads import turned_away
from supervision.web.views.access import PermissionRequiredMixin, permission_required
from supervision.web.views.lists import Empty, ListPage


class TalkList(PermissionRequiredMixin, ListPage):
    """Every record the account may open, without the names of the persons talked with."""

    permission = READ_TALKS
    title = gettext_lazy("Talks of the first form")
    template_name = "accountability/talks/list.html"
    table_class = TalkTable
    filterset_class = TalkFilter
    export_url_name = "accountability:talks_export"
    empty = Empty(
        gettext_lazy("No talk is recorded here"),
        gettext_lazy("Each talk counts for the tasks of its period as soon as it is recorded."),
        icon="message",
    )

    def get_queryset(self) -> QuerySet[Any]:
        """Return the records in scope."""
        return talks.as_listed(talks.talks_visible_to(self.request.user))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add whether the account records talks itself."""
        may_record = cast(Any, self.request.user).can(RECORD_TALK)
        return super().get_context_data(may_record=may_record, **kwargs)


@never_cache
@permission_required(READ_TALKS)
@require_safe
def talk(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one version of a record; opening it is on record."""
    user = cast(Any, request.user)
    found = get_object_or_404(talks.all_versions_visible_to(user), pk=pk)
    services.open_talk(actor=user, talk=found)
    strike = getattr(found, "strike", None)
    is_newest = getattr(found, "replaced_by", None) is None
    may = user.can_in(RECORD_TALK, found.unit) and is_newest and strike is None
    context = {
        "talk": found,
        "strike": strike,
        "is_newest": is_newest,
        "versions": talks.versions_of(found),
        "tasks": talks.tasks_of(found),
        "files": list(attachments.of(found)),
        "may_change": may and lock_of(found.unit_id) is None,
    }
    return render(request, "accountability/talks/talk.html", context)


@permission_required(RECORD_TALK)
@require_http_methods(["GET", "POST"])
def talk_new(request: HttpRequest) -> HttpResponse:
    """Record a talk in the own unit."""
    user = cast(Any, request.user)
    unit = _own_unit(user, request.GET.get("unit", ""))
    leading = talks.leading_group(unit, clock.today())
    if request.method == "GET":
        first = {"token": uuid.uuid4(), "talked_on": clock.today()}
        return _page(request, unit, TalkForm(initial=first, leading=leading))
    form = TalkForm(request.POST, leading=leading)
    uploads, refused = _uploads(request, unit)
    if form.is_valid() and not refused:
        try:
            saved = services.record_talk(
                actor=user,
                unit=unit,
                token=form.cleaned_data["token"],
                data=form.data_of_talk(),
                attachments=uploads,
            )
        except ValidationError as faults:
            take_refusal(form, faults)
        else:
            messages.success(request, _said(saved))
            return redirect("accountability:talk", pk=saved.pk)
    return _page(request, unit, form, refused)


@permission_required(RECORD_TALK)
@require_http_methods(["GET", "POST"])
def talk_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a further version of a record."""
    user = cast(Any, request.user)
    found = get_object_or_404(talks.talks_visible_to(user), pk=pk)
    if request.method == "GET":
        services.open_talk(actor=user, talk=found)
        first = {"token": uuid.uuid4(), **vars(services.data_of(found))}
        leading = talks.leading_group(found.unit, found.talked_on)
        return _page(
            request, found.unit, TalkCorrectionForm(initial=first, leading=leading), talk=found
        )
    leading = talks.leading_group(found.unit, clock.today())
    form = TalkCorrectionForm(request.POST, leading=leading)
    uploads, refused = _uploads(request, found.unit)
    if form.is_valid() and not refused:
        try:
            saved = services.correct_talk(
                actor=user,
                talk=found,
                token=form.cleaned_data["token"],
                data=form.data_of_talk(),
                reason=form.cleaned_data["correction"],
                attachments=uploads,
            )
        except ValidationError as faults:
            take_refusal(form, faults)
        else:
            messages.success(request, _("The correction is kept beside the version before it."))
            return redirect("accountability:talk", pk=saved.pk)
    return _page(request, found.unit, form, refused, found)


@permission_required(RECORD_TALK)
@require_http_methods(["GET", "POST"])
def talk_strike(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the reason, then strike the record off."""
    user = cast(Any, request.user)
    found = get_object_or_404(talks.talks_visible_to(user), pk=pk)
    form = TalkStrikeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.strike_talk(actor=user, talk=found, reason=form.cleaned_data["reason"])
        except ValidationError as faults:
            take_refusal(form, faults)
        else:
            messages.success(request, _("The record is struck off; it stays readable."))
            return redirect("accountability:talk", pk=pk)
    context = {"talk": found, "form": form, "tasks": talks.tasks_of(found)}
    status = 422 if form.is_bound else 200
    return render(request, "accountability/talks/strike.html", context, status=status)


def _own_unit(user: Any, wanted: str) -> Any:
    """Return the unit asked for, else the one the account works for; raises PermissionDenied."""
    units = talks.units_to_record_for(user)
    if wanted.isdecimal() and len(wanted) < 19:
        return get_object_or_404(units, pk=int(wanted))
    unit = user.home_unit if user.home_unit in units else units.first()
    if unit is None:
        raise PermissionDenied(_("Your post does not allow this."))
    return unit


def _uploads(request: HttpRequest, unit: Any) -> tuple[list[Any], list[str]]:
    """Return the uploads that go with the form, and why others were refused."""
    return talk_files.uploads(
        actor=cast(Any, request.user),
        unit=unit,
        files=request.FILES.getlist("files"),
        slot=request.POST.get("files_slot", ""),
        named=request.POST.getlist("attachments"),
        dropped=turned_away(request),
    )


def _said(saved: Any) -> str:
    tasks = talks.tasks_of(saved)
    if not tasks:
        return _("The talk is recorded. It counts for no task: none asks for it in this period.")
    done = [task for task in tasks if task.closed_at is not None]
    if done:
        return _("The talk is recorded and counted; “%(task)s” is concluded.") % {"task": done[0]}
    return _("The talk is recorded and counted for “%(task)s”.") % {"task": tasks[0]}


def _page(
    request: HttpRequest, unit: Any, form: TalkForm, refused: Any = (), talk: Any = None
) -> HttpResponse:
    user = cast(Any, request.user)
    for reason in refused:
        form.add_error("files", reason)
    context = {
        "unit": unit,
        "form": form,
        "talk": talk,
        "lock": lock_of(unit.pk),
        "lacking": counting.lacking(user, unit),
        "upload": talk_files.place(user, unit),
    }
    status = 422 if form.is_bound else 200
    return render(request, "accountability/talks/form.html", context, status=status)
