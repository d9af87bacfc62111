"""Files of a new clue: staged while the form is open, bound to the clue when it is entered."""

from collections.abc import Iterable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404

from cases.permissions import REGISTER
from cases.selectors.registrar import draft_key, staged
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.attachments.models import Attachment
from supervision.attachments.places import upload_place
from supervision.attachments.services import store_each


def may_stage(user: Any, rest: str) -> None:
    """Answer the file gate for uploads to a new clue: 404 for whoever registers none."""
    if rest != "new" or not user.can(REGISTER):
        raise Http404


def uploads(
    *,
    actor: User,
    files: Iterable[UploadedFile],
    named: Iterable[str],
    dropped: Iterable[str],
) -> tuple[list[Attachment], list[str]]:
    """Keep files sent without script; return what goes with the form, and what was refused.

    `named` are the uploads the form names, `dropped` says why files were turned away.
    """
    require(actor, REGISTER)
    kept, refused = store_each(actor=actor, uploads=files, draft=draft_key(), dropped=dropped)
    wanted = {*named, *(str(file.pk) for file in kept)}
    return [file for file in staged(actor) if str(file.pk) in wanted], refused


def place(user: Any) -> dict[str, Any]:
    """Return what the upload part of the form needs: where to, and what has come."""
    return upload_place(draft_key(), staged(user))
