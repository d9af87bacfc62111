"""Change a draft, hand it to the signer, throw it away."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from supervision.documents import editing
from supervision.documents.forms import BlockFormSet, PaperForm
from supervision.documents.permissions import REGISTER, acts_on
from supervision.documents.selectors import papers
from supervision.documents.services import drafting
from supervision.documents.views import faults
from supervision.web.faults import Refusal
from supervision.web.views.access import permission_required


@require_http_methods(["GET", "POST"])
@permission_required(REGISTER)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the words of a draft; what was typed stays when something is refused."""
    user = cast(Any, request.user)
    found = get_object_or_404(papers.papers_to_read(user), pk=pk)
    if "edit" not in acts_on(user, found):
        raise Refusal(
            _("The words of this paper can no longer be changed, or not by you."),
            title=_("This paper stands"),
            back_url=found.get_absolute_url(),
        )
    if request.method == "POST":
        return _take(request, found)
    form = PaperForm(initial=_initial(found), organs=papers.organs_in_use())
    blocks = BlockFormSet(initial=editing.typed(found.words.blocks), prefix="block")
    return _page(request, found, form, blocks)


def _take(request: HttpRequest, found: Any) -> HttpResponse:
    form = PaperForm(request.POST, organs=papers.organs_in_use())
    blocks = BlockFormSet(request.POST, prefix="block")
    if form.is_valid() and blocks.is_valid():
        try:
            drafting.edit(
                actor=cast(Any, request.user),
                document=found,
                content=form.content([row.cleaned_data for row in blocks if row.cleaned_data]),
                reply_by=form.cleaned_data["reply_by"],
                urgency=form.cleaned_data["urgency"],
                organ=form.cleaned_data["organ"],
            )
        except ValidationError as error:
            faults.put(form, error)
        else:
            messages.success(request, _("The draft is saved."))
            return redirect(found)
    return _page(request, found, form, blocks, status=422)


def _page(
    request: HttpRequest, found: Any, form: PaperForm, blocks: Any, status: int = 200
) -> HttpResponse:
    context = {
        "document": found,
        "form": form,
        "blocks": blocks,
        "units": papers.units_of(found),
    }
    return render(request, "documents/edit.html", context, status=status)


def _initial(found: Any) -> dict[str, Any]:
    words = found.words
    return {
        "title": words.title,
        "addressee": words.addressee,
        "organ": found.organ_id,
        "urgency": found.urgency,
        "reply_by": found.reply_by,
        "attachments": "\n".join(words.attachments),
        "copies": "\n".join(words.copies),
        "contact": words.contact,
    }


@require_POST
@permission_required(REGISTER)
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand the draft to those who may sign it."""
    found = get_object_or_404(papers.papers_to_read(cast(Any, request.user)), pk=pk)
    try:
        drafting.submit(actor=cast(Any, request.user), document=found)
    except ValidationError as error:
        faults.say(request, error)
    else:
        messages.success(request, _("Submitted. Those who may sign it have been told."))
    return redirect(found)


@require_POST
@permission_required(REGISTER)
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw an unsigned paper away."""
    found = get_object_or_404(papers.papers_to_read(cast(Any, request.user)), pk=pk)
    try:
        drafting.discard(actor=cast(Any, request.user), document=found)
    except ValidationError as error:
        faults.say(request, error)
    else:
        messages.success(request, _("The draft is thrown away. It never had a number."))
    return redirect(found)
