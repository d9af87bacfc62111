"""Read attachments: those of a record, those of a draft, and the one a person asks for."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Model, Q, QuerySet
from django.http import Http404

from supervision.attachments import gates
from supervision.attachments.enums import ReadingState
from supervision.attachments.models import DRAFT, Attachment, AttachmentText


def of(owner: Model) -> QuerySet[Attachment]:
    """Return the files of the record, oldest first; those struck off are left out."""
    return _with_reading().filter(
        owner_type=owner._meta.label_lower, owner_id=str(owner.pk), detached_at__isnull=True
    )


def of_many(owner_type: str, owner_ids: list[Any]) -> dict[str, list[Attachment]]:
    """Return the files of several records of one kind by owner id, in one query."""
    found: dict[str, list[Attachment]] = {str(pk): [] for pk in owner_ids}
    rows = _with_reading().filter(
        owner_type=owner_type, owner_id__in=list(found), detached_at__isnull=True
    )
    for row in rows:
        found[row.owner_id].append(row)
    return found


def _with_reading() -> QuerySet[Attachment]:
    """Return files with how far they were read, but without what was read in them."""
    rows = Attachment.objects.select_related("reading").defer("reading__text")
    return rows.order_by("uploaded_at", "pk")


def staged(actor: Any, key: str) -> QuerySet[Attachment]:
    """Return what the account has uploaded under the draft key and not yet attached."""
    return Attachment.objects.filter(
        owner_type=DRAFT, owner_id=key, attached_at__isnull=True, uploaded_by_id=actor.pk
    ).order_by("uploaded_at", "pk")


def readable_to(user: Any, owner_type: str = "") -> QuerySet[Attachment]:
    """Return every file the account may download: its own uploads, and what the gates let it read.

    With `owner_type` only the files of that kind of record.
    """
    open_files = Q(pk__in=[])
    if not owner_type:
        open_files = Q(attached_at__isnull=True, uploaded_by_id=user.pk)
    for gate in gates.everything():
        if gate.readable is not None and owner_type in ("", gate.owner_type):
            owners = gate.readable(user)
            open_files |= Q(owner_type=gate.owner_type, owner_id__in=owners)
    rows = Attachment.objects.filter(open_files)
    return rows.order_by("-uploaded_at", "pk") if user.is_active else rows.none()


def readable(user: Any, pk: uuid.UUID) -> Attachment:
    """Return the file if its gate lets the account read it, else raise Http404.

    A staged upload is read by its uploader only.
    """
    attachment = Attachment.objects.filter(pk=pk).first()
    if attachment is None or not _may_read(user, attachment):
        raise Http404
    return attachment


def _may_read(user: Any, attachment: Attachment) -> bool:
    if not user.is_active:
        return False
    if not attachment.is_attached:
        return attachment.uploaded_by_id == user.pk
    return gates.get(attachment.owner_type).may_read(user, attachment.owner_id)


def texts_readable_to(user: Any) -> QuerySet[AttachmentText]:
    """Return what was read in the attached files that the account may download."""
    files = readable_to(user).filter(attached_at__isnull=False, detached_at__isnull=True)
    return AttachmentText.objects.filter(
        state=ReadingState.READ, attachment__in=files.order_by()
    ).select_related("attachment")


def snippet(text: str, words: Iterable[str], room: int = 24) -> str:
    """Return the place in the text where the first of the words stands, in one line."""
    found = [at for at in (text.upper().find(word.upper()) for word in words) if at >= 0]
    start = max(0, min(found, default=0) - room)
    cut = " ".join(text[start : start + 3 * room].split())
    return f"{'…' if start else ''}{cut}{'…' if len(text) > start + 3 * room else ''}"


def reading_counts() -> dict[str, int]:
    """Return how many files stand in each state of reading."""
    rows = AttachmentText.objects.values("state").annotate(files=Count("pk"))
    return {state: 0 for state in ReadingState} | {row["state"]: row["files"] for row in rows}


def reading_faults() -> list[tuple[str, int]]:
    """Return why files could not be read, with how many, the most frequent first."""
    rows = AttachmentText.objects.exclude(fault="").values("fault").annotate(files=Count("pk"))
    return [(row["fault"], row["files"]) for row in rows.order_by("-files", "fault")]
