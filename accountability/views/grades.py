"""The grades and phrases, kept by the head of the office."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accountability.forms.checklists import take_refusal
from accountability.forms.ratings import GradeForm, GradeSetForm, PhrasesForm
from accountability.permissions import EDIT_SCHEME
from accountability.selectors import ratings
from accountability.services import grades as services
from supervision.web.views.access import permission_required


@require_safe
@permission_required(EDIT_SCHEME)
def grades(request: HttpRequest) -> HttpResponse:
    """Show the sets of grades and the phrases."""
    context = {
        "sets": ratings.grade_sets(),
        "given": ratings.grades_given(),
        "phrases": ratings.phrases(),
    }
    return render(request, "accountability/grades/grades.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(EDIT_SCHEME)
def grade_new(request: HttpRequest) -> HttpResponse:
    """Add a grade to the set in use."""
    form = GradeForm(request.POST or None)
    return _take(
        request,
        form,
        lambda actor: services.add_grade(actor=actor, data=form.as_grade()),
        _("Add a grade"),
    )


@require_http_methods(["GET", "POST"])
@permission_required(EDIT_SCHEME)
def grade_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a grade that nobody has given yet."""
    found = get_object_or_404(ratings.grades_in_use(), pk=pk)
    facts = {name: getattr(found, name) for name in ("name", "points", "is_failing")}
    form = GradeForm(request.POST or None, initial=facts)
    return _take(
        request,
        form,
        lambda actor: services.change_grade(actor=actor, grade=found, data=form.as_grade()),
        _("Change the grade"),
    )


@require_POST
@permission_required(EDIT_SCHEME)
def grade_retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a grade out of use."""
    found = get_object_or_404(ratings.grades_in_use(), pk=pk)
    try:
        services.retire_grade(actor=cast(Any, request.user), grade=found)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("The grade is out of use; ratings that gave it keep it."))
    return redirect("accountability:grades")


@require_http_methods(["GET", "POST"])
@permission_required(EDIT_SCHEME)
def grade_set_new(request: HttpRequest) -> HttpResponse:
    """Put a new set of grades in use."""
    form = GradeSetForm(request.POST or None)
    return _take(
        request,
        form,
        lambda actor: services.start_set(actor=actor, **form.cleaned_data),
        _("Start a new set of grades"),
    )


@require_http_methods(["GET", "POST"])
@permission_required(EDIT_SCHEME)
def phrases(request: HttpRequest) -> HttpResponse:
    """Edit the phrases."""
    form = PhrasesForm(request.POST or None, initial={"texts": "\n".join(ratings.phrases())})
    return _take(
        request,
        form,
        lambda actor: services.set_phrases(
            actor=actor, texts=form.cleaned_data["texts"].splitlines()
        ),
        _("Edit the phrases"),
    )


def _take(
    request: HttpRequest, form: Any, write: Callable[[Any], object], heading: str
) -> HttpResponse:
    """Write what the form says and go back to the grades, or show it again with what is wrong."""
    if request.method == "POST" and form.is_valid():
        try:
            write(cast(Any, request.user))
        except ValidationError as refused:
            take_refusal(form, refused)
        else:
            messages.success(request, _("Done and recorded."))
            return redirect("accountability:grades")
    context = {"form": form, "heading": heading}
    status = 422 if form.is_bound else 200
    return render(request, "accountability/grades/form.html", context, status=status)
