"""Take a file in, bind it to its record, or take it back before it is bound."""

import logging
import uuid
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Model
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from supervision import clock
from supervision.attachments import content, gates, rules, storage, verbs
from supervision.attachments.models import DRAFT, Attachment
from supervision.attachments.services.reading import ask_to_read
from supervision.attachments.wording import no_room, too_large
from supervision.audit.services import record
from supervision.web.room import is_full

logger = logging.getLogger(__name__)


def store(
    *, actor: Any, upload: UploadedFile, slot: str = "", owner: Model | None = None, draft: str = ""
) -> Attachment:
    """Check and keep the file, for the owner or staged under the draft key.

    Raises ValidationError with a sentence for the user; nothing is kept then.
    """
    if owner is not None:
        gates.get(owner._meta.label_lower)
    name = rules.clean_name(upload.name or "")
    kind = _check(upload, name)
    blob = _write(upload, name)
    now = clock.now()
    try:
        with transaction.atomic():
            attachment = Attachment.objects.create(
                owner_type=owner._meta.label_lower if owner is not None else DRAFT,
                owner_id=str(owner.pk) if owner is not None else draft,
                slot=slot[:80],
                name=name,
                size=blob.size,
                content_type=kind.content_type,
                sha256=blob.sha256,
                storage_name=blob.storage_name,
                uploaded_by=actor,
                uploaded_at=now,
                attached_at=now if owner is not None else None,
            )
            record(
                verb=verbs.STORED,
                actor=actor,
                target=attachment,
                details={"sha256": blob.sha256, "size": blob.size, "slot": attachment.slot},
            )
            if owner is not None:
                ask_to_read([attachment])
    except BaseException:
        storage.remove(blob.storage_name)
        raise
    return attachment


def _check(upload: UploadedFile, name: str) -> rules.Kind:
    limit = settings.ATTACHMENT_MAX_BYTES
    if not upload.size:
        raise ValidationError(
            _("%(name)s is empty. Choose the file again.") % {"name": name}, code="empty"
        )
    if upload.size > limit:
        raise ValidationError(too_large(name), code="too_large")
    kind = rules.KINDS.get(rules.extension(name))
    if kind is None:
        raise ValidationError(
            _("%(name)s is of a kind that is not accepted. Accepted: %(kinds)s.")
            % {"name": name, "kinds": ", ".join(rules.KINDS)},
            code="extension",
        )
    stream = upload.file
    if stream is None or not content.agrees(stream, kind):
        raise ValidationError(
            _("The content of %(name)s is not that of a .%(kind)s file. Hand in the original.")
            % {"name": name, "kind": rules.extension(name)},
            code="content",
        )
    if settings.ATTACHMENT_SCANNER and not import_string(settings.ATTACHMENT_SCANNER)(stream):
        raise ValidationError(
            _("The virus scan refused %(name)s. Ask your technician to check it.") % {"name": name},
            code="scan",
        )
    stream.seek(0)
    return kind


def _write(upload: UploadedFile, name: str) -> storage.Blob:
    try:
        return storage.write(upload.chunks(), limit=settings.ATTACHMENT_MAX_BYTES)
    except storage.TooLargeError:
        raise ValidationError(too_large(name), code="too_large") from None
    except OSError as fault:
        if not is_full(fault):
            raise
        logger.error("no room on the disk: an upload was refused")
        raise ValidationError(no_room(name), code="no_room") from fault


@transaction.atomic
def store_each(
    *,
    actor: Any,
    uploads: Iterable[UploadedFile],
    draft: str,
    slot: str = "",
    dropped: Iterable[str] = (),
) -> tuple[list[Attachment], list[str]]:
    """Stage the files of a form sent without script; return them, and why others were refused.

    `dropped` says why files were turned away on the way in.
    """
    kept: list[Attachment] = []
    refused = list(dropped)
    for upload in uploads:
        try:
            kept.append(store(actor=actor, upload=upload, slot=slot, draft=draft))
        except ValidationError as refusal:
            refused += refusal.messages
    return kept, refused


def attach(
    *,
    attachments: Iterable[Attachment | uuid.UUID | str],
    owner: Model,
    actor: Any = None,
) -> list[Attachment]:
    """Bind staged files to the owner for good; only the uploader's own, and each only once.

    Raises ValidationError when one of them is bound already or gone.
    """
    gates.get(owner._meta.label_lower)
    wanted = [
        item.pk if isinstance(item, Attachment) else uuid.UUID(str(item)) for item in attachments
    ]
    if not wanted:
        return []
    found = list(
        Attachment.objects.select_for_update()
        .select_related("uploaded_by")
        .filter(pk__in=wanted, attached_at__isnull=True)
        .order_by("uploaded_at", "pk")
    )
    if len(found) != len(set(wanted)):
        raise ValidationError(
            _("An uploaded file has been used or removed. Upload it again."), code="staged"
        )
    actor = actor or found[0].uploaded_by
    if any(item.uploaded_by_id != actor.pk for item in found):
        raise PermissionDenied(_("Another person uploaded this file."))
    now = clock.now()
    Attachment.objects.filter(pk__in=wanted).update(
        owner_type=owner._meta.label_lower, owner_id=str(owner.pk), attached_at=now
    )
    for item in found:
        item.owner_type, item.owner_id = owner._meta.label_lower, str(owner.pk)
        item.attached_at = now
    ask_to_read(found)
    record(
        verb=verbs.ATTACHED,
        actor=actor,
        target=owner,
        details={"files": [{"id": str(item.pk), "sha256": item.sha256} for item in found]},
    )
    return found


def discard(*, actor: Any, attachment: Attachment) -> None:
    """Take back one's own upload that is not attached yet; the file goes with the commit.

    Raises what the gate of the form raises: during a lock nothing is taken back either.
    """
    if attachment.uploaded_by_id == actor.pk and not attachment.is_attached:
        gate, rest = gates.for_draft(attachment.owner_id)
        # Before the transaction: a gate that refuses keeps its own record of the try.
        if gate.may_write is not None:
            gate.may_write(actor, rest)
    with transaction.atomic():
        _discard(actor, attachment)


def _discard(actor: Any, attachment: Attachment) -> None:
    staged = (
        Attachment.objects.select_for_update()
        .filter(pk=attachment.pk, attached_at__isnull=True, uploaded_by_id=actor.pk)
        .first()
    )
    if staged is None:
        raise PermissionDenied(_("A file that is attached can no longer be removed."))
    record(verb=verbs.DISCARDED, actor=actor, target=staged, details={"sha256": staged.sha256})
    name = staged.storage_name
    staged.delete()
    transaction.on_commit(lambda: storage.remove(name))


def detach(*, actor: Any, attachment: Attachment, reason: str) -> Attachment:
    """Strike the file off its record; file and row stay, and the reason is in the audit record."""
    gate = gates.get(attachment.owner_type)
    if gate.may_write is None:
        raise PermissionDenied(_("Files of this record cannot be struck off."))
    # Before the transaction: a gate that refuses keeps its own record of the try.
    gate.may_write(actor, attachment.owner_id)
    with transaction.atomic():
        changed = Attachment.objects.filter(pk=attachment.pk, detached_at__isnull=True).update(
            detached_at=clock.now()
        )
        if changed:
            record(
                verb=verbs.DETACHED,
                actor=actor,
                target=attachment,
                details={"note": reason},
            )
    attachment.refresh_from_db()
    return attachment
