"""Begin, change, finish, issue and withdraw papers, and record that they were handed over."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cases.forms import papers as forms
from cases.forms.fields import take_refusal
from cases.permissions import READ
from cases.rules.paper_kinds import FORM, LETTER, kind_of
from cases.selectors import paper_page
from cases.selectors.papers import officers_of, signers_for
from cases.services import papers as services
from cases.services.papers.words import words_of
from cases.services.reads import record_read
from cases.views.papers import page
from supervision.documents.selectors.papers import organs_in_use
from supervision.web.faults import Refusal
from supervision.web.views.access import permission_required


@require_POST
@permission_required(READ)
def begin(request: HttpRequest, number: str, slot: str) -> HttpResponse:
    """Draft a paper from what is known of the clue, and open it for its words."""
    user = cast(Any, request.user)
    clue = paper_page.get_open_clue(user, number)
    form = forms.BeginForm(request.POST, people=clue.respondents.order_by("pk"))
    if not form.is_valid():
        messages.error(request, _("Choose whom the paper is written for."))
        return redirect("cases:clue_papers", number=number)
    try:
        made = _begun(user, clue, slot, form)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("cases:clue_papers", number=number)
    if len(made) > 1:
        said = _("Begun: %(n)d papers, one for each person. Fill in each, then finish it.")
        messages.success(request, said % {"n": len(made)})
        return redirect("cases:clue_papers", number=number)
    messages.success(request, _("Begun. Fill in what stands in brackets, then finish the paper."))
    return redirect("cases:paper_edit", pk=made[0].pk)


def _begun(user: Any, clue: Any, slot: str, form: forms.BeginForm) -> list[Any]:
    if form.cleaned_data["each"]:
        return services.draft_each(actor=user, clue=clue, slot=slot)
    person = form.cleaned_data["respondent"]
    return [services.draft_paper(actor=user, clue=clue, slot=slot, respondent=person)]


@require_http_methods(["GET", "POST"])
@permission_required(READ)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the words of a paper; what was typed stays when something is refused."""
    user = cast(Any, request.user)
    found = paper_page.get_paper(user, pk)
    if "edit" not in paper_page.acts_on(user, found):
        raise Refusal(
            _("The words of this paper can no longer be changed, or not by you."),
            title=_("This paper stands"),
            back_url=found.get_absolute_url(),
        )
    if request.method == "POST":
        return _take(request, found)
    return _page(request, found, *_forms(found))


def _take(request: HttpRequest, found: Any) -> HttpResponse:
    user = cast(Any, request.user)
    form, blocks = _forms(found, request.POST)
    if form.is_valid() and blocks.is_valid():
        try:
            saved = _save(user, found, form, blocks)
        except ValidationError as refusal:
            take_refusal(form, refusal)
        else:
            return _saved(request, saved)
    return _page(request, found, form, blocks, status=422)


def _saved(request: HttpRequest, saved: Any) -> HttpResponse:
    """Go on to the paper; one that is not finished yet is kept, with what it still lacks."""
    if request.POST.get("act") == "finish":
        try:
            services.finish_paper(actor=cast(Any, request.user), paper=saved)
        except ValidationError as refusal:
            said = _("Saved, but not finished. %(why)s") % {"why": " ".join(refusal.messages)}
            messages.warning(request, said)
            return _page(request, saved, *_forms(saved), status=422)
    messages.success(request, _("The paper is saved."))
    return redirect(saved)


def _page(
    request: HttpRequest, found: Any, form: forms.WordsForm, blocks: Any, status: int = 200
) -> HttpResponse:
    record_read(actor=cast(Any, request.user), clue=found.clue, what=f"paper {found.code}")
    context = {
        "paper": found,
        "clue": found.clue,
        "form": form,
        "blocks": blocks,
        "is_form": kind_of(found.slot).form == FORM,
    }
    return render(request, "cases/papers/edit.html", context, status=status)


def _forms(found: Any, data: Any = None) -> tuple[forms.WordsForm, Any]:
    kind, words = kind_of(found.slot), words_of(found)
    form = forms.WordsForm(
        data,
        is_letter=kind.form == LETTER,
        is_numbered=kind.is_numbered,
        organs=organs_in_use(),
        officers=signers_for(found.clue, found.slot),
        initial={
            "version": found.version,
            "title": words.title,
            "addressee": words.addressee,
            "organ": found.organ_id,
            "copies": "\n".join(words.copies),
            "officers": officers_of(found),
        },
    )
    rows = forms.rows_of if kind.form == FORM else forms.blocks_of
    return form, rows(words, data)


def _save(user: Any, found: Any, form: forms.WordsForm, blocks: Any) -> Any:
    return services.edit_paper(
        actor=user,
        paper=found,
        content=form.content(forms.read_blocks(blocks)),
        officers=list(form.cleaned_data.get("officers", ())),
        organ=form.cleaned_data.get("organ"),
        version=form.cleaned_data["version"],
    )


@require_POST
@permission_required(READ)
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that the words of a paper stand."""
    return _act(request, pk, services.finish_paper, _("Finished: the words stand."))


@require_POST
@permission_required(READ)
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a finished paper up again."""
    return _act(request, pk, services.reopen_paper, _("The paper is open again."))


@require_POST
@permission_required(READ)
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Issue a finished letter or notice with its number."""
    return _act(request, pk, services.issue_paper, _("Issued with number and day."))


def _act(request: HttpRequest, pk: int, service: Callable[..., Any], done: str) -> HttpResponse:
    user = cast(Any, request.user)
    found = paper_page.get_paper(user, pk)
    try:
        service(actor=user, paper=found)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, done)
    return redirect(found)


@require_POST
@permission_required(READ)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a paper on which no step was taken."""
    user = cast(Any, request.user)
    found = paper_page.get_paper(user, pk)
    if "withdraw" not in paper_page.acts_on(user, found):
        raise Refusal(
            _("This paper is not withdrawn now, or not by you."),
            back_url=found.get_absolute_url(),
        )
    form = forms.WithdrawForm(request.POST)
    if form.is_valid():
        try:
            services.withdraw_paper(actor=user, paper=found, reason=form.cleaned_data["reason"])
        except ValidationError as refusal:
            take_refusal(form, refusal)
        else:
            messages.success(request, _("Withdrawn; it stays in the file with the reason."))
            return redirect("cases:clue_papers", number=found.clue.number)
    return page(request, found, form, status=422)


@require_http_methods(["GET", "POST"])
@permission_required(READ)
def deliver(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that an issued paper was handed over."""
    user = cast(Any, request.user)
    found = paper_page.get_paper(user, pk)
    if "deliver" not in paper_page.acts_on(user, found):
        raise Refusal(
            _("This paper is not handed over now, or not by you."),
            back_url=found.get_absolute_url(),
        )
    data = request.POST if request.method == "POST" else None
    officers = signers_for(found.clue, found.slot)
    form = forms.DeliveryForm(data, officers=officers, initial={"first": user})
    if request.method == "POST" and form.is_valid():
        try:
            services.deliver(actor=user, paper=found, said=form.said())
        except ValidationError as refusal:
            take_refusal(form, refusal)
        else:
            messages.success(request, _("Recorded: the paper was handed over."))
            return redirect(found)
    context = {"paper": found, "clue": found.clue, "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "cases/papers/deliver.html", context, status=status)
