"""Scoring schemes: drafts and what is in force."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accountability import scoring
from accountability.forms.checklists import take_refusal
from accountability.forms.scores import LineForm, SchemeForm, SchemeNewForm
from accountability.permissions import EDIT_SCHEME, READ
from accountability.score_enums import SchemeStatus
from accountability.selectors import schemes as selectors
from accountability.services import schemes as services
from supervision import clock
from supervision.accounts.views.sudo import sudo_required
from supervision.web.views.access import permission_required


def _found(request: HttpRequest, pk: int) -> Any:
    return get_object_or_404(selectors.schemes_visible_to(request.user), pk=pk)


@require_safe
@permission_required(READ)
def schemes(request: HttpRequest) -> HttpResponse:
    """List the schemes year by year."""
    rows = selectors.schemes_visible_to(request.user)
    return render(request, "accountability/schemes/schemes.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
@permission_required(EDIT_SCHEME)
def scheme_new(request: HttpRequest) -> HttpResponse:
    """Begin a scheme, or the next version of the year's."""
    year = clock.today().year
    first = {"year": year, "name": _("Scoring scheme %(year)s") % {"year": year}}
    form = SchemeNewForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            found = services.draft_scheme(actor=cast(Any, request.user), **form.cleaned_data)
        except ValidationError as refused:
            take_refusal(form, refused)
        else:
            messages.success(request, _("The draft is open; units see nothing of it yet."))
            return redirect("accountability:scheme", pk=found.pk)
    context = {"form": form, "heading": _("Draft a scoring scheme")}
    status = 422 if form.is_bound else 200
    return render(request, "accountability/schemes/form.html", context, status=status)


@require_safe
@permission_required(READ)
def scheme(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a scheme with its lines; while it is a draft, with what can be done to it."""
    found = _found(request, pk)
    rows = selectors.lines_of(found)
    is_draft = found.status == SchemeStatus.DRAFT
    may_edit = is_draft and cast(Any, request.user).can(EDIT_SCHEME)
    context = {
        "scheme": found,
        "rows": rows,
        "groups": found.groups.all(),
        "weights": selectors.weight_sum(rows),
        "may_edit": may_edit,
        "left": selectors.sources_left(found) if may_edit else [],
    }
    return render(request, "accountability/schemes/scheme.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(EDIT_SCHEME)
def scheme_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the head of a draft."""
    found = _found(request, pk)
    form = SchemeForm(request.POST) if request.method == "POST" else SchemeForm.of(found)
    return _take(
        request,
        found,
        form,
        lambda actor: services.edit_scheme(actor=actor, scheme=found, **form.as_scheme()),
        _("Change the scheme"),
    )


@require_http_methods(["GET", "POST"])
@permission_required(EDIT_SCHEME)
def scheme_line(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a source into a draft, or change what it counts."""
    found = _found(request, pk)
    key = request.POST.get("source") or request.GET.get("source", "")
    source = scoring.source(key)
    if source is None:
        raise Http404
    line = found.lines.filter(source=key).first()
    names = ("weight", "empty", "points_each", "cap", "ceiling", "basis")
    initial = {name: getattr(line, name) for name in names} if line else {}
    form = LineForm(request.POST or None, source=key, initial=initial)
    return _take(
        request,
        found,
        form,
        lambda actor: services.set_line(actor=actor, scheme=found, data=form.as_line()),
        str(source.label),
    )


@require_POST
@permission_required(EDIT_SCHEME)
def scheme_line_remove(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    """Take a source out of a draft."""
    found = _found(request, pk)
    chosen = get_object_or_404(found.lines, pk=line)
    _act(request, lambda actor: services.remove_line(actor=actor, line=chosen))
    return redirect("accountability:scheme", pk=pk)


@require_POST
@permission_required(EDIT_SCHEME)
@sudo_required
def scheme_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a draft in force."""
    found = _found(request, pk)
    _act(request, lambda actor: services.publish_scheme(actor=actor, scheme=found))
    return redirect("accountability:scheme", pk=pk)


@require_POST
@permission_required(EDIT_SCHEME)
def scheme_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    found = _found(request, pk)
    _act(request, lambda actor: services.discard_scheme(actor=actor, scheme=found))
    return redirect("accountability:schemes")


def _take(
    request: HttpRequest,
    found: Any,
    form: Any,
    write: Callable[[Any], object],
    heading: str,
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            write(cast(Any, request.user))
        except ValidationError as refused:
            take_refusal(form, refused)
        else:
            messages.success(request, _("Done and recorded."))
            return redirect("accountability:scheme", pk=found.pk)
    context = {"form": form, "heading": heading, "scheme": found}
    status = 422 if form.is_bound else 200
    return render(request, "accountability/schemes/form.html", context, status=status)


def _act(request: HttpRequest, act: Callable[[Any], object]) -> None:
    try:
        act(cast(Any, request.user))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("Done and recorded."))
