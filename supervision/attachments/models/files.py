"""The attachment: what was handed in, by whom, and the digest that proves it unchanged."""

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from supervision import clock
from supervision.web.classification import DataClass
from supervision.web.walls import Wall, no_truncate

#: Owner type of an upload that belongs to an unfinished form; its owner id is the draft key.
DRAFT = "draft"


class Attachment(models.Model):
    """One uploaded file. Its content never changes; once attached it is never deleted."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "owner_type": DataClass.INTERNAL,
        "owner_id": DataClass.INTERNAL,
        "slot": DataClass.INTERNAL,
        "name": DataClass.SENSITIVE,
        "size": DataClass.INTERNAL,
        "content_type": DataClass.INTERNAL,
        "sha256": DataClass.INTERNAL,
        "storage_name": DataClass.INTERNAL,
        "uploaded_by": DataClass.INTERNAL,
        "uploaded_at": DataClass.INTERNAL,
        "attached_at": DataClass.INTERNAL,
        "detached_at": DataClass.INTERNAL,
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner_type = models.CharField(_("kind of record"), max_length=80)
    owner_id = models.CharField(_("record"), max_length=120, blank=True)
    slot = models.CharField(_("evidence"), max_length=80, blank=True)
    name = models.CharField(_("file name"), max_length=150)
    size = models.PositiveBigIntegerField(_("size"))
    content_type = models.CharField(_("content type"), max_length=100)
    sha256 = models.CharField(_("SHA-256 digest"), max_length=64)
    storage_name = models.CharField(_("storage name"), max_length=80, unique=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("uploaded by")
    )
    uploaded_at = models.DateTimeField(_("uploaded"), default=clock.now)
    attached_at = models.DateTimeField(_("attached"), null=True)
    detached_at = models.DateTimeField(_("struck off"), null=True)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        indexes = [
            models.Index(fields=["owner_type", "owner_id", "uploaded_at"], name="attachment_owner"),
            models.Index(
                fields=["uploaded_at"],
                name="attachment_staged",
                condition=Q(attached_at__isnull=True),
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="attachment_not_empty"),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="attachment_digest"
            ),
            models.CheckConstraint(
                condition=Q(owner_type=DRAFT, attached_at__isnull=True)
                | (~Q(owner_type=DRAFT) & ~Q(owner_id="") & Q(attached_at__isnull=False)),
                name="attachment_owned_when_attached",
            ),
            models.CheckConstraint(
                condition=Q(detached_at__isnull=True) | Q(attached_at__isnull=False),
                name="attachment_detached_after_attached",
            ),
        ]
        triggers = [
            Wall(
                name="content_never_changes",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(
                    "id",
                    "name",
                    "size",
                    "content_type",
                    "sha256",
                    "storage_name",
                    "uploaded_by",
                    "uploaded_at",
                ),
                func="RAISE EXCEPTION 'attachments: the content of a file never changes';",
            ),
            Wall(
                name="attached_for_good",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.attached_at IS NOT NULL AND ("
                    "OLD.owner_type IS DISTINCT FROM NEW.owner_type"
                    " OR OLD.owner_id IS DISTINCT FROM NEW.owner_id"
                    " OR OLD.slot IS DISTINCT FROM NEW.slot"
                    " OR OLD.attached_at IS DISTINCT FROM NEW.attached_at"
                    " OR OLD.detached_at IS NOT NULL)"
                ),
                func="RAISE EXCEPTION 'attachments: an attached file stays with its record';",
            ),
            Wall(
                name="attached_never_deleted",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.attached_at IS NOT NULL"),
                func="RAISE EXCEPTION 'attachments: an attached file is never deleted';",
            ),
            no_truncate(),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def url(self) -> str:
        """Return where the file is downloaded."""
        return reverse("attachments:download", args=[self.pk])

    @property
    def remove_url(self) -> str:
        """Return where a staged upload is taken back, or "" once the file is attached."""
        return "" if self.is_attached else reverse("attachments:discard", args=[self.pk])

    @property
    def short_digest(self) -> str:
        """Return the first eight characters of the digest, enough to compare by eye."""
        return self.sha256[:8]

    @property
    def is_attached(self) -> bool:
        """Tell whether the file belongs to a record for good."""
        return self.attached_at is not None

    @property
    def reading_word(self) -> str:
        """Tell whether the file's text can be searched; "" where it was not loaded with the file.

        A page asks only for what its selector brought along, never one file after another.
        """
        row = self._state.fields_cache.get("reading")
        return str(row.get_state_display()) if row is not None else ""
