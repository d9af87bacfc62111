"""Who takes part in a clue, who must leave it to others, who stands in during an absence."""

import datetime as dt
from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cases.forms.fields import take_refusal
from cases.forms.team import AvoidanceForm, NameForm, StandInForm
from cases.permissions import NAME_STAND_IN, READ
from cases.selectors import standins, team
from cases.selectors.visibility import get_clue
from cases.services import stand_ins as stand_in_services
from cases.services import team as services
from cases.services.reads import record_read
from supervision import clock
from supervision.web.views.access import permission_required


def _number(text: str) -> int:
    if not text.isdecimal() or len(text) > 18:
        raise Http404
    return int(text)


def _chosen(people: list[Any], pk: int) -> Any:
    return next(one for one in people if one.pk == pk)


@require_http_methods(["GET", "POST"])
@permission_required(READ)
def members(request: HttpRequest, number: str) -> HttpResponse:
    """Show who takes part; the head of the office names people here."""
    user = cast(Any, request.user)
    clue = get_clue(user, number)
    people = team.candidates(user, clue)
    kinds = team.kinds_named_by(user, clue)
    last_on = clock.today() + dt.timedelta(days=settings.CASE_ACCESS_DAYS)
    form = NameForm(
        request.POST or None, kinds=kinds, people=people, last_on=last_on, version=clue.version
    )
    if request.method == "POST" and form.is_valid() and _named(user, clue, people, form):
        messages.success(request, _("Named; the officer was told."))
        return redirect("cases:team", number=clue.number)
    return _team_page(request, clue, form, 422 if form.is_bound and form.errors else 200)


def _named(user: Any, clue: Any, people: list[Any], form: NameForm) -> bool:
    """Name whom the form states; a refusal goes to its fields."""
    data = form.cleaned_data
    try:
        services.name(
            actor=user,
            clue=clue,
            user=_chosen(people, data["user"]),
            kind=data["kind"],
            last_on=data["last_on"],
            version=data["version"],
        )
    except ValidationError as refused:
        take_refusal(form, refused)
        return False
    return True


def _team_page(request: HttpRequest, clue: Any, form: Any, status: int) -> HttpResponse:
    user = cast(Any, request.user)
    record_read(actor=user, clue=clue, what="officers")
    context = {
        "clue": clue,
        "form": form,
        "kinds": team.kinds_named_by(user, clue),
        "parts": team.parts_of(clue),
        "avoidances": team.avoidances_of(clue),
    }
    return render(request, "cases/steps/team.html", context, status=status)


@require_POST
@permission_required(READ)
def release(request: HttpRequest, number: str) -> HttpResponse:
    """End somebody's part before its day."""
    user = cast(Any, request.user)
    clue = get_clue(user, number)
    access = get_object_or_404(team.parts_of(clue), pk=_number(request.POST.get("access", "")))
    try:
        services.release(actor=user, access=access)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("The clue is closed to %(name)s.") % {"name": access.user.name})
    return redirect("cases:team", number=clue.number)


@require_http_methods(["GET", "POST"])
@permission_required(READ)
def avoidance(request: HttpRequest, number: str) -> HttpResponse:
    """Record that oneself, or somebody else, must leave the clue to others."""
    user = cast(Any, request.user)
    clue = get_clue(user, number)
    people = team.may_be_barred(user, clue)
    form = AvoidanceForm(request.POST or None, people=people, initial={"user": user.pk})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        named = _chosen(people, data["user"])
        try:
            services.note_avoidance(
                actor=user, clue=clue, user=named, ground=data["ground"], reason=data["reason"]
            )
        except ValidationError as refused:
            take_refusal(form, refused)
        else:
            messages.success(request, _("Recorded; the clue is left to others."))
            if named == user:
                return redirect("dashboards:home")
            return redirect("cases:team", number=clue.number)
    status = 422 if form.is_bound and form.errors else 200
    return render(
        request, "cases/steps/avoidance.html", {"clue": clue, "form": form}, status=status
    )


@require_http_methods(["GET", "POST"])
@permission_required(READ)
def stand_ins(request: HttpRequest) -> HttpResponse:
    """Show who stands in for whom, and name one's own stand-in."""
    user = cast(Any, request.user)
    people = list(standins.may_stand_in(user)) if user.can(NAME_STAND_IN) else []
    form = StandInForm(request.POST or None, people=people, initial={"first_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            stand_in_services.name_stand_in(
                actor=user, **{**data, "stand_in": _chosen(people, data["stand_in"])}
            )
        except ValidationError as refused:
            take_refusal(form, refused)
        else:
            messages.success(request, _("Named; the stand-in was told."))
            return redirect("cases:stand_ins")
    context = {
        "form": form,
        "may_name": user.can(NAME_STAND_IN),
        "rows": standins.stand_ins_visible_to(user)[:_SHOWN],
        "today": clock.today(),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "cases/steps/stand_ins.html", context, status=status)


_SHOWN = 50


@require_POST
@permission_required(NAME_STAND_IN)
def stand_in_end(request: HttpRequest) -> HttpResponse:
    """End an absence before its last day."""
    user = cast(Any, request.user)
    rows = standins.stand_ins_visible_to(user)
    row = get_object_or_404(rows, pk=_number(request.POST.get("row", "")))
    try:
        stand_in_services.end_stand_in(actor=user, row=row)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("Done and recorded."))
    return redirect("cases:stand_ins")
