"""Record an extension of a clock; the page of the clocks that warn."""

from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from cases.filters.warnings import WarningFilter
from cases.forms.clocks import ExtensionForm, FactForm
from cases.permissions import EXTEND_CLOCK, SUPERVISE
from cases.rules.extensions import Grant
from cases.selectors import warnings
from cases.selectors.clock_explanations import moves_of, tell
from cases.selectors.clock_facts import possible_facts
from cases.selectors.clock_rows import grant_after
from cases.selectors.clocks import open_clocks
from cases.selectors.visibility import get_clue
from cases.services.clocks import record_extension, state_fact
from cases.services.reads import record_read
from cases.tables.warnings import WarningTable, page_of
from supervision.web.faults import Refusal
from supervision.web.views.access import PermissionRequiredMixin, permission_required
from supervision.web.views.lists import Empty, ListPage


@require_http_methods(["GET", "POST"])
@permission_required(EXTEND_CLOCK)
def extend(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Record that a clock of the clue was extended; the count so far stands beside the form."""
    user = cast(Any, request.user)
    clue = get_clue(user, number)
    clock = open_clocks(clue).filter(pk=pk).first()
    if clock is None:
        raise Http404
    grant = grant_after(clock)
    told = tell([clock], moves_of([clock]))[clock.pk]
    if not isinstance(grant, Grant):
        raise Refusal(told.next_extension, title=clock.rule.label, back_url=page_of(clock))
    first = {"ordinal": grant.ordinal, "granted_by": grant.named_approver}
    form = ExtensionForm(request.POST or None, initial=first, has_cap=grant.term is not None)
    record_read(actor=user, clue=clue, what="clock")
    if request.method == "POST" and form.is_valid():
        try:
            record_extension(actor=user, clock=clock, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            return redirect(page_of(clock))
    context = {"form": form, "clue": clue, "clock": clock, "told": told, "back": page_of(clock)}
    status = 422 if form.is_bound else 200
    return render(request, "cases/clocks/extend.html", context, status=status)


@require_http_methods(["GET", "POST"])
@permission_required(EXTEND_CLOCK)
def fact(request: HttpRequest, number: str) -> HttpResponse:
    """Record a day outside of the portal that starts or ends a term of the clue."""
    user = cast(Any, request.user)
    clue = get_clue(user, number)
    record_read(actor=user, clue=clue, what="clock")
    back = f"{reverse('cases:clue', args=[clue.number])}#clocks"
    facts = possible_facts(user, clue)
    if not facts:
        raise Refusal(_("No day has to be recorded on this clue now."), back_url=back)
    people = clue.respondents.order_by("pk")
    form = FactForm(request.POST or None, facts=facts, people=people)
    if request.method == "POST" and form.is_valid():
        try:
            state_fact(actor=user, clue=clue, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            return redirect(back)
    status = 422 if form.is_bound else 200
    context = {"form": form, "clue": clue, "back": back}
    return render(request, "cases/clocks/fact.html", context, status=status)


class WarningList(PermissionRequiredMixin, ListPage):
    """Every clock that is due soon or overdue, for the case supervision office alone."""

    permission = SUPERVISE
    title = gettext_lazy("Warnings of clues and cases")
    template_name = "cases/warnings/list.html"
    table_class = WarningTable
    filterset_class = WarningFilter
    export_url_name = "cases:warnings_export"
    bulk_template = "cases/warnings/bulk.html"
    bulk_url_name = "cases:prompts_choose"
    empty = Empty(
        gettext_lazy("No term warns"),
        gettext_lazy("Every open clue is in time. What is due soon or overdue appears here."),
        icon="circle-check",
    )

    def get_queryset(self) -> QuerySet[Any]:
        """Return the clocks that warn, or those that stand still where these are asked for."""
        user = cast(Any, self.request.user)
        return warnings.listed(warnings.clocks_shown(user, self.params.get("light", "")))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the figures over the list: as many rows as each of its lights shows."""
        user = cast(Any, self.request.user)
        counts = warnings.counts(warnings.warned_clocks(user))
        clues = ngettext("on %(n)d clue", "on %(n)d clues", counts["clues"])
        query = self.params.copy()
        query["of"] = "warnings"
        return super().get_context_data(
            plan_url=f"{reverse('cases:plan_new')}?{query.urlencode()}",
            counts=counts | {"all": counts["red"] + counts["yellow"]},
            paused=warnings.paused_clocks(user).count(),
            clues=clues % {"n": counts["clues"]},
            **kwargs,
        )
