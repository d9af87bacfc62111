"""Add files to a clue after it was entered; what was added stays."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from cases.models import Clue, ClueMaterial
from cases.selectors.materials import clue_taking_files, draft_key, staged, why_not_add
from cases.services.case_parts import said
from cases.services.hands import check_avoids, require_seen
from cases.services.once import sent_before
from cases.verbs import FILES_ADDED
from supervision import clock
from supervision.accounts.models import User
from supervision.attachments.models import Attachment
from supervision.attachments.places import upload_place
from supervision.attachments.services import attach, store_each
from supervision.audit.services import record

#: Shorter words do not tell one file from another.
LEAST_WORDS = 4


def add_material(
    *,
    actor: User,
    clue: Clue,
    origin: str,
    words: str,
    attachments: Iterable[Attachment],
    token: uuid.UUID | None = None,
) -> ClueMaterial:
    """Add files to a clue, with what they are and where they came from.

    `token` is that of the form: sent twice, it adds once. Raises PermissionDenied for whoever has
    no part in the clue now, and once its handling is over; Avoids where the person must leave it
    to others; ValidationError without files or words.
    """
    require_seen(actor, clue)
    check_avoids(actor, clue, [actor])
    with transaction.atomic():
        known = sent_before(ClueMaterial, actor, token)
        if known is not None:
            return known
        held = Clue.objects.select_for_update(of=("self",)).get(pk=clue.pk)
        _require(actor, held)
        files = list(attachments)
        if not files:
            raise ValidationError({"files": _("Choose at least one file.")})
        made = ClueMaterial.objects.create(
            clue=held,
            origin=origin,
            words=said("words", words, least=LEAST_WORDS),
            added_by=actor,
            added_at=clock.now(),
            token=token,
        )
        attach(attachments=files, owner=made, actor=actor)
        details = {"files": len(files), "origin": origin}
        record(verb=FILES_ADDED, actor=actor, target=held, unit=held.unit_id, details=details)
    return made


def _require(actor: User, clue: Clue) -> None:
    """Raise PermissionDenied where the account adds nothing to the clue now."""
    if reason := why_not_add(actor, clue):
        raise PermissionDenied(reason)


def may_stage(user: Any, rest: str) -> None:
    """Answer the file gate for uploads: 404 for whoever adds nothing to that clue."""
    if clue_taking_files(user, rest) is None:
        raise Http404


def uploads(
    *,
    actor: User,
    clue: Clue,
    files: Iterable[UploadedFile],
    named: Iterable[str],
    dropped: Iterable[str],
) -> tuple[list[Attachment], list[str]]:
    """Keep files sent without script; return what goes with the form, and what was refused.

    `named` are the uploads the form names, `dropped` says why files were turned away. Raises
    PermissionDenied for whoever adds nothing to the clue now.
    """
    require_seen(actor, clue)
    _require(actor, clue)
    kept, refused = store_each(actor=actor, uploads=files, draft=draft_key(clue), dropped=dropped)
    wanted = {*named, *(str(file.pk) for file in kept)}
    return [file for file in staged(actor, clue) if str(file.pk) in wanted], refused


def place(user: Any, clue: Clue) -> dict[str, Any]:
    """Return what the upload part of the form needs: where to, and what has come."""
    return upload_place(draft_key(clue), staged(user, clue))
