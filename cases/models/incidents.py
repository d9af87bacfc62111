"""Safety incidents in the handling of a case (办案安全事故), and their reports up."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.models.clocks import Clock
from cases.models.clues import Clue
from cases.models.walls import kept, never_changes, stands
from supervision.accounts.models import User
from supervision.crypto.fields import EncryptedTextField
from supervision.web.classification import DataClass


class SafetyIncident(models.Model):
    """What happened to whom, when and where, and when it was reported up.

    Rules on Supervision and Discipline, article 70: reported level by level within 24 hours.
    """

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "clue": DataClass.SENSITIVE,
        "happened_at": DataClass.SENSITIVE,
        "place": DataClass.SECRET,
        "people": DataClass.SECRET,
        "words": DataClass.SECRET,
        "clock": DataClass.INTERNAL,
        "recorded_by": DataClass.INTERNAL,
        "recorded_at": DataClass.INTERNAL,
        "reported_at": DataClass.INTERNAL,
        "reported_to": DataClass.INTERNAL,
        "report_number": DataClass.INTERNAL,
        "reported_by": DataClass.INTERNAL,
    }

    clue = models.ForeignKey(Clue, models.PROTECT, related_name="incidents")
    happened_at = models.DateTimeField(_("happened"))
    place = EncryptedTextField(_("place"))
    people = EncryptedTextField(_("who was concerned"))
    words = EncryptedTextField(_("what happened"))
    clock = models.OneToOneField(Clock, models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("recorded"))
    reported_at = models.DateTimeField(_("reported up"), null=True)
    reported_to = models.CharField(_("reported to"), max_length=80, blank=True)
    report_number = models.CharField(_("number of the report"), max_length=60, blank=True)
    reported_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("safety incident")
        verbose_name_plural = _("safety incidents")
        indexes = [models.Index(fields=["clue", "id"], name="safetyincident_clue")]
        triggers = [
            *kept(),
            never_changes(
                *("clue_id", "happened_at", "place", "people", "words", "clock_id"),
                *("recorded_by_id", "recorded_at"),
            ),
            stands(
                "report_stays",
                "OLD.reported_at IS NOT NULL",
                *("reported_at", "reported_to", "report_number", "reported_by_id"),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(happened_at__lte=F("recorded_at")), name="safetyincident_happened_first"
            ),
            models.CheckConstraint(
                condition=Q(
                    reported_at__isnull=True,
                    reported_by__isnull=True,
                    reported_to="",
                    report_number="",
                )
                | Q(reported_at__gte=F("happened_at"), reported_by__isnull=False)
                & ~Q(reported_to="")
                & ~Q(report_number=""),
                name="safetyincident_report_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clue} {self.happened_at:%Y-%m-%d}"
