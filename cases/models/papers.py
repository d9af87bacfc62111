"""The papers of a case: drawn by the portal or brought in, each for one slot of the table."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models.clues import Clue
from cases.models.steps import Step
from supervision.accounts.models import User
from supervision.documents.models import OfficialDocument
from supervision.web.classification import DataClass


class CasePaper(models.Model):
    """One paper in one slot (`workflow.Transition.papers`): a document of the portal, or a scan.

    A scan is an attachment of this row. A paper that was replaced stays, with what replaced it.
    """

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "clue": DataClass.SENSITIVE,
        "slot": DataClass.SENSITIVE,
        "document": DataClass.SENSITIVE,
        "step": DataClass.INTERNAL,
        "made_by": DataClass.INTERNAL,
        "made_at": DataClass.INTERNAL,
        "replaced_by": DataClass.INTERNAL,
    }

    clue = models.ForeignKey(Clue, models.PROTECT, related_name="papers")
    slot = models.CharField(_("paper"), max_length=30)
    document = models.ForeignKey(OfficialDocument, models.PROTECT, null=True, related_name="+")
    step = models.ForeignKey(Step, models.PROTECT, null=True, related_name="papers")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("made"))
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaces")

    class Meta:
        verbose_name = _("paper of a case")
        verbose_name_plural = _("papers of a case")
        indexes = [models.Index(fields=["clue", "slot"], name="casepaper_slot")]
        constraints = [
            models.UniqueConstraint(
                fields=["clue", "slot"],
                condition=Q(replaced_by__isnull=True),
                name="casepaper_one_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clue} {self.slot}"
