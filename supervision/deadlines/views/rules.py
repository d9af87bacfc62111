"""The list of statutory terms with their legal basis."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from supervision import clock
from supervision.deadlines import selectors
from supervision.deadlines.explanations import written_term
from supervision.deadlines.forms import RuleFilterForm


@require_GET
def rule_list(request: HttpRequest) -> HttpResponse:
    """List the rules in force today, narrowed by words and unit."""
    form = RuleFilterForm(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {"q": "", "unit": ""}
    found = selectors.current_rules(day=clock.today(), text=chosen["q"], unit=chosen["unit"])
    rows = [(rule, written_term(rule.term) if rule.term else "") for rule in found]
    return render(
        request,
        "deadlines/rules.html",
        {"form": form, "rows": rows, "is_filtered": bool(chosen["q"] or chosen["unit"])},
    )
