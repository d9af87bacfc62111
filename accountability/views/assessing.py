"""The work on assessed units: the assessors' pages, the office's confirmation, the result."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accountability.forms.assessing import (
    CheckForm,
    DeductionForm,
    FeedbackForm,
    ProblemForm,
    RemarkForm,
    ReturnForm,
    SummaryForm,
)
from accountability.permissions import ASSESS, DRAFT_PAPER, READ, SCORE
from accountability.selectors import assessing as selectors
from accountability.selectors import sheet_page
from accountability.services import assessing as services
from accountability.services import feedback, sheets
from supervision.attachments.uploads import turned_away
from supervision.web.views.access import permission_required

Act = Callable[[Any, Any, dict[str, Any]], object]


@require_safe
@permission_required(ASSESS)
def assessing(request: HttpRequest) -> HttpResponse:
    """Show the units of the assessor's own group, and how far each has come."""
    user = cast(Any, request.user)
    rows = selectors.progress_of(selectors.sheets_visible_to(user))
    return render(request, "accountability/assessing/units.html", {"rows": rows})


def _found(request: HttpRequest, pk: int) -> Any:
    return get_object_or_404(selectors.sheets_visible_to(cast(Any, request.user)), pk=pk)


@require_safe
@permission_required(READ)
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the work on one unit, one step at a time; to the unit its result."""
    return _page(request, _found(request, pk), request.GET.get("step", ""))


def _page(
    request: HttpRequest, found: Any, step: str, status: int = 200, **forms: Any
) -> HttpResponse:
    user = cast(Any, request.user)
    page = sheet_page.sheet_page(user, found, step)
    context = {"sheet": found, "page": page, **_step(request, found, page), **forms}
    return render(request, "accountability/assessing/sheet.html", context, status=status)


def _step(request: HttpRequest, found: Any, page: sheet_page.SheetPage) -> dict[str, Any]:
    """Load what the chosen step draws."""
    user = cast(Any, request.user)
    if page.step == "reading":
        unread = request.GET.get("unread") == "1"
        return sheet_page.reading(found, request.GET.get("page", "1"), unread)
    if page.step == "checks":
        return {
            "checks": selectors.checks_of(found),
            "check_form": CheckForm(),
            "upload": sheet_page.upload_place(user, found) if page.may_write else None,
        }
    if page.step == "problems":
        return {
            "problems": sheet_page.problems(user, found),
            "problem_form": ProblemForm(
                filings=selectors.filings_to_read(found),
                initial={"filing": request.GET.get("filing"), "track": "matter"},
            ),
        }
    return {
        "scores": selectors.scores_of(found),
        "found_problems": sheet_page.confirmed_problems(user, found),
        "deduction_form": _deduction_form(found, filing=request.GET.get("filing")),
        "summary_form": SummaryForm(initial={"summary": found.summary}),
        "return_form": ReturnForm(),
        "feedback_form": FeedbackForm(initial={"rectify_by": found.rectify_by}),
    }


def _deduction_form(found: Any, data: Any = None, **initial: Any) -> DeductionForm:
    return DeductionForm(
        data,
        indicators=found.group.assessment.indicators.order_by("position"),
        problems=found.problems.exclude(status="refused"),
        filings=selectors.filings_to_read(found),
        initial=initial,
    )


def _back(pk: int, step: str) -> HttpResponse:
    return redirect(f"{reverse('accountability:sheet', args=[pk])}?step={step}")


def _try(
    request: HttpRequest, found: Any, form: Any, name: str, step: str, act: Act
) -> HttpResponse:
    """Do the act and show the step again, with the refusal in the form it came from."""
    if form.is_valid():
        try:
            act(request.user, found, form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        except PermissionDenied as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Done and recorded."))
            return _back(found.pk, step)
    return _page(request, found, step, status=422, **{name: form})


@require_POST
@permission_required(ASSESS)
def sheet_read(request: HttpRequest, pk: int) -> HttpResponse:
    """Tick a filing as read, with a remark."""
    found = _found(request, pk)
    wanted = request.POST.get("filing", "")
    filing = get_object_or_404(
        selectors.filings_to_read(found),
        pk=wanted if wanted.isdecimal() and len(wanted) < 19 else 0,
    )
    form = RemarkForm(request.POST)
    if form.is_valid():
        try:
            services.mark_read(
                actor=cast(Any, request.user), sheet=found, filing=filing, **form.cleaned_data
            )
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
    else:
        messages.error(request, _("The remark is too long."))
    page = request.POST.get("page", "1")
    unread = "&unread=1" if request.POST.get("unread") == "1" else ""
    at = page if page.isdecimal() else "1"
    address = reverse("accountability:sheet", args=[pk])
    return redirect(f"{address}?step=reading&page={at}{unread}")


@require_POST
@permission_required(ASSESS)
def sheet_check(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a check on the spot."""
    user = cast(Any, request.user)
    found = _found(request, pk)
    kept, refused = services.stage_photos(
        actor=user,
        sheet=found,
        files=request.FILES.getlist("files"),
        dropped=turned_away(request),
    )
    form = CheckForm(request.POST, request.FILES)
    for reason in refused:
        form.add_error("files", reason)
    named = {*request.POST.getlist("attachments"), *(str(file.pk) for file in kept)}
    chosen = [file for file in selectors.staged(user, found) if str(file.pk) in named]

    def act(actor: Any, target: Any, data: dict[str, Any]) -> object:
        facts = {name: value for name, value in data.items() if name != "files"}
        return services.record_check(actor=actor, sheet=target, attachments=chosen, **facts)

    return _try(request, found, form, "check_form", "checks", act)


@require_POST
@permission_required(ASSESS)
def sheet_problem(request: HttpRequest, pk: int) -> HttpResponse:
    """Report a problem to the group leader."""
    found = _found(request, pk)
    form = ProblemForm(request.POST, filings=selectors.filings_to_read(found))
    return _try(
        request,
        found,
        form,
        "problem_form",
        "problems",
        lambda actor, target, data: services.report_problem(actor=actor, sheet=target, **data),
    )


@require_POST
@permission_required(ASSESS)
def sheet_problem_decide(request: HttpRequest, pk: int, problem: int) -> HttpResponse:
    """Confirm a problem or refuse it, as the group leader."""
    found = _found(request, pk)
    chosen = get_object_or_404(selectors.problems_of(found), pk=problem)
    act = request.POST.get("act")
    try:
        if act not in ("confirm", "refuse"):
            raise ValidationError(_("Choose to confirm or to refuse."))
        services.decide_problem(
            actor=cast(Any, request.user),
            problem=chosen,
            confirm=act == "confirm",
            opinion=request.POST.get("opinion", ""),
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The decision is recorded."))
    return _back(pk, "problems")


@require_POST
@permission_required(ASSESS)
def sheet_points(request: HttpRequest, pk: int) -> HttpResponse:
    """Take points off an indicator."""
    found = _found(request, pk)
    return _try(
        request,
        found,
        _deduction_form(found, request.POST),
        "deduction_form",
        "scores",
        lambda actor, target, data: sheets.take_points(actor=actor, sheet=target, **data),
    )


@require_POST
@permission_required(ASSESS)
def sheet_restore(request: HttpRequest, pk: int, deduction: int) -> HttpResponse:
    """Strike off a deduction."""
    found = _found(request, pk)
    chosen = get_object_or_404(found.deductions, pk=deduction)
    try:
        sheets.restore_points(actor=cast(Any, request.user), deduction=chosen)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return _back(pk, "scores")


@require_POST
@permission_required(ASSESS)
def sheet_submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand the sheet in, as the group leader."""
    return _try(
        request,
        _found(request, pk),
        SummaryForm(request.POST),
        "summary_form",
        "scores",
        lambda actor, target, data: sheets.submit_sheet(actor=actor, sheet=target, **data),
    )


@require_POST
@permission_required(SCORE)
def sheet_return(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the sheet to its group."""
    return _try(
        request,
        _found(request, pk),
        ReturnForm(request.POST),
        "return_form",
        "scores",
        lambda actor, target, data: sheets.return_sheet(actor=actor, sheet=target, **data),
    )


@require_POST
@permission_required(SCORE)
def sheet_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm the score."""
    found = _found(request, pk)
    try:
        sheets.confirm_sheet(actor=cast(Any, request.user), sheet=found)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Confirmed. Draft the feedback to the unit next."))
    return _back(pk, "scores")


@require_POST
@permission_required(DRAFT_PAPER)
def sheet_feedback(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft the feedback to the unit."""
    return _try(
        request,
        _found(request, pk),
        FeedbackForm(request.POST),
        "feedback_form",
        "scores",
        lambda actor, target, data: feedback.draft_feedback(actor=actor, sheet=target, **data),
    )
