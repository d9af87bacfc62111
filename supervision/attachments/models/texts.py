"""The text found in a file, by which it is searched. It can be made anew from the file."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from supervision import clock
from supervision.attachments.enums import ReadingState, TextSource
from supervision.attachments.models.files import Attachment
from supervision.web.classification import DataClass


class AttachmentText(models.Model):
    """What was read in one attached file, and if nothing, why."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "attachment": DataClass.INTERNAL,
        "text": DataClass.SENSITIVE,
        "source": DataClass.INTERNAL,
        "engine": DataClass.INTERNAL,
        "state": DataClass.INTERNAL,
        "fault": DataClass.INTERNAL,
        "attempts": DataClass.INTERNAL,
        "asked_at": DataClass.INTERNAL,
        "read_at": DataClass.INTERNAL,
    }

    attachment = models.OneToOneField(
        Attachment, models.PROTECT, related_name="reading", verbose_name=_("attachment")
    )
    text = models.TextField(_("text"), blank=True)
    source = models.CharField(
        _("source"), max_length=10, choices=TextSource, default=TextSource.NONE
    )
    engine = models.CharField(_("read by"), max_length=80, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=ReadingState, default=ReadingState.WAITING
    )
    fault = models.CharField(_("why not"), max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    asked_at = models.DateTimeField(_("to be read since"), default=clock.now)
    read_at = models.DateTimeField(_("read"), null=True)

    class Meta:
        verbose_name = _("text of an attachment")
        verbose_name_plural = _("texts of attachments")
        indexes = [
            GinIndex(OpClass(Upper("text"), name="gin_trgm_ops"), name="attachment_text_words"),
            models.Index(
                fields=["asked_at"],
                name="attachment_text_waiting",
                condition=Q(state__in=[ReadingState.WAITING, ReadingState.FAILED]),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=ReadingState.READ)
                | (~Q(text="") & ~Q(source=TextSource.NONE) & Q(read_at__isnull=False)),
                name="attachment_text_read_has_text",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReadingState.FAILED) | ~Q(fault=""),
                name="attachment_text_failed_has_fault",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attachment_id}: {self.get_state_display()}"
