"""Steps of a clue: choose and propose one, sign it, take it back, record an approval."""

from collections.abc import Sequence
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.forms.fields import take_refusal
from cases.forms.step_forms import form_for
from cases.forms.steps import OutsideForm, SignForm
from cases.permissions import READ, RECORD_OUTSIDE
from cases.selectors import acts, step_page
from cases.selectors.visibility import get_clue
from cases.services import steps
from cases.services.faults import with_article
from cases.services.reads import record_read
from cases.workflow import transition
from supervision.accounts.views.sudo import sudo_required
from supervision.web.views.access import permission_required


@require_safe
@permission_required(READ)
def propose(request: HttpRequest, number: str) -> HttpResponse:
    """Offer the acts that can follow, each with its article and what it takes."""
    user = cast(Any, request.user)
    clue = get_clue(user, number)
    record_read(actor=user, clue=clue, what="next steps")
    context = {"clue": clue, "acts": acts.possible_acts(user, clue)}
    return render(request, "cases/steps/propose.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(READ)
def propose_act(request: HttpRequest, number: str, act: str) -> HttpResponse:
    """Propose one act with its facts."""
    user = cast(Any, request.user)
    clue = get_clue(user, number)
    try:
        row = transition(act)
    except LookupError:
        raise Http404 from None
    files = request.FILES or None
    form = form_for(act)(request.POST or None, files, clue=clue, row=row, user=user)
    if request.method == "POST" and form.is_valid() and _proposed(user, clue, act, form):
        messages.success(request, _("Proposed. Whoever approves it was told."))
        return redirect("cases:clue", number=clue.number)
    record_read(actor=user, clue=clue, what=f"propose {act}")
    why = acts.out_of_order(clue, row)
    context = {
        "clue": clue,
        "form": form,
        "act": step_page.offered(user, clue, row),
        "out_of_order": with_article(why, row.article) if why else "",
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "cases/steps/propose_act.html", context, status=status)


def _proposed(user: Any, clue: Any, act: str, form: Any) -> bool:
    """Propose what the form states; a refusal goes to its fields."""
    try:
        steps.propose(
            actor=user,
            clue=clue,
            act=act,
            facts=form.facts(),
            opinion=form.cleaned_data["opinion"],
            officers=form.officers(),
            countersigners=form.countersigners(),
            version=form.cleaned_data["version"],
        )
    except ValidationError as refused:
        take_refusal(form, refused)
        return False
    return True


def _found(request: HttpRequest, pk: int) -> Any:
    return get_object_or_404(step_page.steps_visible_to(cast(Any, request.user)), pk=pk)


@require_safe
@permission_required(READ)
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one step with its chain; the reading is recorded."""
    return _page(request, _found(request, pk), SignForm())


def _page(
    request: HttpRequest,
    found: Any,
    form: SignForm,
    status: int = 200,
    refused: Sequence[str] = (),
) -> HttpResponse:
    page = _opened(request, found)
    if page.countersigns:
        form.of_countersigner()
    context = {"step": found, "clue": found.clue, "page": page, "form": form, "refused": refused}
    return render(request, "cases/steps/step.html", context, status=status)


def _opened(request: HttpRequest, found: Any) -> step_page.StepPage:
    """Return what the account is shown of the step; the reading is recorded, refused forms too."""
    user = cast(Any, request.user)
    record_read(actor=user, clue=found.clue, what=f"step {found.pk}")
    return step_page.step_page(user, found)


@require_POST
@permission_required(READ)
@sudo_required
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve the step, or send it back."""
    found = _found(request, pk)
    form = SignForm(request.POST)
    wanted = request.POST.get("act")
    if wanted not in ("approve", "return", "differ"):
        form.add_error(None, _("Choose to approve it or to send it back."))
    if form.is_valid():
        try:
            steps.sign(
                actor=cast(Any, request.user),
                step=found,
                approves=wanted == "approve",
                differs=wanted == "differ",
                opinion=form.cleaned_data["opinion"],
            )
        except ValidationError as refused:
            take_refusal(form, refused)
        else:
            messages.success(request, _("Signed and recorded."))
            return _onward(request, pk)
    return _page(request, found, form, 422)


def _onward(request: HttpRequest, pk: int) -> HttpResponse:
    """Go back to the step; whoever signed for somebody absent may see it no longer."""
    if step_page.steps_visible_to(request.user).filter(pk=pk).exists():
        return redirect("cases:step", pk=pk)
    return redirect("cases:desk")


@require_POST
@permission_required(READ)
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's own proposal back."""
    found = _found(request, pk)
    try:
        steps.take_back(actor=cast(Any, request.user), step=found)
    except ValidationError as refused:
        return _page(request, found, SignForm(), 422, refused.messages)
    messages.success(request, _("The proposal is taken back."))
    return redirect("cases:clue", number=found.clue.number)


@require_http_methods(["GET", "POST"])
@permission_required(RECORD_OUTSIDE)
def outside(request: HttpRequest, pk: int) -> HttpResponse:
    """Record an approval from outside, with its paper."""
    found = _found(request, pk)
    form = OutsideForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            steps.sign_outside(
                actor=cast(Any, request.user),
                step=found,
                approves=request.POST.get("act") != "return",
                **form.cleaned_data,
            )
        except ValidationError as refused:
            take_refusal(form, refused)
        else:
            messages.success(request, _("The approval is recorded."))
            return redirect("cases:step", pk=pk)
    page = _opened(request, found)
    context = {"step": found, "clue": found.clue, "form": form, "page": page}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "cases/steps/outside.html", context, status=status)
