"""Remove uploads that no record took up, and files that no row knows."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from supervision import clock
from supervision.attachments import storage, verbs
from supervision.attachments.models import Attachment
from supervision.audit.services import record

_BATCH = 500


@dataclass(frozen=True)
class Cleaned:
    """How much was removed."""

    uploads: int
    orphans: int


def clean_staged_files(*, older_than: dt.timedelta) -> Cleaned:
    """Delete staged uploads and orphaned files older than the given age."""
    cleaned = Cleaned(_clean_uploads(clock.now() - older_than), _clean_orphans(older_than))
    if cleaned.uploads or cleaned.orphans:
        record(
            verb=verbs.CLEANED,
            actor=None,
            details={"uploads": cleaned.uploads, "orphans": cleaned.orphans},
        )
    return cleaned


def _clean_uploads(before: dt.datetime) -> int:
    removed = 0
    while True:
        with transaction.atomic():
            stale = list(
                Attachment.objects.select_for_update(skip_locked=True)
                .filter(attached_at__isnull=True, uploaded_at__lt=before)
                .values_list("pk", "storage_name")[:_BATCH]
            )
            Attachment.objects.filter(pk__in=[pk for pk, _name in stale]).delete()
        # Rows first: a crash in between leaves an orphan, which the next run finds.
        for _pk, name in stale:
            storage.remove(name)
        removed += len(stale)
        if len(stale) < _BATCH:
            return removed


def _clean_orphans(older_than: dt.timedelta) -> int:
    # File times are the machine's own, whatever the demo's clock says.
    before = clock.real_now().timestamp() - older_than.total_seconds()
    removed, batch = 0, []
    for name, written in storage.everything():
        if written < before:
            batch.append(name)
        if len(batch) == _BATCH:
            removed += _remove_unknown(batch)
            batch = []
    return removed + _remove_unknown(batch)


def _remove_unknown(names: list[str]) -> int:
    known = set(
        Attachment.objects.filter(storage_name__in=names).values_list("storage_name", flat=True)
    )
    unknown = [name for name in names if name not in known]
    for name in unknown:
        storage.remove(name)
    return len(unknown)
