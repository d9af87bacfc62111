"""Read attached files for the search: later, by a worker, never in a request."""

import datetime as dt
import time
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from supervision import clock
from supervision.accounts.permissions import require
from supervision.attachments import gates, reading, rules, storage, verbs
from supervision.attachments.enums import ReadingState
from supervision.attachments.models import Attachment, AttachmentText
from supervision.attachments.permissions import OVERSEE_READING
from supervision.audit.services import record

#: A file is tried so often, and left alone so long after each try; a worker may have died over it.
MAX_ATTEMPTS, REST = 3, dt.timedelta(minutes=15)
_OPEN = (ReadingState.WAITING, ReadingState.FAILED)
_BATCH = 1000


def ask_to_read(attachments: Iterable[Attachment]) -> None:
    """Put the files down to be read; in the caller's transaction, so that none is forgotten.

    Files whose words must not lie open in the database are left out.
    """
    sealed = gates.unsearched()
    AttachmentText.objects.bulk_create(
        [AttachmentText(attachment=item) for item in attachments if item.owner_type not in sealed],
        ignore_conflicts=True,
    )


def ask_for_older() -> int:
    """Put down attached files that were never asked for; return how many there were."""
    known = AttachmentText.objects.filter(attachment=OuterRef("pk"))
    missing = Attachment.objects.filter(~Exists(known), attached_at__isnull=False).exclude(
        owner_type__in=gates.unsearched()
    )
    asked = 0
    while batch := list(missing.order_by("pk")[:_BATCH]):
        ask_to_read(batch)
        asked += len(batch)
    return asked


def ask_again(*, actor: Any | None) -> int:
    """Put down once more what failed or was not recognised; return how many files.

    `actor` is None where the command does it.
    """
    if actor is not None:
        require(actor, OVERSEE_READING)
    with transaction.atomic():
        asked = AttachmentText.objects.filter(
            state__in=(ReadingState.FAILED, ReadingState.UNRECOGNISED)
        ).update(state=ReadingState.WAITING, fault="", attempts=0, asked_at=clock.now())
        record(verb=verbs.ASKED_AGAIN, actor=actor, details={"files": asked})
    return asked


def read_waiting(*, limit: int | None = None, seconds: float | None = None) -> int:
    """Read files that wait until the limit or the time is up; return how many were read."""
    began, done = time.monotonic(), 0
    while limit is None or done < limit:
        if seconds is not None and time.monotonic() - began > seconds:
            break
        row = _claim()
        if row is None:
            break
        _read(row)
        done += 1
    return done


def _claim() -> AttachmentText | None:
    """Take the newest file that waits, so that no other worker takes it for a while.

    Who has just filed looks for it at once; files from before are read when nothing new waits.
    """
    now = clock.now()
    with transaction.atomic():
        row = (
            AttachmentText.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("attachment")
            .filter(state__in=_OPEN, asked_at__lte=now, attempts__lt=MAX_ATTEMPTS)
            .order_by("-asked_at", "-pk")
            .first()
        )
        if row is None:
            return None
        tried = {"attempts": row.attempts + 1, "asked_at": now + REST}
        if row.attempts + 1 == MAX_ATTEMPTS:
            # Should this worker die over it too, the file is not left waiting for ever.
            tried |= {"state": ReadingState.FAILED, "fault": reading.FAULTS["damaged"]}
        AttachmentText.objects.filter(pk=row.pk).update(**tried)
    return row


def _read(row: AttachmentText) -> None:
    """Read the file, or take over what was read in the same content."""
    twin = (
        AttachmentText.objects.filter(
            attachment__sha256=row.attachment.sha256, state=ReadingState.READ
        )
        .exclude(pk=row.pk)
        .first()
    )
    if twin is not None:
        found = reading.Found(twin.state, twin.text, twin.source, twin.engine)
    else:
        path = storage.path_of(row.attachment.storage_name)
        found = reading.read(path, rules.extension(row.attachment.name))
    AttachmentText.objects.filter(pk=row.pk).update(
        state=found.state,
        text=found.text,
        source=found.source,
        engine=found.engine,
        fault=found.fault,
        read_at=clock.now(),
    )
