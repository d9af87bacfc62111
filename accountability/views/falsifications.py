"""Falsified filings: the list, the proposal, the unit's word, the decision."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accountability.enums import FalsificationStatus
from accountability.filters.pressing import FalsificationFilter
from accountability.forms.falsifications import (
    DecisionForm,
    EvidenceForm,
    ProposalForm,
    StatementForm,
    read_members,
)
from accountability.permissions import DECIDE_FALSE, DRAFT_PAPER, PROPOSE_FALSE, READ, RECTIFY
from accountability.selectors import avoidance, bases, falsifications, summonses
from accountability.selectors.newest import filings_visible_to
from accountability.services import falsification_decisions as decisions
from accountability.services import falsification_notices as notices
from accountability.services import falsifications as services
from accountability.tables.pressing import FalsificationTable
from accountability.verbs import FALSE_PROPOSED
from supervision import clock
from supervision.accounts.views.sudo import sudo_required
from supervision.attachments import selectors as attachments
from supervision.web.views.access import PermissionRequiredMixin, permission_required
from supervision.web.views.lists import Empty, ListPage


class FalsificationList(PermissionRequiredMixin, ListPage):
    """Every proposal the account may read."""

    permission = READ
    title = gettext_lazy("Falsified filings")
    table_class = FalsificationTable
    filterset_class = FalsificationFilter
    export_url_name = "accountability:falsifications_export"
    empty = Empty(
        gettext_lazy("No filing is held to be falsified"),
        gettext_lazy("A proposal is made on the page of a filing, with its evidence."),
        icon="gavel",
    )

    def get_queryset(self) -> QuerySet[Any]:
        """Return the proposals in scope."""
        return falsifications.falsifications_visible_to(cast(Any, self.request.user))


@require_http_methods(["GET", "POST"])
@permission_required(PROPOSE_FALSE)
def false_new(request: HttpRequest) -> HttpResponse:
    """Propose that a filing be held to be falsified."""
    user = cast(Any, request.user)
    wanted = request.GET.get("filing", "")
    if not wanted.isdecimal() or len(wanted) > 18:
        raise Http404
    filing = get_object_or_404(filings_visible_to(user), pk=int(wanted))
    basis = bases.named(user, request.GET, filing.unit)
    form = ProposalForm(request.POST or None, request.FILES or None, has_basis=basis is not None)
    if request.method == "POST" and form.is_valid():
        try:
            found = services.propose(actor=user, filing=filing, basis=basis, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("The unit was told and may state its case."))
            return redirect("accountability:falsification", pk=found.pk)
    context = {"form": form, "filing": filing, "basis": basis}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "accountability/falsifications/new.html", context, status=status)


@require_safe
@permission_required(READ)
def falsification(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a proposal with evidence, statement and decision."""
    found = get_object_or_404(_rows(request), pk=pk)
    return _page(request, found)


def _rows(request: HttpRequest) -> QuerySet[Any]:
    return falsifications.falsifications_visible_to(cast(Any, request.user))


def _page(request: HttpRequest, found: Any, status: int = 200, **forms: Any) -> HttpResponse:
    user = cast(Any, request.user)
    files = list(attachments.of(found))
    group = summonses.leading_group(found.unit)
    is_open = found.status == FalsificationStatus.PROPOSED
    heard = found.stated_at is not None or clock.now() >= found.hearing_ends_at
    decides = is_open and user.can_in(DECIDE_FALSE, found.unit)
    avoids = avoidance.why_not(user, falsifications.matter_of(found)) if decides else ""
    may_decide = decides and not avoids
    context = {
        "found": found,
        "origin": {
            "label": FALSE_PROPOSED.label,
            "note": "",
            "at": found.proposed_at,
            "who": found.proposed_by.name,
        },
        "evidence": [file for file in files if file.slot == services.EVIDENCE],
        "said": [file for file in files if file.slot == services.STATEMENT],
        "talks": summonses.talks_about(user, found),
        "group": group if may_decide else [],
        "basis": bases.of(user, found),
        "is_heard": heard,
        "may_decide": may_decide,
        "avoids": avoids,
        "may_circulate": falsifications.waits_for_notice(found)
        and user.can_in(DRAFT_PAPER, found.unit),
        "may_add": is_open and not heard and user.can_in(PROPOSE_FALSE, found.unit),
        "is_own": is_open and found.proposed_by_id == user.pk,
        "may_state": is_open
        and not heard
        and user.can_in(RECTIFY, found.unit)
        and not user.can_in(PROPOSE_FALSE, found.unit),
        "decision_form": forms.get("decision_form")
        or DecisionForm(is_heard=heard, has_group=bool(group)),
        "evidence_form": forms.get("evidence_form") or EvidenceForm(),
        "statement_form": forms.get("statement_form") or StatementForm(),
    }
    template = "accountability/falsifications/falsification.html"
    return render(request, template, context, status=status)


@require_POST
@permission_required(PROPOSE_FALSE)
def false_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """Add evidence."""
    found = get_object_or_404(_rows(request), pk=pk)
    form = EvidenceForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            services.add_evidence(
                actor=cast(Any, request.user), falsification=found, **form.cleaned_data
            )
        except ValidationError as refused:
            form.add_error(None, refused.messages)
        else:
            messages.success(request, _("Done and recorded."))
            return redirect("accountability:falsification", pk=pk)
    return _page(request, found, 422, evidence_form=form)


@require_POST
@permission_required(RECTIFY)
def false_state(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand in the unit's statement."""
    found = get_object_or_404(_rows(request), pk=pk)
    form = StatementForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            services.state(actor=cast(Any, request.user), falsification=found, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused.messages)
        else:
            messages.success(request, _("The statement is handed in."))
            return redirect("accountability:falsification", pk=pk)
    return _page(request, found, 422, statement_form=form)


@require_POST
@permission_required(DECIDE_FALSE)
@sudo_required
def false_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm or reject."""
    found = get_object_or_404(_rows(request), pk=pk)
    heard = found.stated_at is not None or clock.now() >= found.hearing_ends_at
    group = summonses.leading_group(found.unit)
    form = DecisionForm(request.POST, is_heard=heard, has_group=bool(group))
    act = request.POST.get("act")
    if act not in ("confirm", "reject"):
        form.add_error(None, _("Choose to confirm or to reject."))
    if form.is_valid() and act == "confirm":
        form.needs_talk()
    if form.is_valid():
        try:
            _decide(cast(Any, request.user), found, act, form)
        except ValidationError as refused:
            form.add_error(None, refused.messages)
        else:
            messages.success(request, _("The decision is recorded."))
            return redirect("accountability:falsification", pk=pk)
    return _page(request, found, 422, decision_form=form)


def _decide(user: Any, found: Any, act: str | None, form: DecisionForm) -> None:
    data = form.cleaned_data
    if act == "reject":
        decisions.reject(actor=user, falsification=found, opinion=data["opinion"])
        return
    decisions.confirm(
        actor=user,
        falsification=found,
        opinion=data["opinion"],
        waiver=data.get("waiver", ""),
        talk=decisions.Talk(
            form.planned_at(), data["place"], tuple(read_members(data.get("typed", "")))
        ),
    )


@require_POST
@permission_required(DRAFT_PAPER)
def false_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft the circulated notice of what was confirmed."""
    found = get_object_or_404(_rows(request), pk=pk)
    try:
        notices.draft_notice(actor=cast(Any, request.user), falsification=found)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("The notice is drafted and waits for another's signature."))
    return redirect("accountability:falsification", pk=pk)


@require_POST
@permission_required(PROPOSE_FALSE)
def false_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back one's own proposal."""
    found = get_object_or_404(_rows(request), pk=pk)
    try:
        services.withdraw_proposal(actor=cast(Any, request.user), falsification=found)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("The proposal is taken back."))
    return redirect("accountability:falsification", pk=pk)
