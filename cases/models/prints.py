"""Prints of what is alleged: enough to find alike texts by, of no use to whoever lacks the key."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.clues import Clue
from supervision.web.classification import DataClass


class ContentPrint(models.Model):
    """The print of one clue's text under one index key: no word of it can be read back.

    `bands` finds texts that may be alike, `values` tells how much they share (`rules.likeness`).
    """

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "clue": DataClass.SENSITIVE,
        "key": DataClass.INTERNAL,
        "values": DataClass.SENSITIVE,
        "bands": DataClass.SENSITIVE,
    }

    clue = models.ForeignKey(Clue, models.PROTECT, related_name="prints")
    #: The name of the key in the ring.
    key = models.CharField(_("key"), max_length=12)
    values = ArrayField(models.BigIntegerField(), verbose_name=_("values"))
    bands = ArrayField(models.BigIntegerField(), verbose_name=_("bands"))

    class Meta:
        verbose_name = _("print of a text")
        verbose_name_plural = _("prints of texts")
        indexes = [GinIndex(fields=["bands"], name="contentprint_bands")]
        constraints = [
            models.UniqueConstraint(fields=["clue", "key"], name="contentprint_once"),
        ]

    def __str__(self) -> str:
        return f"{self.clue} {self.key}"
