"""Running numbers of clues and cases: one row a series and year."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.walls import kept
from supervision.web.classification import DataClass
from supervision.web.walls import Wall


class NumberSeries(models.Model):
    """The last number given in a series such as XS-2026."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "code": DataClass.INTERNAL,
        "last": DataClass.INTERNAL,
    }

    code = models.CharField(_("series"), max_length=16, unique=True)
    last = models.PositiveIntegerField(_("last number"))

    class Meta:
        verbose_name = _("number series of cases")
        verbose_name_plural = _("number series of cases")
        triggers = [
            # A number that was given is never given again, and none is left out.
            Wall(
                name="one_by_one",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("NEW.last <> OLD.last + 1 OR NEW.code <> OLD.code"),
                func="RAISE EXCEPTION 'a series of numbers runs forward one by one'"
                " USING ERRCODE = 'check_violation';",
            ),
            Wall(
                name="begins_at_one",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=~pgtrigger.Q(new__last=1),
                func="RAISE EXCEPTION 'a series of numbers begins at 1'"
                " USING ERRCODE = 'check_violation';",
            ),
            *kept(),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.last}"
