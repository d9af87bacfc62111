"""Examine files for what they say about themselves; no file, however broken, stops the others."""

import logging
from collections.abc import Iterator
from typing import BinaryIO

from django.db.models import Exists, OuterRef, QuerySet

from supervision.attachments import pictures, properties, storage
from supervision.attachments.enums import FactsGap, FactsState
from supervision.attachments.models import Attachment, FileFacts
from supervision.attachments.rules import extension

logger = logging.getLogger(__name__)

_BATCH = 200
_PICTURES = frozenset({"jpg", "jpeg", "png"})
_OFFICE = frozenset({"docx", "xlsx"})


def examine_files(*, limit: int | None = None) -> int:
    """Examine attached contents that were not examined yet; return how many there were.

    A content is examined once, however often it was handed in. Two runs at the same time do the
    work twice and keep it once.
    """
    done = 0
    for batch in _batches(limit):
        rows = [_facts_of(row) for row in batch]
        FileFacts.objects.bulk_create(rows, ignore_conflicts=True)
        done += len(rows)
    return done


def _batches(limit: int | None) -> Iterator[list[Attachment]]:
    left = limit
    while left is None or left > 0:
        rows = list(_unexamined()[: _BATCH if left is None else min(_BATCH, left)])
        if not rows:
            return
        yield rows
        left = None if left is None else left - len(rows)


def _unexamined() -> QuerySet[Attachment]:
    """Return one attached file of every content without facts."""
    known = FileFacts.objects.filter(sha256=OuterRef("sha256"))
    rows = Attachment.objects.filter(~Exists(known), attached_at__isnull=False)
    return rows.order_by("sha256", "uploaded_at").distinct("sha256")


def _facts_of(attachment: Attachment) -> FileFacts:
    """Read one file; whatever is wrong with it becomes the reason why there are no facts."""
    facts = FileFacts(sha256=attachment.sha256, state=FactsState.NONE)
    try:
        with storage.read(attachment.storage_name) as stream:
            _fill(facts, attachment, stream)
    except FileNotFoundError:
        facts.reason = FactsGap.MISSING
    except pictures.NotReadable as fault:
        facts.reason = fault.gap
    except Exception:
        # A crafted file finds faults of a library that nobody listed. It must not keep the other
        # files from being examined, and the log holds what happened.
        logger.exception("attachment %s could not be examined", attachment.pk)
        facts.reason = FactsGap.FAULT
    return facts


def _fill(facts: FileFacts, attachment: Attachment, stream: BinaryIO) -> None:
    ending = extension(attachment.name)
    if ending in _PICTURES:
        found: object = pictures.examine(stream)
    elif ending in _OFFICE:
        found = properties.examine_office(stream)
    elif ending == "pdf":
        found = properties.examine_pdf(stream, attachment.size)
    else:
        raise pictures.NotReadable(FactsGap.KIND)
    for name, value in vars(found).items():
        setattr(facts, name, value)
    facts.state = FactsState.FOUND
    if isinstance(found, properties.DocumentFacts) and not found.says_something:
        facts.state, facts.reason = FactsState.NONE, FactsGap.BARE
    elif isinstance(found, pictures.PictureFacts) and found.taken is None:
        facts.reason = FactsGap.UNDATED
