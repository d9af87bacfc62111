"""Findings: the list, one finding, recording, correcting, withdrawing."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accountability.filters.findings import FindingFilter
from accountability.forms.findings import (
    CorrectionForm,
    FindingForm,
    ReferralForm,
    WithdrawalForm,
)
from accountability.permissions import RAISE_FINDING, READ, REFER
from accountability.selectors import finding_page
from accountability.selectors import findings as selectors
from accountability.selectors.duties import duties_visible_to
from accountability.selectors.newest import filings_visible_to
from accountability.selectors.overview import responsible_units
from accountability.services import clue_referrals
from accountability.services import findings as services
from accountability.tables.findings import FindingTable
from supervision.web.views.access import PermissionRequiredMixin, permission_required
from supervision.web.views.lists import Empty, ListPage


class FindingList(PermissionRequiredMixin, ListPage):
    """Every problem found in the units in reach, on both tracks."""

    permission = READ
    title = gettext_lazy("Problems found")
    template_name = "accountability/findings/list.html"
    table_class = FindingTable
    filterset_class = FindingFilter
    export_url_name = "accountability:findings_export"
    bulk_template = "accountability/findings/bulk.html"
    bulk_url_name = "accountability:findings_pick"
    empty = Empty(
        gettext_lazy("No problem was recorded"),
        gettext_lazy(
            "Problems come from assessments, patrols, visits and daily supervision; each can be "
            "followed to its rectification."
        ),
        icon="flag",
    )

    def get_queryset(self) -> QuerySet[Any]:
        """Return the findings in reach."""
        return selectors.findings_visible_to(cast(Any, self.request.user))

    def get_table_kwargs(self) -> dict[str, Any]:
        """Tell the table who reads."""
        return {"reader": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the two tracks, which add up to the total (P03)."""
        user = cast(Any, self.request.user)
        tracks = selectors.by_track(selectors.findings_visible_to(user))
        may_raise = user.can(RAISE_FINDING)
        return super().get_context_data(tracks=tracks, may_raise=may_raise, **kwargs)


def _found(request: HttpRequest, pk: int) -> Any:
    rows = selectors.findings_visible_to(cast(Any, request.user))
    return get_object_or_404(finding_page.with_all(rows), pk=pk)


@require_safe
@permission_required(READ)
def finding(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one finding with its evidence and its rectification; the reading is recorded."""
    user = cast(Any, request.user)
    found = _found(request, pk)
    services.open_finding(actor=user, finding=found)
    context = {"finding": found, "page": finding_page.finding_page(user, found)}
    return render(request, "accountability/findings/finding.html", context)


@permission_required(RAISE_FINDING)
def finding_new(request: HttpRequest) -> HttpResponse:
    """Record a problem; the unit, the task, the filing and the source may come with the address."""
    user = cast(Any, request.user)
    duty, filing = _evidence(request)
    unit = filing.unit_id if filing else duty.unit_id if duty else request.GET.get("unit")
    form = FindingForm(
        request.POST or None,
        units=responsible_units(user),
        initial={"unit": unit, "source": request.GET.get("source", "daily_check")},
    )
    if request.method == "POST" and form.is_valid():
        data, chosen = form.cleaned_data, form.cleaned_data["unit"]
        facts = form.facts(chosen)
        try:
            found = services.raise_finding(
                actor=user,
                unit=chosen,
                source=data["source"],
                track=facts.track,
                title=facts.title,
                description=facts.description,
                found_on=facts.found_on,
                person=facts.person,
                holder_name=facts.holder_name,
                duty=duty,
                filing=filing,
            )
        except ValidationError as error:
            _show(form, error)
        else:
            messages.success(request, _("Recorded. The unit was told."))
            return redirect("accountability:finding", pk=found.pk)
    context = {"form": form, "duty": duty, "filing": filing}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "accountability/findings/new.html", context, status=status)


def _evidence(request: HttpRequest) -> tuple[Any, Any]:
    """Return the task and the filing named by the address, where the account sees them."""
    user = cast(Any, request.user)
    duty_id, filing_id = request.GET.get("duty", "")[:18], request.GET.get("filing", "")[:18]
    duty = get_object_or_404(duties_visible_to(user), pk=duty_id) if duty_id.isdecimal() else None
    filing = (
        get_object_or_404(filings_visible_to(user), pk=filing_id) if filing_id.isdecimal() else None
    )
    return duty, filing


def _show(form: Any, error: ValidationError) -> None:
    """Put the refusal under its fields; one about another field stands over the form."""
    for name, messages_of in getattr(error, "message_dict", {"": error.messages}).items():
        form.add_error(name if name in form.fields else None, messages_of)


@permission_required(RAISE_FINDING)
def finding_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct the facts; what stood there stays in the history."""
    found = _found(request, pk)
    first = {
        name: getattr(found, name)
        for name in ("track", "title", "holder_name", "found_on", "description")
    }
    form = CorrectionForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            services.correct(
                actor=cast(Any, request.user),
                finding=found,
                facts=form.facts(found.unit),
                reason=form.cleaned_data["reason"],
            )
        except ValidationError as error:
            _show(form, error)
        else:
            messages.success(request, _("Corrected; what stood here before is kept."))
            return redirect("accountability:finding", pk=pk)
    context = {"finding": found, "form": form}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "accountability/findings/correct.html", context, status=status)


@permission_required(RAISE_FINDING)
def finding_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a finding that somebody else recorded."""
    found = _found(request, pk)
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.withdraw_finding(
                actor=cast(Any, request.user),
                finding=found,
                reason=form.cleaned_data["reason"],
            )
        except ValidationError as error:
            _show(form, error)
        except PermissionDenied as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Withdrawn. It stays in the list with the reason."))
            return redirect("accountability:finding", pk=pk)
    context = {"finding": found, "form": form}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "accountability/findings/withdraw.html", context, status=status)


@permission_required(REFER)
def finding_refer(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand the problem on as a clue."""
    user = cast(Any, request.user)
    found = _found(request, pk)
    page = finding_page.finding_page(user, found)
    if page.referral is not None:
        messages.info(request, _("This was handed on already."))
        return redirect("referrals:referral", pk=page.referral.pk)
    first = {"title": page.title, "what": page.description}
    form = ReferralForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            sent = clue_referrals.refer_finding(actor=user, finding=found, **form.cleaned_data)
        except ValidationError as error:
            _show(form, error)
        else:
            messages.success(request, _("Handed on. Here you see how far it is."))
            return redirect("referrals:referral", pk=sent.pk)
    context = {"finding": found, "form": form, "people": page.holder_name}
    status = 422 if form.is_bound else 200
    return render(request, "accountability/findings/refer.html", context, status=status)
