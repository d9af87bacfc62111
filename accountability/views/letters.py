"""Letters: from the late units to the letters to be, and every letter with its way."""

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
from django.views.decorators.http import require_http_methods, require_safe

from accountability.enums import LetterKind
from accountability.filters.duties import filtered
from accountability.filters.pressing import LetterFilter
from accountability.forms.pressing import LetterForm
from accountability.permissions import DRAFT_PAPER, READ
from accountability.selectors import letters, plans
from accountability.selectors.duties import duties_visible_to, with_light
from accountability.services import letters as services
from accountability.services.paper_texts import LetterWords
from accountability.tables.pressing import LetterTable
from accountability.views.urgings import numbers
from supervision import clock
from supervision.documents.enums import DocumentStatus
from supervision.web.views.access import PermissionRequiredMixin, permission_required
from supervision.web.views.lists import Empty, ListPage

#: A letter usually gives so many days.
USUAL_DAYS = 7


class LetterList(PermissionRequiredMixin, ListPage):
    """Every letter, for the office and the unit concerned."""

    permission = READ
    title = gettext_lazy("Supervision letters")
    template_name = "accountability/letters/list.html"
    table_class = LetterTable
    filterset_class = LetterFilter
    export_url_name = "accountability:letters_export"
    empty = Empty(
        gettext_lazy("No letter yet"),
        gettext_lazy("Choose units with overdue tasks; each of them gets a letter of its own."),
        icon="mail",
    )

    def get_queryset(self) -> QuerySet[Any]:
        """Return the letters in scope."""
        return letters.letters_visible_to(cast(Any, self.request.user))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add whether the account may draft letters, and plans from overdue replies."""
        user = cast(Any, self.request.user)
        acts = {"may_draft": user.can(DRAFT_PAPER), "may_plan": self._may_plan(user)}
        return super().get_context_data(**acts, **kwargs)

    def _may_plan(self, user: Any) -> bool:
        rows = plans.named_in_late_letters(plans.duties_to_plan(user), self.get_queryset())
        return plans.plans_now(user) and rows.exists()


@require_safe
@permission_required(DRAFT_PAPER)
def late_units(request: HttpRequest) -> HttpResponse:
    """Choose among the units with overdue tasks, as narrowed on the list of tasks."""
    rows = filtered(duties_visible_to(cast(Any, request.user)), request.GET, request)
    context = {"rows": letters.late_units(rows), "list_query": request.GET.urlencode()}
    return render(request, "accountability/letters/late.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(DRAFT_PAPER)
def letters_new(request: HttpRequest) -> HttpResponse:
    """Show the letters to be, one a unit, and draft them."""
    user = cast(Any, request.user)
    given = request.POST if request.method == "POST" else request.GET
    units = set() if request.method == "POST" else numbers(given.getlist("unit"))
    wanted = numbers(given.getlist("duty"))
    rows = with_light(duties_visible_to(user))
    found = letters.draftable(rows, unit_ids=units, duty_ids=wanted)
    if not found and request.method == "GET":
        messages.info(request, _("Choose the units first."))
        return redirect("accountability:letters_late")
    form = LetterForm(request.POST or None, initial=_first_words(user))
    if request.method == "POST" and form.is_valid():
        try:
            drafted = services.draft_letters(
                actor=user,
                duties=[duty for one in found for duty in one.duties],
                words=LetterWords(**form.cleaned_data),
            )
        except ValidationError as refused:
            form.add_error(None, refused.messages)
        else:
            return _drafted(request, len(drafted))
    context = {"form": form, "letters": found, "signers": _("the head of the office or a leader")}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "accountability/letters/new.html", context, status=status)


def _drafted(request: HttpRequest, count: int) -> HttpResponse:
    words = ngettext(
        "%(n)d letter is drafted and waits for its signature.",
        "%(n)d letters are drafted and wait for their signature.",
        count,
    )
    messages.success(request, words % {"n": count})
    query = urlencode({"state": letters.UNSIGNED})
    return redirect(f"{reverse('accountability:letters')}?{query}")


def _first_words(user: Any) -> dict[str, Any]:
    office = user.home_unit.name if user.home_unit else ""
    return {
        "kind": LetterKind.SUPERVISION,
        "requirement": _(
            "Attach importance to these tasks, find out why they were not filed, file what is "
            "overdue at once, and see that it does not happen again."
        ),
        "basis": _(
            "Rules on the Main Responsibility of Party Committees for Full and Strict Governance "
            "of the Party, and the responsibility lists of the year"
        ),
        "reply_by": clock.today() + dt.timedelta(days=USUAL_DAYS),
        "contact": f"{office} {user.name}".strip(),
    }


@require_safe
@permission_required(READ)
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one letter with its tasks and what became of it."""
    user = cast(Any, request.user)
    found = get_object_or_404(letters.letters_visible_to(user), pk=pk)
    document = found.document
    unsigned = document is not None and document.status in letters.UNSIGNED_STATUSES
    context = {
        "letter": found,
        "state": letters.state_of(found),
        "delivery": letters.delivery_of(found),
        "named": letters.named_in(found),
        "to_plan": _to_plan(user, found),
        "gone": services.gone_by_now(document) if unsigned else "",
        "may_redraft": unsigned and user.can_in(DRAFT_PAPER, found.unit),
        "is_signed": document is not None and document.status == DocumentStatus.SIGNED,
    }
    return render(request, "accountability/letters/letter.html", context)


def _to_plan(user: Any, found: Any) -> list[int]:
    """Return the tasks named that a plan can begin with, once the reply is overdue."""
    if not letters.is_late(found) or not plans.plans_now(user, found.unit):
        return []
    rows = plans.duties_to_plan(user).filter(letters__letter=found)
    return list(rows.values_list("pk", flat=True))


@require_http_methods(["GET", "POST"])
@permission_required(DRAFT_PAPER)
def letter_redraft(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft an unsigned letter anew for what is still overdue."""
    user = cast(Any, request.user)
    found = get_object_or_404(letters.letters_visible_to(user), pk=pk)
    first = {
        **_first_words(user),
        "kind": found.kind,
        "requirement": found.requirement,
        "basis": found.basis,
    }
    form = LetterForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            new = services.redraft(actor=user, letter=found, words=LetterWords(**form.cleaned_data))
        except ValidationError as refused:
            form.add_error(None, refused.messages)
        else:
            messages.success(request, _("The letter is drafted anew; the former one is void."))
            return redirect("accountability:letter", pk=new.pk)
    context = {"form": form, "letter": found, "named": letters.named_in(found)}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "accountability/letters/redraft.html", context, status=status)
