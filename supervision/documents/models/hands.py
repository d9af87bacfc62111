"""Who had a hand in a paper's words; kept for good, whoever changes the paper after them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from supervision.documents.models.papers import OfficialDocument
from supervision.web.classification import DataClass
from supervision.web.walls import append_only


class PaperHand(models.Model):
    """One person who drafted, changed or released a paper; the paper's own triggers write it."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "document": DataClass.INTERNAL,
        "user": DataClass.PERSONAL,
    }

    document = models.ForeignKey(
        OfficialDocument, models.PROTECT, related_name="hands", verbose_name=_("document")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person")
    )

    class Meta:
        verbose_name = _("hand in a paper")
        verbose_name_plural = _("hands in papers")
        constraints = [
            models.UniqueConstraint(fields=["document", "user"], name="paper_hand_once"),
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.document_id} · {self.user}"
