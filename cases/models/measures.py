"""Measures against a person: proposed, approved by whom the law names, timed to the minute."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.enums import MeasureKind, MeasureStatus, Signatory
from cases.models.clocks import Clock
from cases.models.clues import Clue
from cases.models.measure_walls import EXTENSION_WALLS, MEASURE_WALLS, SIGNATURE_WALLS
from cases.models.respondents import Respondent
from supervision.accounts.models import User
from supervision.crypto.fields import EncryptedTextField
from supervision.web.classification import DataClass


class Measure(models.Model):
    """One measure on one person; `ends_at` is exclusive and never lies beyond the law's cap."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "clue": DataClass.SENSITIVE,
        "respondent": DataClass.SENSITIVE,
        "kind": DataClass.SENSITIVE,
        "status": DataClass.SENSITIVE,
        "ground": DataClass.SECRET,
        "needs_custody": DataClass.SENSITIVE,
        "first_officer": DataClass.INTERNAL,
        "second_officer": DataClass.INTERNAL,
        "proposed_by": DataClass.INTERNAL,
        "proposed_at": DataClass.INTERNAL,
        "place": DataClass.SECRET,
        "started_at": DataClass.SENSITIVE,
        "ends_at": DataClass.SENSITIVE,
        "extension_count": DataClass.INTERNAL,
        "arrived_at_site": DataClass.SENSITIVE,
        "ended_at": DataClass.SENSITIVE,
        "end_reason": DataClass.SECRET,
        "clock": DataClass.INTERNAL,
    }

    clue = models.ForeignKey(Clue, models.PROTECT, related_name="measures")
    respondent = models.ForeignKey(
        Respondent, models.PROTECT, related_name="measures", verbose_name=_("respondent")
    )
    kind = models.CharField(pgettext_lazy("case", "measure"), max_length=20, choices=MeasureKind)
    status = models.CharField(
        _("status"), max_length=10, choices=MeasureStatus, default=MeasureStatus.PROPOSED
    )
    ground = EncryptedTextField(pgettext_lazy("case", "ground"))
    #: Of a compelled appearance: custody or detention is needed, so that 24 hours count.
    needs_custody = models.BooleanField(_("custody or detention is needed"), default=False)
    first_officer = models.ForeignKey(User, models.PROTECT, related_name="+")
    second_officer = models.ForeignKey(User, models.PROTECT, related_name="+")
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("proposed"))
    place = EncryptedTextField(_("place"), blank=True)
    #: The arrival, the announcement or the issue: the instant from which the term counts.
    started_at = models.DateTimeField(pgettext_lazy("case", "begun"), null=True)
    ends_at = models.DateTimeField(_("ends at the latest"), null=True)
    extension_count = models.PositiveSmallIntegerField(
        pgettext_lazy("case", "extensions"), default=0
    )
    #: Of protective custody: when the person was at the site (within 24 hours).
    arrived_at_site = models.DateTimeField(_("at the site"), null=True)
    ended_at = models.DateTimeField(pgettext_lazy("case", "ended"), null=True)
    end_reason = EncryptedTextField(_("reason for the end"), blank=True)
    clock = models.ForeignKey(Clock, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = pgettext_lazy("case", "measure")
        verbose_name_plural = _("measures")
        triggers = MEASURE_WALLS
        indexes = [
            models.Index(fields=["clue", "id"], name="measure_clue"),
            models.Index(fields=["kind", "started_at"], name="measure_started"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(first_officer=F("second_officer")), name="measure_two_officers"
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=["running", "ended"],
                    started_at__isnull=False,
                    ends_at__isnull=False,
                    clock__isnull=False,
                )
                | Q(
                    status__in=["proposed", "approved", "refused", "dropped"],
                    started_at__isnull=True,
                    ends_at__isnull=True,
                    clock__isnull=True,
                ),
                name="measure_running_has_start",
            ),
            models.CheckConstraint(
                condition=Q(status="ended", ended_at__gte=F("started_at")) & ~Q(end_reason="")
                | ~Q(status="ended") & Q(ended_at__isnull=True, end_reason=""),
                name="measure_ended_whole",
            ),
            models.UniqueConstraint(
                fields=["respondent", "kind"],
                condition=Q(status__in=["proposed", "approved", "running"]),
                name="measure_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clue} {self.kind}"


class MeasureSignature(models.Model):
    """One approval or refusal of a measure, in its place of the chain. Never changed."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "measure": DataClass.SENSITIVE,
        "position": DataClass.INTERNAL,
        "signatory": DataClass.INTERNAL,
        "signed_by": DataClass.INTERNAL,
        "outside_name": DataClass.SENSITIVE,
        "outside_on": DataClass.INTERNAL,
        "paper": DataClass.INTERNAL,
        "approves": DataClass.SENSITIVE,
        "opinion": DataClass.SECRET,
        "signed_at": DataClass.INTERNAL,
    }

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="signatures")
    position = models.PositiveSmallIntegerField(_("place in the chain"))
    signatory = models.CharField(_("as"), max_length=16, choices=Signatory)
    signed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    #: Of a meeting or an organ outside of the portal: which, when, and the number of its paper.
    outside_name = models.CharField(_("approved by"), max_length=120, blank=True)
    outside_on = models.DateField(_("approved on"), null=True)
    paper = models.CharField(_("number of the approval"), max_length=60, blank=True)
    approves = models.BooleanField(_("approves"))
    opinion = EncryptedTextField(_("opinion"))
    signed_at = models.DateTimeField(_("signed"))

    class Meta:
        verbose_name = _("approval of a measure")
        verbose_name_plural = _("approvals of measures")
        triggers = SIGNATURE_WALLS
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "position"], name="measure_signature_place_once"
            ),
            models.CheckConstraint(
                condition=Q(signatory="principal", outside_on__isnull=True, outside_name="")
                | Q(signatory__in=["committee", "upper_organ"], outside_on__isnull=False)
                & ~Q(outside_name="")
                & ~Q(paper=""),
                name="measure_signature_outside_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.position}"


class MeasureExtension(models.Model):
    """One extension of a measure, with who granted it. Never changed."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "measure": DataClass.SENSITIVE,
        "ordinal": DataClass.INTERNAL,
        "before": DataClass.SENSITIVE,
        "after": DataClass.SENSITIVE,
        "granted_by": DataClass.INTERNAL,
        "granted_on": DataClass.INTERNAL,
        "paper": DataClass.INTERNAL,
        "reason": DataClass.SECRET,
        "recorded_by": DataClass.INTERNAL,
        "recorded_at": DataClass.INTERNAL,
    }

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="extensions")
    ordinal = models.PositiveSmallIntegerField(_("which extension"))
    before = models.DateTimeField(_("ended before"))
    after = models.DateTimeField(_("ends now"))
    granted_by = models.CharField(_("granted by"), max_length=120)
    granted_on = models.DateField(_("granted on"))
    paper = models.CharField(_("number of the approval"), max_length=60)
    reason = EncryptedTextField(_("reason"))
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(pgettext_lazy("case", "recorded"))

    class Meta:
        verbose_name = _("extension of a measure")
        verbose_name_plural = _("extensions of measures")
        triggers = EXTENSION_WALLS
        constraints = [
            models.UniqueConstraint(fields=["measure", "ordinal"], name="measure_extension_once"),
            models.CheckConstraint(
                condition=Q(after__gt=F("before")) & ~Q(granted_by="") & ~Q(paper=""),
                name="measure_extension_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} +{self.ordinal}"
