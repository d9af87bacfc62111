"""Enter a clue: to whom the report belongs, then the form; and what it may be a repeat of."""

import re
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cases.forms import respondents as people_forms
from cases.forms.fields import take_refusal
from cases.forms.intake import ClueForm
from cases.forms.matches import ClosingForm, MatchForm
from cases.permissions import READ, READ_REPORTER, REGISTER, SUPERVISE
from cases.selectors import matches as match_rows
from cases.selectors import registrar
from cases.selectors.clue_page import content_is_open
from cases.selectors.visibility import get_clue, may_open
from cases.services import intake, intake_files, matches
from cases.services.reads import record_read
from supervision.attachments.uploads import turned_away
from supervision.web.views.access import permission_required

_ROW = re.compile(r"people-\d{1,2}")


@never_cache
@permission_required(REGISTER)
@require_http_methods(["GET", "POST"])
def clue_new(request: HttpRequest) -> HttpResponse:
    """Ask to whom the report belongs; then take the clue down on one page."""
    user = cast(Any, request.user)
    takes_reporter = user.can(READ_REPORTER)
    if request.method == "GET":
        if takes_reporter and request.GET.get("belongs") != "here":
            return render(request, "cases/intake/belongs.html")
        form = ClueForm(takes_reporter=takes_reporter)
        return _page(request, form, people_forms.respondents())
    people = people_forms.respondents(request.POST, more="more" in request.POST)
    uploads, refused = _uploads(request)
    if "more" in request.POST:
        form = ClueForm(initial=_typed(request), takes_reporter=takes_reporter)
        return _page(request, form, people, status=200)
    form = ClueForm(request.POST, takes_reporter=takes_reporter)
    if form.is_valid() and people.is_valid() and not refused:
        try:
            entry = form.entry(people.entries())
            token = form.cleaned_data["token"]
            clue = intake.register_clue(actor=user, entry=entry, attachments=uploads, token=token)
        except ValidationError as refusal:
            take_refusal(form, refusal)
        else:
            return _entered(request, clue)
    return _page(request, form, people, refused, status=422)


def _typed(request: HttpRequest) -> dict[str, Any]:
    """Return what was typed so far, for a form that is shown again with one row more."""
    several = ("violations", "four_winds")
    typed: dict[str, Any] = {name: request.POST.get(name, "") for name in request.POST}
    return typed | {name: request.POST.getlist(name) for name in several}


def _uploads(request: HttpRequest) -> tuple[list[Any], list[str]]:
    """Return the uploads that go with the form, and why others were refused."""
    return intake_files.uploads(
        actor=cast(Any, request.user),
        files=request.FILES.getlist("files"),
        named=request.POST.getlist("attachments"),
        dropped=turned_away(request),
    )


def _entered(request: HttpRequest, clue: Any) -> HttpResponse:
    messages.success(request, _("Registered as %(number)s.") % {"number": clue.number})
    if match_rows.proposals(request.user, clue):
        return redirect("cases:clue_matches", number=clue.number)
    return redirect("cases:clue", number=clue.number)


def _page(
    request: HttpRequest, form: Any, people: Any, refused: Any = (), status: int = 200
) -> HttpResponse:
    for reason in refused:
        form.add_error("files", reason)
    context = {
        "form": form,
        "people": people,
        "upload": intake_files.place(request.user),
        "takes_reporter": cast(Any, request.user).can(READ_REPORTER),
    }
    return render(request, "cases/intake/form.html", context, status=status)


@require_safe
@permission_required(REGISTER)
def clue_people(request: HttpRequest) -> HttpResponse:
    """Offer the persons of the register whom a typed name may mean, for one row of the form."""
    row = request.GET.get("row", "")
    found: list[Any] = []
    if _ROW.fullmatch(row):
        text = request.GET.get(f"{row}-name", "")[:60]
        found = [
            (one, registrar.described(one)) for one in registrar.people_called(request.user, text)
        ]
    return render(request, "cases/intake/people.html", {"row": row, "found": found})


@never_cache
@permission_required(READ)
@require_http_methods(["GET", "POST"])
def respondent_new(request: HttpRequest, number: str) -> HttpResponse:
    """Name a respondent who became known after the clue was entered."""
    return _respondent(request, number, None)


@never_cache
@permission_required(READ)
@require_http_methods(["GET", "POST"])
def respondent_edit(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Correct what is known of a respondent."""
    return _respondent(request, number, pk)


def _respondent(request: HttpRequest, number: str, pk: int | None) -> HttpResponse:
    user = cast(Any, request.user)
    clue = get_clue(user, number)
    if not registrar.may_name_respondents(user, clue) or not content_is_open(user, clue):
        raise PermissionDenied(_("Your post does not allow this."))
    found = get_object_or_404(clue.respondents, pk=pk) if pk is not None else None
    first = people_forms.facts_of(found) if found is not None else {}
    form = people_forms.RespondentForm(request.POST or None, prefix="people-0", initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            if found is None:
                intake.name_respondent(actor=user, clue=clue, entry=form.entry())
            else:
                intake.correct_respondent(actor=user, respondent=found, entry=form.entry())
        except ValidationError as refusal:
            take_refusal(form, refusal)
        else:
            messages.success(request, _("Kept. The earlier clues of this person are proposed."))
            return _back(user, clue)
    record_read(actor=user, clue=clue, what="respondent")
    status = 422 if form.is_bound else 200
    context = {"clue": clue, "form": form, "respondent": found}
    return render(request, "cases/intake/respondent.html", context, status=status)


def _back(user: Any, clue: Any) -> HttpResponse:
    """Go back to the clue; whoever must leave it to others since this respondent, to the desk."""
    if may_open(user, clue):
        return redirect("cases:clue", number=clue.number)
    return redirect("cases:desk")


@never_cache
@permission_required(READ)
@require_safe
def clue_matches(request: HttpRequest, number: str) -> HttpResponse:
    """Show which earlier clues may concern the same, and what met."""
    return _matches(request, get_clue(request.user, number), MatchForm(), None)


def _matches(request: HttpRequest, clue: Any, form: Any, of: int | None) -> HttpResponse:
    user = cast(Any, request.user)
    record_read(actor=user, clue=clue, what="matches")
    same = match_rows.same_matter(clue)
    context = {
        "clue": clue,
        "proposals": match_rows.proposals(user, clue),
        "form": form,
        "of": of,
        "may_decide": matches.may_decide(user, clue),
        "same": same,
        "closing": ClosingForm(initial={"version": clue.version})
        if same is not None and user.can(SUPERVISE) and clue.status in ("registered", "assigned")
        else None,
    }
    status = 422 if form.is_bound else 200
    return render(request, "cases/intake/matches.html", context, status=status)


@permission_required(READ)
@require_http_methods(["GET", "POST"])
def match_decide(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Decide whether an earlier clue is the same matter."""
    clue = get_clue(request.user, number)
    shown = [one.match for one in match_rows.proposals(request.user, clue)]
    match = get_object_or_404(clue.matches, pk=pk, pk__in=[one.pk for one in shown])
    form = MatchForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            matches.decide_match(actor=cast(Any, request.user), match=match, **form.cleaned_data)
        except ValidationError as refusal:
            take_refusal(form, refusal)
        except PermissionDenied as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Decided; this stands with your name and the reason."))
            return redirect("cases:clue_matches", number=number)
    return _matches(request, clue, form, pk)


@permission_required(SUPERVISE)
@require_http_methods(["GET", "POST"])
def repeat_close(request: HttpRequest, number: str) -> HttpResponse:
    """Propose to close a repeat; the principal approves."""
    clue = get_clue(request.user, number)
    form = ClosingForm(request.POST or None, initial={"version": clue.version})
    if request.method == "POST" and form.is_valid():
        try:
            matches.propose_closing(actor=cast(Any, request.user), clue=clue, **form.cleaned_data)
        except ValidationError as refusal:
            take_refusal(form, refusal)
        else:
            messages.success(request, _("Proposed. The repeat is closed when the principal signs."))
            return redirect("cases:clue", number=number)
    record_read(actor=cast(Any, request.user), clue=clue, what="matches")
    context = {"clue": clue, "form": form, "same": match_rows.same_matter(clue)}
    status = 422 if form.is_bound else 200
    return render(request, "cases/intake/close.html", context, status=status)
