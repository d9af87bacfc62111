"""Summons talks: the list, calling, the paper that calls, holding, moving, calling off."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accountability.enums import SummonsStatus
from accountability.filters.pressing import SummonsFilter
from accountability.forms.falsifications import CancelForm, HoldForm, SummonForm, TalkTimeForm
from accountability.permissions import DRAFT_PAPER, READ, SUMMON
from accountability.selectors import summonses
from accountability.selectors.overview import responsible_units
from accountability.services import summons_notices as notices
from accountability.services import summonses as services
from accountability.tables.pressing import SummonsTable
from accountability.views.urgings import numbers
from supervision import clock
from supervision.attachments import selectors as attachments
from supervision.web.views.access import PermissionRequiredMixin, permission_required, sent_from
from supervision.web.views.lists import Empty, ListPage


class SummonsList(PermissionRequiredMixin, ListPage):
    """Every talk the account may read."""

    permission = READ
    title = gettext_lazy("Summons talks")
    table_class = SummonsTable
    filterset_class = SummonsFilter
    export_url_name = "accountability:summonses_export"
    empty = Empty(
        gettext_lazy("Nobody is called to a talk"),
        gettext_lazy("Talks are called on the page of a unit, or by a confirmed falsification."),
        icon="user-check",
    )

    def get_queryset(self) -> QuerySet[Any]:
        """Return the talks in scope."""
        return summonses.summonses_visible_to(cast(Any, self.request.user))


@require_http_methods(["GET", "POST"])
@permission_required(SUMMON)
def summons_new(request: HttpRequest) -> HttpResponse:
    """Call members of a unit's leading group to a talk."""
    user = cast(Any, request.user)
    wanted = request.GET.get("unit", "")
    if not wanted:
        messages.info(
            request,
            _("Choose a unit first: open it in the ladder, then call its leading group to a talk."),
        )
        return redirect("accountability:ladder")
    if not wanted.isdecimal() or len(wanted) > 18:
        raise Http404
    unit = get_object_or_404(responsible_units(user), pk=int(wanted))
    form = SummonForm(request.POST or None, group=summonses.leading_group(unit))
    if request.method == "POST" and form.is_valid():
        try:
            services.call(
                actor=user,
                unit=unit,
                members=form.chosen(),
                reason=form.cleaned_data["reason"],
                planned_at=form.planned_at(),
                place=form.cleaned_data["place"],
            )
        except ValidationError as refused:
            form.add_error(None, refused.messages)
        else:
            messages.success(request, _("The unit was told of the talk."))
            return redirect("accountability:unit_pressing", pk=unit.pk)
    status = 422 if form.is_bound and form.errors else 200
    context = {"form": form, "unit": unit}
    return render(request, "accountability/summonses/new.html", context, status=status)


def _rows(request: HttpRequest) -> QuerySet[Any]:
    return summonses.summonses_visible_to(cast(Any, request.user))


@permission_required(DRAFT_PAPER)
@sent_from("accountability:summonses")
def summons_notices(request: HttpRequest) -> HttpResponse:
    """Draft the papers that call the chosen persons."""
    chosen = _rows(request).filter(pk__in=numbers(request.POST.getlist("pick")))
    try:
        drafted = notices.draft_notices(actor=cast(Any, request.user), summonses=chosen)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("accountability:summonses")
    words = ngettext(
        "%(n)d notice is drafted and waits for its signature.",
        "%(n)d notices are drafted and wait for their signature.",
        len(drafted),
    )
    messages.success(request, words % {"n": len(drafted)})
    return redirect("documents:register")


@require_safe
@permission_required(READ)
def summons(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one talk."""
    user = cast(Any, request.user)
    found = get_object_or_404(_rows(request), pk=pk)
    is_planned = found.status == SummonsStatus.PLANNED
    context = {
        "found": found,
        "files": list(attachments.of(found)),
        "may_act": is_planned and user.can_in(SUMMON, found.unit),
        "may_draft": is_planned and user.can_in(DRAFT_PAPER, found.unit),
    }
    return render(request, "accountability/summonses/summons.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(SUMMON)
def summons_hold(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the talk as held."""
    found = get_object_or_404(_rows(request), pk=pk)
    form = HoldForm(
        request.POST or None, request.FILES or None, initial={"talked_on": clock.today()}
    )
    return _act(request, found, form, "hold", services.hold)


@require_http_methods(["GET", "POST"])
@permission_required(SUMMON)
def summons_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move the talk to another time or place."""
    found = get_object_or_404(_rows(request), pk=pk)
    planned = clock.local(found.planned_at)
    first = {"planned_on": planned.date(), "planned_time": planned.time(), "place": found.place}
    form = TalkTimeForm(request.POST or None, initial=first)

    def write(*, actor: Any, summons: Any, **given: Any) -> None:
        services.move(
            actor=actor, summons=summons, planned_at=form.planned_at(), place=given["place"]
        )

    return _act(request, found, form, "move", write)


@require_http_methods(["GET", "POST"])
@permission_required(SUMMON)
def summons_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Call the talk off."""
    found = get_object_or_404(_rows(request), pk=pk)
    return _act(request, found, CancelForm(request.POST or None), "cancel", services.cancel)


def _act(request: HttpRequest, found: Any, form: Any, name: str, write: Any) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            write(actor=cast(Any, request.user), summons=found, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("Done and recorded."))
            return redirect("accountability:summons", pk=found.pk)
    status = 422 if form.is_bound and form.errors else 200
    context = {"found": found, "form": form}
    return render(request, f"accountability/summonses/{name}.html", context, status=status)
