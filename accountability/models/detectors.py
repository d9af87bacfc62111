"""Thresholds of the comparisons that raise doubts."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accountability.doubt_enums import DetectorCode
from supervision.web.classification import DataClass
from supervision.web.walls import append_only


class DetectorSetting(models.Model):
    """One threshold from one day on, with who set it and why; the newest holds."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "code": DataClass.INTERNAL,
        "value": DataClass.INTERNAL,
        "reason": DataClass.INTERNAL,
        "set_by": DataClass.INTERNAL,
        "set_at": DataClass.INTERNAL,
    }

    code = models.CharField(_("threshold"), max_length=24, choices=DetectorCode)
    value = models.DecimalField(_("value"), max_digits=7, decimal_places=2)
    reason = models.CharField(_("reason"), max_length=200)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    set_at = models.DateTimeField(_("set"))

    class Meta:
        verbose_name = _("threshold")
        verbose_name_plural = _("thresholds")
        indexes = [models.Index(fields=["code", "-id"], name="threshold_newest")]
        triggers = append_only("written_once")

    def __str__(self) -> str:
        return f"{self.get_code_display()}: {self.value}"
