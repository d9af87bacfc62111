"""Running numbers: one row a series, so that no number is given twice and none is left out."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from accountability.models.moves import kept
from supervision.web.classification import DataClass
from supervision.web.walls import Wall


class NumberSeries(models.Model):
    """The last number given in a series such as ZR-2026."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "code": DataClass.INTERNAL,
        "last": DataClass.INTERNAL,
    }

    code = models.CharField(_("series"), max_length=16, unique=True)
    last = models.PositiveIntegerField(_("last number"))

    class Meta:
        verbose_name = _("number series")
        verbose_name_plural = _("number series")
        triggers = [
            # A number that was given is never given again.
            Wall(
                name="only_forward",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("NEW.last <= OLD.last OR NEW.code <> OLD.code"),
                func="RAISE EXCEPTION 'a series of numbers runs forward'"
                " USING ERRCODE = 'check_violation';",
            ),
            *kept(),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.last}"
