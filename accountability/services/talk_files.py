"""Files of a talk: staged while the form is open, bound to the record when it is written."""

import re
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404
from django.utils.translation import gettext as _

from accountability.permissions import RECORD_TALK
from accountability.selectors.talks import draft_key, staged, units_to_record_for
from accountability.services.locks import AssessmentLocked, check_open
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.attachments.models import Attachment
from supervision.attachments.places import upload_place
from supervision.attachments.services import store_each
from supervision.organizations.models import Unit

_REST = re.compile(r"unit/(\d{1,18})")


def may_stage(user: Any, rest: str) -> None:
    """Answer the file gate for uploads to a new record: 404 beyond the own units."""
    match = _REST.fullmatch(rest)
    unit = units_to_record_for(user).filter(pk=int(match[1])).first() if match else None
    if unit is None:
        raise Http404
    try:
        check_open(actor=user, unit=unit, way="attachment")
    except AssessmentLocked as refusal:
        # A form in the background shows no page.
        raise PermissionDenied(str(refusal.title)) from refusal


def uploads(
    *,
    actor: User,
    unit: Unit,
    files: Iterable[UploadedFile],
    slot: str,
    named: Iterable[str],
    dropped: Iterable[str],
) -> tuple[list[Attachment], list[str]]:
    """Keep files sent without script; return what goes with the form, and what was refused.

    `named` are the uploads the form names, `dropped` says why files were turned away.
    """
    require(actor, RECORD_TALK, unit)
    check_open(actor=actor, unit=unit, way="attachment")
    kept, refused = store_each(
        actor=actor, uploads=files, draft=draft_key(unit), slot=slot, dropped=dropped
    )
    wanted = {*named, *(str(file.pk) for file in kept)}
    return [file for file in staged(actor, unit) if str(file.pk) in wanted], refused


def place(user: Any, unit: Unit) -> dict[str, Any]:
    """Return what the upload part of the form needs: where to, as what, and what has come."""
    slots = [(_("Signed record"), _("Signed record")), ("", _("Other material"))]
    return upload_place(draft_key(unit), staged(user, unit), slots)
