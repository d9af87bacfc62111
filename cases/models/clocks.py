"""The clocks of a clue: several at once, each with its article, extensions and pauses."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.models.clues import Clue
from cases.models.respondents import Respondent
from cases.models.steps import Step
from supervision.accounts.models import User
from supervision.deadlines.models import DeadlineModel
from supervision.organizations.models import Unit
from supervision.web.classification import DataClass
from supervision.web.walls import append_only


class Clock(DeadlineModel):
    """One statutory term that runs on one clue, or on one person of it.

    `office` is whose clock it is: the office that has to act before it ends.
    """

    DATA_CLASSES = DeadlineModel.DATA_CLASSES | {
        "id": DataClass.INTERNAL,
        "clue": DataClass.SENSITIVE,
        "respondent": DataClass.SENSITIVE,
        "office": DataClass.INTERNAL,
        "opened_by": DataClass.INTERNAL,
        "closed_by": DataClass.INTERNAL,
        "extension_count": DataClass.INTERNAL,
    }

    clue = models.ForeignKey(Clue, models.PROTECT, related_name="clocks")
    respondent = models.ForeignKey(
        Respondent, models.PROTECT, null=True, blank=True, related_name="clocks"
    )
    office = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    #: The steps that opened and closed it; none where a fact did (a reply came, a notice was given).
    opened_by = models.ForeignKey(Step, models.PROTECT, null=True, related_name="+")
    closed_by = models.ForeignKey(Step, models.PROTECT, null=True, related_name="+")
    extension_count = models.PositiveSmallIntegerField(_("extensions"), default=0)

    class Meta:
        verbose_name = _("clock")
        verbose_name_plural = _("clocks")
        indexes = [
            models.Index(fields=["clue", "id"], name="clock_clue"),
            models.Index(
                fields=["ends_at", "id"],
                name="clock_open_end",
                condition=Q(closed_at__isnull=True),
            ),
            models.Index(
                fields=["warn_at", "id"],
                name="clock_open_warn",
                condition=Q(closed_at__isnull=True, paused_at__isnull=True),
            ),
            models.Index(
                fields=["office", "ends_at", "id"],
                name="clock_office",
                condition=Q(closed_at__isnull=True),
            ),
        ]
        constraints = [
            *DeadlineModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["clue", "term_code", "respondent"],
                condition=Q(closed_at__isnull=True),
                nulls_distinct=False,
                name="clock_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clue} {self.term_code}"


class ClockExtension(models.Model):
    """One extension, with who granted it. Never changed."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "clock": DataClass.SENSITIVE,
        "ordinal": DataClass.INTERNAL,
        "before": DataClass.INTERNAL,
        "after": DataClass.INTERNAL,
        "granted_by": DataClass.INTERNAL,
        "granted_on": DataClass.INTERNAL,
        "paper": DataClass.INTERNAL,
        "reason": DataClass.SENSITIVE,
        "recorded_by": DataClass.INTERNAL,
        "recorded_at": DataClass.INTERNAL,
    }

    clock = models.ForeignKey(Clock, models.PROTECT, related_name="extensions")
    ordinal = models.PositiveSmallIntegerField(_("which extension"))
    before = models.DateTimeField(_("ended"))
    after = models.DateTimeField(_("ends"))
    #: The organ or person in words: the portal does not know those of the upper level.
    granted_by = models.CharField(_("granted by"), max_length=120)
    granted_on = models.DateField(_("granted on"))
    paper = models.CharField(_("number of the approval"), max_length=60, blank=True)
    reason = models.CharField(_("reason"), max_length=300)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("recorded"))

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        constraints = [
            models.UniqueConstraint(fields=["clock", "ordinal"], name="clock_extension_once"),
            models.CheckConstraint(
                condition=Q(after__gt=F("before")) & ~Q(reason="") & ~Q(granted_by=""),
                name="clock_extension_whole",
            ),
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.clock} +{self.ordinal}"


class ClockPause(models.Model):
    """One stretch during which a clock stood still."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "clock": DataClass.SENSITIVE,
        "started_at": DataClass.INTERNAL,
        "ended_at": DataClass.INTERNAL,
        "reason": DataClass.SENSITIVE,
    }

    clock = models.ForeignKey(Clock, models.PROTECT, related_name="pauses")
    started_at = models.DateTimeField(_("from"))
    ended_at = models.DateTimeField(_("to"), null=True)
    reason = models.CharField(_("reason"), max_length=300)

    class Meta:
        verbose_name = _("pause")
        verbose_name_plural = _("pauses")
        constraints = [
            models.UniqueConstraint(
                fields=["clock"], condition=Q(ended_at__isnull=True), name="clock_paused_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gt=F("started_at")),
                name="clock_pause_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clock} {self.started_at}"
