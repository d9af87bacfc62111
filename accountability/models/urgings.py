"""Urgings: the office presses a unit for one task, and every time is counted."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accountability.models.duties import Duty
from supervision.history.functions import PortalNow
from supervision.organizations.models import Unit
from supervision.web.classification import DataClass
from supervision.web.walls import append_only


class Urging(models.Model):
    """One urging of one task; written once, one a day."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "duty": DataClass.INTERNAL,
        "unit": DataClass.INTERNAL,
        "level": DataClass.INTERNAL,
        "light": DataClass.INTERNAL,
        "ends_at": DataClass.INTERNAL,
        "words": DataClass.INTERNAL,
        "urged_by": DataClass.INTERNAL,
        "urged_at": DataClass.INTERNAL,
        "urged_on": DataClass.INTERNAL,
        "recorded_at": DataClass.INTERNAL,
    }

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="urgings", verbose_name=_("task"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="urgings", verbose_name=_("unit"))
    #: The how-manieth urging of the task this is.
    level = models.PositiveSmallIntegerField(_("time"))
    #: How the task stood, and when it was due, as it was urged.
    light = models.CharField(_("state"), max_length=10)
    ends_at = models.DateTimeField(_("due"))
    words = models.CharField(_("message"), max_length=300, blank=True)
    urged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    urged_at = models.DateTimeField(_("urged"))
    urged_on = models.DateField(_("day"))
    #: When the row came, noted by the database itself: a page as of a day goes by it.
    recorded_at = models.DateTimeField(_("recorded"), db_default=PortalNow(), editable=False)

    class Meta:
        verbose_name = _("urging")
        verbose_name_plural = _("urgings")
        indexes = [models.Index(fields=["unit", "-urged_at"], name="urging_unit_newest")]
        triggers = append_only("written_once")
        constraints = [
            models.UniqueConstraint(fields=["duty", "urged_on"], name="urging_once_a_day"),
            models.UniqueConstraint(fields=["duty", "level"], name="urging_counted_once"),
            models.CheckConstraint(
                condition=Q(light__in=["red", "yellow"]), name="urging_of_what_presses"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.duty} · {self.level}"
