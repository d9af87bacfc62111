"""Press offices: from the chosen clocks to the papers, and every paper with its way."""

import datetime as dt
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.filters.prompts import PromptFilter
from cases.forms.clocks import PromptForm, TalkForm
from cases.permissions import (
    HEAD_HANDLING,
    HEAD_REVIEW,
    PROMPT,
    READ_REPORTER,
    SIGN_PROMPT,
    SUPERVISE,
)
from cases.selectors import prompts, warnings
from cases.services import prompts as services
from cases.services.prompt_words import PromptWords
from cases.tables.prompts import PromptTable
from supervision import clock
from supervision.web.views.access import PermissionRequiredMixin, permission_required, sent_from
from supervision.web.views.lists import Empty, ListPage

#: So many terms are pressed for in one go at most.
MOST = 200
#: A letter usually gives so many days for the written explanation.
USUAL_DAYS = 5
READERS = (SUPERVISE, SIGN_PROMPT, HEAD_HANDLING, HEAD_REVIEW, READ_REPORTER)


class PromptList(PermissionRequiredMixin, ListPage):
    """Every paper that presses an office, for case supervision and the office itself."""

    permission = READERS
    title = gettext_lazy("Prompts to offices")
    table_class = PromptTable
    filterset_class = PromptFilter
    empty = Empty(
        gettext_lazy("No office was pressed yet"),
        gettext_lazy("Choose terms on the page of warnings; each office gets a paper of its own."),
        icon="bell",
    )

    def get_queryset(self) -> QuerySet[Any]:
        """Return the papers in scope."""
        return prompts.prompts_visible_to(cast(Any, self.request.user))


@permission_required(PROMPT)
@sent_from("cases:warnings")
def choose(request: HttpRequest) -> HttpResponse:
    """Go from the terms ticked on the list to the papers that press, or to a plan."""
    picked = [("clock", pk) for pk in _ids(request.POST.getlist("pick"))]
    if request.POST.get("act") == "plan" and not picked:
        messages.info(request, _("Choose the terms on this page first."))
        return redirect("cases:warnings")
    name = "plan_new" if request.POST.get("act") == "plan" else "prompts_new"
    return redirect(f"{reverse(f'cases:{name}')}?{urlencode(picked)}")


@require_http_methods(["GET", "POST"])
@permission_required(PROMPT)
def new(request: HttpRequest) -> HttpResponse:
    """Show the papers to be, one an office, and draft them."""
    user = cast(Any, request.user)
    given = request.POST if request.method == "POST" else request.GET
    found = prompts.chosen(user, _ids(given.getlist("clock")))
    if not found and request.method == "GET":
        messages.info(request, _("Choose the terms on this page first."))
        return redirect("cases:warnings")
    form = PromptForm(request.POST or None, initial=_first_words(user, found))
    if request.method == "POST" and form.is_valid():
        try:
            drafted = services.draft_prompts(actor=user, clocks=found, words=_words(form))
        except ValidationError as refused:
            _put(form, refused)
        else:
            return _drafted(request, len(drafted))
    context = {"form": form, "clocks": [(one, warnings.next_grade(one)) for one in found]}
    status = 422 if form.is_bound else 200
    return render(request, "cases/prompts/new.html", context, status=status)


def _ids(keys: list[str]) -> list[int]:
    return [int(key) for key in keys if key.isdecimal() and len(key) < 19][:MOST]


def _words(form: PromptForm) -> PromptWords:
    data = form.cleaned_data
    return PromptWords(
        grade=data["grade"],
        requirement=data["requirement"],
        contact=data["contact"],
        reply_by=data["reply_by"],
        planned_at=form.planned_at(),
        place=data["place"],
    )


def _put(form: PromptForm, refused: ValidationError) -> None:
    """Show a refusal at its field; the time of the talk is asked in two."""
    said = getattr(refused, "error_dict", None)
    if said is None:
        form.add_error(None, refused.messages)
        return
    for field, errors in said.items():
        name = {"planned_at": "talk_on"}.get(field, field)
        form.add_error(name if name in form.fields else None, errors)


def _first_words(user: Any, found: list[Any]) -> dict[str, Any]:
    office = user.home_unit.name if user.home_unit else ""
    return {
        "grade": warnings.gravest(found),
        "requirement": _(
            "Find out why these terms were not kept, act at once, ask for an extension in time "
            "where the rules allow one, and see that it does not happen again."
        ),
        "reply_by": clock.today() + dt.timedelta(days=USUAL_DAYS),
        "contact": f"{office} {user.name}".strip(),
    }


def _drafted(request: HttpRequest, count: int) -> HttpResponse:
    words = ngettext(
        "%(n)d paper is drafted and waits for its signature.",
        "%(n)d papers are drafted and wait for their signature.",
        count,
    )
    messages.success(request, words % {"n": count})
    return redirect("cases:prompts")


@require_safe
@permission_required(READERS)
def prompt(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one paper with the terms it names and what became of it."""
    found = get_object_or_404(prompts.prompts_visible_to(cast(Any, request.user)), pk=pk)
    return _page(request, found)


@require_POST
@permission_required(SUPERVISE)
def talk(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that the summons talk was held."""
    user = cast(Any, request.user)
    found = get_object_or_404(prompts.prompts_visible_to(user), pk=pk)
    form = TalkForm(request.POST)
    if form.is_valid():
        try:
            services.record_talk(actor=user, prompt=found, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("The talk is recorded."))
            return redirect("cases:prompt", pk=found.pk)
    return _page(request, found, form, status=422)


def _page(
    request: HttpRequest, found: Any, form: TalkForm | None = None, status: int = 200
) -> HttpResponse:
    user = cast(Any, request.user)
    to_hold = found.grade == "summons" and found.talked_on is None and user.can(SUPERVISE)
    context = {
        "prompt": found,
        "state": prompts.state_of(found),
        "delivery": prompts.delivery_of(found),
        "named": prompts.named_in(found),
        "follows": user.can(SUPERVISE) or user.can(SIGN_PROMPT),
        "talk_form": (form or TalkForm()) if to_hold and found.document.number else None,
    }
    return render(request, "cases/prompts/prompt.html", context, status=status)
