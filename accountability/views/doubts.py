"""Doubts: the list, one doubt with both records, what the unit says and what is decided."""

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accountability.doubt_words import further_words, measure_words
from accountability.filters.doubts import DoubtFilter
from accountability.forms.doubts import (
    DoubtDecisionForm,
    DoubtFindingForm,
    ExplanationForm,
    QuestionForm,
    ReopenForm,
    ThresholdForm,
)
from accountability.permissions import (
    CHECK_DOUBTS,
    PROPOSE_FALSE,
    RAISE_FINDING,
    RECTIFY,
    SET_DETECTORS,
)
from accountability.selectors import avoidance, doubts, thresholds
from accountability.selectors.comparison import sides_of
from accountability.services import doubts as services
from accountability.services.thresholds import set_threshold
from accountability.tables.doubts import DoubtTable
from accountability.workflow import DOUBT_MOVES
from supervision.web.views.access import PermissionRequiredMixin, permission_required
from supervision.web.views.lists import Empty, ListPage


class DoubtList(PermissionRequiredMixin, ListPage):
    """Every doubt of the account's scope; a unit's own list holds what it was asked about."""

    permission = (CHECK_DOUBTS, RECTIFY)
    title = gettext_lazy("Doubts about filings")
    template_name = "accountability/doubts/list.html"
    table_class = DoubtTable
    filterset_class = DoubtFilter
    empty = Empty(
        gettext_lazy("No doubts"),
        gettext_lazy(
            "Filings are compared with one another by themselves; what should be checked appears"
            " here with both records and the measure."
        ),
        icon="circle-check",
    )

    @property
    def export_url_name(self) -> str:  # type: ignore[override]
        """Let the office take the rows out."""
        checks = cast(Any, self.request.user).can(CHECK_DOUBTS)
        return "accountability:doubts_export" if checks else ""

    def get_queryset(self) -> QuerySet[Any]:
        """Return the doubts in scope."""
        return doubts.by_weight(doubts.doubts_visible_to(cast(Any, self.request.user)))

    def get_table_kwargs(self) -> dict[str, Any]:
        """Leave the earlier record to the office: it may be another unit's."""
        checks = cast(Any, self.request.user).can(CHECK_DOUBTS)
        return {} if checks else {"exclude": ("other",)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add whether the account checks, and whether it sets the thresholds."""
        user = cast(Any, self.request.user)
        return super().get_context_data(
            checks=user.can(CHECK_DOUBTS), sets=user.can(SET_DETECTORS), **kwargs
        )


@require_safe
@permission_required((CHECK_DOUBTS, RECTIFY))
def doubt(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a doubt: both records, the measure, what was said."""
    found = get_object_or_404(doubts.doubt_page(cast(Any, request.user)), pk=pk)
    return _page(request, found)


def _page(
    request: HttpRequest, found: Any, failed: forms.Form | None = None, status: int = 200
) -> HttpResponse:
    user = cast(Any, request.user)
    context = {
        "doubt": found,
        "measure": measure_words(found),
        "further": further_words(found),
        "sides": sides_of(user, found),
        "steps": doubts.steps_of(found),
        "finding": doubts.finding_of(found) if user.can_in(CHECK_DOUBTS, found.unit) else None,
        **_forms(user, found),
    }
    if isinstance(failed, DoubtDecisionForm) and not doubts.is_heard(found):
        failed.leave_out_confirmation()
    if failed is not None:
        context[_NAMES[type(failed)]] = failed
    return render(request, "accountability/doubts/doubt.html", context, status=status)


_NAMES: dict[type, str] = {
    QuestionForm: "question_form",
    ExplanationForm: "explanation_form",
    DoubtDecisionForm: "decision_form",
    ReopenForm: "reopen_form",
    DoubtFindingForm: "finding_form",
}


def _forms(user: Any, found: Any) -> dict[str, Any]:
    """Return the forms of what the account may do now."""
    moves = DOUBT_MOVES[found.status]
    checks = user.can_in(CHECK_DOUBTS, found.unit)
    offered: dict[str, Any] = {}
    if checks and "asked" in moves:
        offered["question_form"] = QuestionForm()
    if checks and "cleared" in moves:
        offered |= _decision(user, found)
    if checks and "open" in moves:
        offered["reopen_form"] = ReopenForm()
    if "explained" in moves and user.can_in(RECTIFY, found.unit):
        offered["explanation_form"] = ExplanationForm()
    if checks and found.status == "confirmed":
        if user.can_in(RAISE_FINDING, found.unit) and doubts.finding_of(found) is None:
            offered["finding_form"] = DoubtFindingForm(initial={"title": _title(found)})
        offered["may_propose"] = found.filing is not None and user.can_in(PROPOSE_FALSE, found.unit)
    return offered


def _decision(user: Any, found: Any) -> dict[str, Any]:
    """Return the form of the decision as far as it can go now, or why it is somebody else's."""
    if avoids := avoidance.why_not(user, doubts.matter_of(found)):
        return {"avoids": avoids}
    form = DoubtDecisionForm()
    if not doubts.is_heard(found):
        form.leave_out_confirmation()
    return {"decision_form": form}


def _title(found: Any) -> str:
    return f"{found.get_kind_display()}: {measure_words(found)}"[:120]


def _act(
    request: HttpRequest, pk: int, form_class: type[forms.Form], act: Callable[..., Any], said: Any
) -> HttpResponse:
    """Do what a valid form asks of a doubt in reach; show the form again where it is refused."""
    user, form = cast(Any, request.user), form_class(request.POST)
    found = get_object_or_404(doubts.doubt_page(user), pk=pk)
    if form.is_valid():
        try:
            act(actor=user, doubt=found, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, said)
            return redirect("accountability:doubt", pk=pk)
    return _page(request, found, form, status=422)


@require_POST
@permission_required(CHECK_DOUBTS)
def doubt_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the unit to explain."""
    return _act(request, pk, QuestionForm, services.ask, _("The unit was asked."))


@require_POST
@permission_required(RECTIFY)
def doubt_explain(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the unit's explanation."""
    said = _("Your explanation is recorded.")
    return _act(request, pk, ExplanationForm, services.explain, said)


@require_POST
@permission_required(CHECK_DOUBTS)
def doubt_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Clear, check on the spot, or confirm."""
    said = _("The decision is recorded.")
    return _act(request, pk, DoubtDecisionForm, services.decide, said)


@require_POST
@permission_required(CHECK_DOUBTS)
def doubt_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at a decided doubt anew."""
    return _act(request, pk, ReopenForm, services.reopen, _("The doubt is open again."))


@require_POST
@permission_required(RAISE_FINDING)
def doubt_finding(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a problem of a confirmed doubt."""
    said = _("The problem is recorded.")
    return _act(request, pk, DoubtFindingForm, services.raise_from, said)


@permission_required(SET_DETECTORS)
def detectors(request: HttpRequest) -> HttpResponse:
    """Show the thresholds of the comparisons and set one of them."""
    form = ThresholdForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            set_threshold(actor=cast(Any, request.user), **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The threshold holds from now on."))
            return redirect("accountability:detectors")
    context = {
        "form": form,
        "rows": thresholds.held_rows(),
        "made": thresholds.settings_made()[:20],
    }
    status = 422 if form.is_bound else 200
    return render(request, "accountability/doubts/detectors.html", context, status=status)
