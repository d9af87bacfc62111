"""Read attachments: those of a record, those of a draft, and the one a person asks for."""

import uuid
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.http import Http404

from supervision.attachments import gates
from supervision.attachments.models import DRAFT, Attachment


def of(owner: Model) -> QuerySet[Attachment]:
    """Return the files of the record, oldest first; those struck off are left out."""
    return Attachment.objects.filter(
        owner_type=owner._meta.label_lower, owner_id=str(owner.pk), detached_at__isnull=True
    ).order_by("uploaded_at", "pk")


def of_many(owner_type: str, owner_ids: list[Any]) -> dict[str, list[Attachment]]:
    """Return the files of several records of one kind by owner id, in one query."""
    found: dict[str, list[Attachment]] = {str(pk): [] for pk in owner_ids}
    rows = Attachment.objects.filter(
        owner_type=owner_type, owner_id__in=list(found), detached_at__isnull=True
    ).order_by("uploaded_at", "pk")
    for row in rows:
        found[row.owner_id].append(row)
    return found


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
