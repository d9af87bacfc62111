"""The deadline calculator: a term and a start, and the date explained day by day."""

from __future__ import annotations

from datetime import datetime, time

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from supervision import clock
from supervision.deadlines import rules, selectors
from supervision.deadlines.calendars import COUNTING_BASIS
from supervision.deadlines.explanations import Explanation, explain
from supervision.deadlines.forms import CalculatorForm


@require_GET
def calculator(request: HttpRequest) -> HttpResponse:
    """Show the form and, once it is filled, the panel."""
    choices = [
        (rule.code, rule.label)
        for rule in selectors.current_rules(day=clock.today())
        if rule.term is not None
    ]
    is_asked = "date" in request.GET
    form = CalculatorForm(
        request.GET if is_asked else None,
        rule_choices=choices,
        initial={"date": clock.today(), "rule": request.GET.get("rule", "")},
    )
    explanation = _answer(form) if is_asked and form.is_valid() else None
    return render(request, "deadlines/calculator.html", {"form": form, "explanation": explanation})


def _answer(form: CalculatorForm) -> Explanation | None:
    """Return the explanation, or put what is wrong on the form."""
    data = form.cleaned_data
    start = datetime.combine(data["date"], data["time"] or time.min, tzinfo=clock.CHINA)
    try:
        if not data["rule"]:
            term = rules.parse_term(data["term"])
            return explain(term=term, started_at=start, basis=COUNTING_BASIS)
        rule = selectors.rule_at(data["rule"], data["date"])
        if rule.term is None:
            return None
        return explain(
            term=rule.term,
            started_at=start,
            basis=rule.legal_basis,
            start_event=rule.start_event,
        )
    except rules.TermError:
        form.add_error("date", _("The term runs past the end of the calendar."))
        return None
