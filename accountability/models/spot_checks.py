"""Samples drawn from patrols, and what the check on the spot showed (A31)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accountability.enums import CheckOutcome
from accountability.models.filings import Filing
from accountability.models.patrol_walls import RESULT_WALLS
from accountability.models.patrols import PatrolReading, PatrolRound
from supervision.history.functions import PortalNow
from supervision.web.classification import DataClass
from supervision.web.walls import append_only


class PatrolSample(models.Model):
    """A sample drawn from a patrol; seed, rule and population are kept to prove it."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "round": DataClass.INTERNAL,
        "draw_number": DataClass.INTERNAL,
        "algorithm": DataClass.INTERNAL,
        "seed": DataClass.INTERNAL,
        "size": DataClass.INTERNAL,
        "each_unit": DataClass.INTERNAL,
        "population": DataClass.INTERNAL,
        "population_digest": DataClass.INTERNAL,
        "reason": DataClass.INTERNAL,
        "check_by": DataClass.INTERNAL,
        "drawn_by": DataClass.INTERNAL,
        "drawn_at": DataClass.INTERNAL,
    }

    round = models.ForeignKey(PatrolRound, models.PROTECT, related_name="samples")
    draw_number = models.PositiveSmallIntegerField(_("draw"))
    algorithm = models.CharField(_("rule of the draw"), max_length=20)
    seed = models.CharField(_("seed"), max_length=64)
    size = models.PositiveIntegerField(_("filings drawn"))
    each_unit = models.BooleanField(_("at least one of each unit"))
    population = models.PositiveIntegerField(_("filings to draw from"))
    population_digest = models.CharField(_("digest of the population"), max_length=64)
    reason = models.CharField(_("reason of a further draw"), max_length=300, blank=True)
    check_by = models.DateField(_("to be checked by"))
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField(_("drawn"))

    class Meta:
        verbose_name = _("sample of a patrol")
        verbose_name_plural = _("samples of patrols")
        constraints = [
            models.UniqueConstraint(fields=["round", "draw_number"], name="sample_draw_once"),
            # Nobody draws again until the sample suits: a further draw stands beside the first.
            models.CheckConstraint(
                condition=Q(draw_number=1, reason="") | Q(draw_number__gt=1) & ~Q(reason=""),
                name="sample_further_draw_says_why",
            ),
            models.CheckConstraint(
                condition=Q(seed__regex=r"^[0-9a-f]{64}$"), name="sample_seed_of_the_system"
            ),
            models.CheckConstraint(
                condition=Q(size__gt=0, size__lte=F("population")), name="sample_size"
            ),
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.round} · {self.draw_number}"


class SpotCheck(models.Model):
    """One filing to be held against its original on the spot: drawn, or asked for by a reader."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "round": DataClass.INTERNAL,
        "filing": DataClass.INTERNAL,
        "sample": DataClass.INTERNAL,
        "reading": DataClass.INTERNAL,
        "position": DataClass.INTERNAL,
        "check_by": DataClass.INTERNAL,
        "added_at": DataClass.INTERNAL,
        "recorded_at": DataClass.INTERNAL,
    }

    round = models.ForeignKey(PatrolRound, models.PROTECT, related_name="checks")
    filing = models.ForeignKey(Filing, models.PROTECT, related_name="spot_checks")
    sample = models.ForeignKey(PatrolSample, models.PROTECT, null=True, related_name="checks")
    reading = models.OneToOneField(
        PatrolReading, models.PROTECT, null=True, related_name="spot_check"
    )
    position = models.PositiveIntegerField(_("number on the sheet"))
    check_by = models.DateField(_("to be checked by"))
    added_at = models.DateTimeField(_("added"))
    recorded_at = models.DateTimeField(_("recorded"), db_default=PortalNow(), editable=False)

    class Meta:
        verbose_name = _("check on the spot")
        verbose_name_plural = _("checks on the spot")
        indexes = [models.Index(fields=["filing"], name="spot_check_filing")]
        constraints = [
            models.UniqueConstraint(fields=["sample", "filing"], name="spot_check_drawn_once"),
            models.CheckConstraint(
                condition=Q(sample__isnull=True, reading__isnull=False)
                | Q(sample__isnull=False, reading__isnull=True),
                name="spot_check_has_one_origin",
            ),
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.round} · {self.filing}"


class SpotResult(models.Model):
    """What the check on the spot showed; written once, corrected by a further row."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "check_row": DataClass.INTERNAL,
        "outcome": DataClass.INTERNAL,
        "note": DataClass.SENSITIVE,
        "checked_on": DataClass.INTERNAL,
        "corrects": DataClass.INTERNAL,
        "checked_by": DataClass.INTERNAL,
        "checked_at": DataClass.INTERNAL,
        "recorded_at": DataClass.INTERNAL,
    }

    check_row = models.ForeignKey(SpotCheck, models.PROTECT, related_name="results")
    outcome = models.CharField(_("outcome"), max_length=10, choices=CheckOutcome)
    note = models.CharField(_("what was seen"), max_length=1000, blank=True)
    checked_on = models.DateField(_("day of the check"))
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="corrected_by", verbose_name=_("corrects")
    )
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(_("entered"))
    recorded_at = models.DateTimeField(_("recorded"), db_default=PortalNow(), editable=False)

    class Meta:
        verbose_name = _("result of a check on the spot")
        verbose_name_plural = _("results of checks on the spot")
        constraints = [
            models.UniqueConstraint(
                fields=["check_row"], condition=Q(corrects__isnull=True), name="spot_result_once"
            ),
            models.CheckConstraint(
                condition=Q(outcome="agrees", corrects__isnull=True) | ~Q(note=""),
                name="spot_result_says_what",
            ),
        ]
        triggers = [*append_only(), *RESULT_WALLS]

    def __str__(self) -> str:
        return f"{self.check_row} · {self.get_outcome_display()}"
