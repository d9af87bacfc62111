"""The list of statutory terms with their legal basis, and a change of one of them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from supervision import clock
from supervision.deadlines import selectors, services
from supervision.deadlines.explanations import written_term
from supervision.deadlines.forms import RuleFilterForm, TermForm
from supervision.deadlines.services import TermChange
from supervision.deadlines.services.terms import CHANGE
from supervision.web.views.access import check


@require_GET
def rule_list(request: HttpRequest) -> HttpResponse:
    """List the rules in force today, narrowed by words and unit."""
    reader: Any = request.user
    form = RuleFilterForm(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {"q": "", "unit": ""}
    found = selectors.current_rules(day=clock.today(), text=chosen["q"], unit=chosen["unit"])
    rows = [(rule, *_written(rule)) for rule in found]
    return render(
        request,
        "deadlines/rules.html",
        {
            "form": form,
            "rows": rows,
            "is_filtered": bool(chosen["q"] or chosen["unit"]),
            "may_change": reader.can(CHANGE),
        },
    )


def _written(rule: Any) -> tuple[str, str]:
    """Return the length of a rule and the lead of its warning in words."""
    if rule.term is None:
        return "", ""
    return written_term(rule.term), written_term(rule.term.warn) if rule.term.warn else ""


@require_http_methods(["GET", "POST"])
def rule_change(request: HttpRequest, code: str) -> HttpResponse:
    """Preview and then save another version; the preview lists every item that would move."""
    check(request, CHANGE)
    try:
        rule = selectors.rule_at(code, clock.today())
    except LookupError:
        raise Http404 from None
    form = TermForm(request.POST or None, initial=_initial(rule))
    if request.method == "GET" or not form.is_valid():
        return _form_page(request, rule, form)
    change = TermChange(**form.cleaned_data)
    actor: Any = request.user
    try:
        if "save" not in request.POST:
            moves = services.preview_term(actor=actor, code=code, change=change)
            return _form_page(request, rule, form, moves=moves, previewed=True)
        _version, moves = services.change_term(actor=actor, code=code, change=change)
    except ValidationError as error:
        form.add_error(None, error)
        return _form_page(request, rule, form)
    text = ngettext(
        "Saved. %(n)s open item was lit anew, its holder has been told.",
        "Saved. %(n)s open items were lit anew, their holders have been told.",
        len(moves),
    )
    messages.success(request, text % {"n": len(moves)})
    return redirect("deadlines:rules")


def _initial(rule: Any) -> dict[str, Any]:
    term = rule.term
    return {
        "term": str(term) if term else "",
        "warning": str(term.warn) if term and term.warn else "",
        "basis": rule.legal_basis,
        "effective_from": clock.today(),
    }


def _form_page(request: HttpRequest, rule: Any, form: TermForm, **more: Any) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    context = {"rule": rule, "form": form, **more}
    return render(request, "deadlines/rule_change.html", context, status=status)
