"""Running numbers: one row a series, so that no number is given twice and none is left out."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from supervision.web.classification import DataClass


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

    def __str__(self) -> str:
        return f"{self.code} {self.last}"
