"""Files that were added to a clue after it was entered. Nobody changes or takes out any."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.enums.material import MaterialOrigin
from cases.models.clues import Clue
from supervision.accounts.models import User
from supervision.crypto.fields import EncryptedTextField
from supervision.web.classification import DataClass
from supervision.web.walls import append_only


class ClueMaterial(models.Model):
    """One handing in of files: what they are, where they came from, who added them when."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "clue": DataClass.SENSITIVE,
        "origin": DataClass.SENSITIVE,
        "words": DataClass.SECRET,
        "added_by": DataClass.INTERNAL,
        "added_at": DataClass.INTERNAL,
        "token": DataClass.INTERNAL,
    }

    clue = models.ForeignKey(Clue, models.PROTECT, related_name="materials")
    origin = models.CharField(_("where it came from"), max_length=12, choices=MaterialOrigin)
    words = EncryptedTextField(_("what it is"))
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("added"))
    #: Of the form: a second click adds nothing.
    token = models.UUIDField(_("token"), null=True, unique=True, editable=False)

    class Meta:
        verbose_name = _("files added to a clue")
        verbose_name_plural = _("files added to clues")
        indexes = [models.Index(fields=["clue", "id"], name="cluematerial_clue")]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="cluematerial_says_what"),
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.clue} {self.added_at:%Y-%m-%d}"
