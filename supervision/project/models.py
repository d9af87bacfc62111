"""What the portal knows of its own running: when each task last ran, how often it failed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from supervision.web.classification import DataClass


class TaskPulse(models.Model):
    """The sign of life of one kind of background task; times are the machine's own."""

    DATA_CLASSES = {
        "task": DataClass.INTERNAL,
        "last_run": DataClass.INTERNAL,
        "last_success": DataClass.INTERNAL,
        "last_seconds": DataClass.INTERNAL,
        "runs": DataClass.INTERNAL,
        "failures": DataClass.INTERNAL,
        "seconds": DataClass.INTERNAL,
    }

    task = models.CharField(_("task"), max_length=120, primary_key=True)
    last_run = models.DateTimeField(_("last run"))
    last_success = models.DateTimeField(_("last success"), null=True)
    last_seconds = models.FloatField(_("duration of the last run"))
    runs = models.PositiveBigIntegerField(_("runs"))
    failures = models.PositiveBigIntegerField(_("failures"))
    seconds = models.FloatField(_("duration of all runs"))

    class Meta:
        verbose_name = _("sign of life")
        verbose_name_plural = _("signs of life")

    def __str__(self) -> str:
        return self.task
