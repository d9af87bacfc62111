"""Give a file to whoever may read its record, and keep a record of it."""

import logging
from typing import Any, BinaryIO

from django.http import Http404
from django.utils.translation import gettext as _

from supervision.attachments import gates, storage, verbs
from supervision.attachments.models import Attachment
from supervision.audit.services import record_read

logger = logging.getLogger(__name__)


def hand_out(*, actor: Any, attachment: Attachment) -> BinaryIO:
    """Open the file for the account and record the download; the selector has asked the gate."""
    try:
        stream = storage.read(attachment.storage_name)
    except FileNotFoundError:
        logger.error("attachment %s is missing from the disk", attachment.pk)
        raise Http404(_("The file is missing from storage. Tell the administrator.")) from None
    record_read(
        verb=verbs.DOWNLOADED,
        actor=actor,
        target=attachment,
        unit=_unit_of(attachment),
        details={"owner": f"{attachment.owner_type}:{attachment.owner_id}"},
    )
    return stream


def _unit_of(attachment: Attachment) -> int | None:
    """Return the unit of the record; a file still staged belongs to none yet."""
    if not attachment.is_attached:
        return None
    asked = gates.get(attachment.owner_type).unit_of
    return asked(attachment.owner_id) if asked else None
