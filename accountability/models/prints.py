"""Fingerprints of texts, by which alike texts are found again. They can be made anew."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accountability.doubt_enums import Comparison
from accountability.models.filings import Filing
from supervision.attachments.models import Attachment
from supervision.web.classification import DataClass


class ShingleCensus(models.Model):
    """In how many texts each run of characters was found when texts were last counted."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "comparison": DataClass.INTERNAL,
        "counts": DataClass.INTERNAL,
        "texts": DataClass.INTERNAL,
        "counted": DataClass.INTERNAL,
    }

    comparison = models.CharField(_("texts of"), max_length=10, choices=Comparison, unique=True)
    #: The packed counters of `accountability.likeness.census`.
    counts = models.BinaryField(_("counters"))
    texts = models.PositiveIntegerField(_("texts counted"))
    counted = models.DateTimeField(_("counted"))

    class Meta:
        verbose_name = _("count of phrases")
        verbose_name_plural = _("counts of phrases")

    def __str__(self) -> str:
        return f"{self.get_comparison_display()}: {self.texts}"


class TextPrint(models.Model):
    """The fingerprint of one text of a filing: its own words, or one of its documents."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "filing": DataClass.INTERNAL,
        "attachment": DataClass.INTERNAL,
        "digest": DataClass.INTERNAL,
        "length": DataClass.INTERNAL,
        "bands": DataClass.INTERNAL,
    }

    filing = models.ForeignKey(
        Filing, models.CASCADE, related_name="prints", verbose_name=_("filing")
    )
    attachment = models.ForeignKey(
        Attachment, models.CASCADE, null=True, related_name="+", verbose_name=_("document")
    )
    #: Of the folded text: the same where only dates, figures and punctuation differ.
    digest = models.BigIntegerField(_("digest"))
    length = models.PositiveIntegerField(_("characters compared"))
    bands = ArrayField(models.IntegerField(), verbose_name=_("bands"), default=list)

    class Meta:
        verbose_name = _("fingerprint of a text")
        verbose_name_plural = _("fingerprints of texts")
        constraints = [
            models.UniqueConstraint(
                fields=["filing"], condition=Q(attachment__isnull=True), name="print_filing_once"
            ),
            models.UniqueConstraint(
                fields=["attachment"],
                condition=Q(attachment__isnull=False),
                name="print_document_once",
            ),
        ]
        indexes = [
            models.Index(fields=["filing", "attachment"], name="print_filing"),
            models.Index(fields=["digest"], name="print_digest"),
            GinIndex(fields=["bands"], name="print_bands"),
        ]

    def __str__(self) -> str:
        return f"{self.filing_id}/{self.attachment_id or ''}"
