"""What forms of filings share: the first form from a draft, the chosen uploads, the stamp."""

import uuid
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accountability.forms.filings import FilingForm
from accountability.selectors import filings
from accountability.services import drafts
from supervision import clock
from supervision.attachments import places


def first_form(kind: type[FilingForm], draft: Any, **kwargs: Any) -> FilingForm:
    """Return the form as it was left, under the draft's token; without a draft a fresh one."""
    initial: dict[str, Any] = {"stage": kwargs.pop("stage", None)}
    initial |= kwargs.pop("initial", {})
    if draft is None:
        initial["token"] = uuid.uuid4()
    else:
        initial |= draft.fields
        initial["token"] = draft.key
        initial["is_final"] = draft.fields.get("is_final") == "on"
    return kind(initial=initial, **kwargs)


def chosen(request: HttpRequest, subject: Any, kept: list[Any]) -> list[Any]:
    """Return the uploads that go with the form: those it names, and those it just brought."""
    named = set(request.POST.getlist("attachments")) | {str(upload.pk) for upload in kept}
    waiting = filings.staged(cast(Any, request.user), subject)
    return [upload for upload in waiting if str(upload.pk) in named]


def save_and_stay(request: HttpRequest, subject: Any) -> HttpResponse:
    """Keep the draft at the press of its button and show the form again."""
    draft = drafts.save_draft(
        actor=cast(Any, request.user), subject=subject, fields=request.POST.dict()
    )
    messages.success(request, _("The draft is saved. It is not filed yet."))
    name = "accountability:duty" if draft.duty_id else "accountability:quick_record"
    return redirect(name, pk=subject.pk)


def upload_place(user: Any, subject: Any, names: list[str]) -> dict[str, Any]:
    """Return what the upload part of the form needs: where to, as what, and what has come."""
    slots = [*((name, name) for name in names), ("", _("Other material"))] if names else []
    return places.upload_place(filings.draft_key(subject), filings.staged(user, subject), slots)


def stamp(draft: Any) -> str:
    """Return when the draft was saved by the machine's own time, as the browser compares it."""
    return (draft.saved_at - clock.shift()).isoformat() if draft else ""
