"""Keep what is uploaded for an entry until it is written."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404
from django.utils.translation import gettext as _

from accountability.models import Rectification
from accountability.permissions import RECTIFY
from accountability.selectors.rectifications import draft_key, rectifications_visible_to
from accountability.services.rectifications import check_under_way
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.attachments.models import Attachment
from supervision.attachments.services import store_each


def stage(
    *,
    actor: User,
    rectification: Rectification,
    files: Iterable[UploadedFile],
    dropped: Iterable[str],
) -> tuple[list[Attachment], list[str]]:
    """Keep the files of a form sent without script; return them, and why others were refused.

    `dropped` says why files were turned away on the way in.
    """
    require(actor, RECTIFY, rectification.unit)
    return store_each(actor=actor, uploads=files, draft=draft_key(rectification), dropped=dropped)


def may_stage(user: Any, rest: str) -> None:
    """Answer the file gate: 404 beyond the reach, 403 without the act or where it is concluded."""
    rows = rectifications_visible_to(user)
    item = rows.filter(pk=int(rest)).first() if rest.isdecimal() and len(rest) < 19 else None
    if item is None:
        raise Http404
    if not user.can_in(RECTIFY, item.unit):
        raise PermissionDenied(_("Your post does not allow this."))
    try:
        check_under_way(item)
    except ValidationError as refusal:
        raise PermissionDenied(" ".join(refusal.messages)) from refusal
