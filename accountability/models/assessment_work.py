"""What assessors do: indicators, reading, checks in the field, problems, deductions, sheets."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accountability.enums import ProblemStatus, SheetStatus, Track
from accountability.models.assessment_walls import (
    INDICATOR_WALLS,
    PROBLEM_WALLS,
    SHEET_WALLS,
    WHILE_SCORING,
)
from accountability.models.assessments import Assessment, AssessmentGroup
from accountability.models.filings import Filing
from accountability.models.findings import Finding
from accountability.models.moves import never_changes
from supervision.organizations.models import Unit
from supervision.web.classification import DataClass
from supervision.web.walls import append_only, no_truncate


class Indicator(models.Model):
    """One line of an assessment's indicator sheet; the points of all lines add up to 100."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "assessment": DataClass.INTERNAL,
        "position": DataClass.INTERNAL,
        "title": DataClass.INTERNAL,
        "points": DataClass.INTERNAL,
        "standard": DataClass.INTERNAL,
    }

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="indicators")
    position = models.PositiveSmallIntegerField(_("position"))
    title = models.CharField(_("indicator"), max_length=80)
    points = models.DecimalField(_("points"), max_digits=5, decimal_places=1)
    standard = models.CharField(_("what is read and how it is scored"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["position", "id"]
        triggers = INDICATOR_WALLS
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "position"], name="indicator_position_once"
            ),
            models.CheckConstraint(condition=Q(points__gt=0), name="indicator_has_points"),
        ]

    def __str__(self) -> str:
        return self.title


class AssessmentSheet(models.Model):
    """The work on one unit in one assessment: read, checked, scored, handed in, confirmed."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "group": DataClass.INTERNAL,
        "unit": DataClass.INTERNAL,
        "status": DataClass.INTERNAL,
        "summary": DataClass.SENSITIVE,
        "submitted_by": DataClass.INTERNAL,
        "submitted_at": DataClass.INTERNAL,
        "confirmed_by": DataClass.INTERNAL,
        "confirmed_at": DataClass.INTERNAL,
        "returned_reason": DataClass.INTERNAL,
        "rectify_by": DataClass.INTERNAL,
        "feedback_at": DataClass.INTERNAL,
    }

    group = models.ForeignKey(AssessmentGroup, models.PROTECT, related_name="sheets")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    status = models.CharField(
        _("status"), max_length=10, choices=SheetStatus, default=SheetStatus.SCORING
    )
    summary = models.TextField(_("overall opinion"), blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    submitted_at = models.DateTimeField(_("handed in"), null=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)
    returned_reason = models.CharField(_("why it was returned"), max_length=300, blank=True)
    #: Until when the unit is to rectify; set when the feedback is drafted.
    rectify_by = models.DateField(_("rectify by"), null=True, blank=True)
    #: When the feedback was signed; only from then on the unit sees its result.
    feedback_at = models.DateTimeField(_("feedback given"), null=True)

    class Meta:
        verbose_name = _("score sheet")
        verbose_name_plural = _("score sheets")
        triggers = SHEET_WALLS
        constraints = [
            models.UniqueConstraint(fields=["group", "unit"], name="sheet_unit_once"),
            models.CheckConstraint(
                condition=Q(submitted_by__isnull=True, submitted_at__isnull=True, status="scoring")
                | Q(submitted_by__isnull=False, submitted_at__isnull=False) & ~Q(status="scoring"),
                name="sheet_submitted_pair",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                & ~Q(status="confirmed")
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False, status="confirmed"),
                name="sheet_confirmed_pair",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("submitted_by")),
                name="sheet_confirmed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(feedback_at__isnull=True) | Q(status="confirmed"),
                name="sheet_feedback_after_confirmation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group} · {self.unit}"


class ReadingMark(models.Model):
    """That an assessor read a filing, with the remark made on it."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "sheet": DataClass.INTERNAL,
        "filing": DataClass.INTERNAL,
        "remark": DataClass.INTERNAL,
        "read_by": DataClass.INTERNAL,
        "read_at": DataClass.INTERNAL,
    }

    sheet = models.ForeignKey(AssessmentSheet, models.PROTECT, related_name="marks")
    filing = models.ForeignKey(Filing, models.PROTECT, related_name="+")
    remark = models.CharField(_("remark"), max_length=300, blank=True)
    read_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    read_at = models.DateTimeField(_("read"))

    class Meta:
        verbose_name = _("filing read")
        verbose_name_plural = _("filings read")
        indexes = [models.Index(fields=["sheet", "filing"], name="reading_mark_sheet")]
        triggers = [*append_only(), WHILE_SCORING]

    def __str__(self) -> str:
        return str(self.filing)


class FieldCheck(models.Model):
    """A check on the spot: when, where, who was there, what was seen."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "sheet": DataClass.INTERNAL,
        "checked_on": DataClass.INTERNAL,
        "place": DataClass.INTERNAL,
        "attended_by": DataClass.PERSONAL,
        "seen": DataClass.SENSITIVE,
        "file_count": DataClass.INTERNAL,
        "recorded_by": DataClass.INTERNAL,
        "recorded_at": DataClass.INTERNAL,
    }

    sheet = models.ForeignKey(AssessmentSheet, models.PROTECT, related_name="checks")
    checked_on = models.DateField(_("day of the check"))
    place = models.CharField(_("place"), max_length=80)
    attended_by = models.CharField(_("who was there"), max_length=120)
    seen = models.TextField(_("what the check showed"))
    file_count = models.PositiveSmallIntegerField(_("files"), default=0)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("recorded"))

    class Meta:
        verbose_name = _("field check")
        verbose_name_plural = _("field checks")
        triggers = [*append_only(), WHILE_SCORING]

    def __str__(self) -> str:
        return f"{self.sheet} · {self.checked_on}"


class AssessmentProblem(models.Model):
    """A problem an assessor reported; the group leader's confirmation makes it a finding."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "sheet": DataClass.INTERNAL,
        "status": DataClass.INTERNAL,
        "track": DataClass.INTERNAL,
        "title": DataClass.SENSITIVE,
        "description": DataClass.SENSITIVE,
        "holder_name": DataClass.PERSONAL,
        "filing": DataClass.INTERNAL,
        "finding": DataClass.INTERNAL,
        "reported_by": DataClass.INTERNAL,
        "reported_at": DataClass.INTERNAL,
        "decided_by": DataClass.INTERNAL,
        "decided_at": DataClass.INTERNAL,
        "opinion": DataClass.INTERNAL,
    }

    sheet = models.ForeignKey(AssessmentSheet, models.PROTECT, related_name="problems")
    status = models.CharField(
        _("status"), max_length=10, choices=ProblemStatus, default=ProblemStatus.REPORTED
    )
    track = models.CharField(_("track"), max_length=10, choices=Track, default=Track.MATTER)
    title = models.CharField(_("problem"), max_length=120)
    description = models.TextField(_("facts of the problem"))
    holder_name = models.CharField(_("person concerned"), max_length=60, blank=True)
    filing = models.ForeignKey(Filing, models.PROTECT, null=True, related_name="+")
    finding = models.OneToOneField(Finding, models.PROTECT, null=True, related_name="problem")
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reported_at = models.DateTimeField(_("reported"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided"), null=True)
    opinion = models.CharField(_("opinion"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("problem reported by an assessor")
        verbose_name_plural = _("problems reported by assessors")
        triggers = PROBLEM_WALLS
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True, decided_at__isnull=True, status="reported")
                | Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(status="reported"),
                name="problem_decided_pair",
            ),
            models.CheckConstraint(
                condition=Q(status="confirmed", finding__isnull=False)
                | ~Q(status="confirmed") & Q(finding__isnull=True),
                name="problem_confirmed_is_finding",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Deduction(models.Model):
    """Points taken off one indicator of one unit, with the reason and the row it rests on."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "sheet": DataClass.INTERNAL,
        "indicator": DataClass.INTERNAL,
        "points": DataClass.INTERNAL,
        "reason": DataClass.SENSITIVE,
        "problem": DataClass.INTERNAL,
        "filing": DataClass.INTERNAL,
        "given_by": DataClass.INTERNAL,
        "given_at": DataClass.INTERNAL,
    }

    sheet = models.ForeignKey(AssessmentSheet, models.PROTECT, related_name="deductions")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    points = models.DecimalField(_("points"), max_digits=5, decimal_places=1)
    reason = models.CharField(_("reason"), max_length=300)
    problem = models.ForeignKey(AssessmentProblem, models.PROTECT, null=True, related_name="+")
    filing = models.ForeignKey(Filing, models.PROTECT, null=True, related_name="+")
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(_("taken off"))

    class Meta:
        verbose_name = _("deduction")
        verbose_name_plural = _("deductions")
        # Struck off while the sheet is being scored, the audit record keeps what stood there.
        triggers = [
            WHILE_SCORING,
            never_changes(
                *("sheet_id", "indicator_id", "points", "reason", "problem_id", "filing_id"),
                *("given_by_id", "given_at"),
            ),
            no_truncate(),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(points__gt=0), name="deduction_has_points"),
            models.CheckConstraint(condition=~Q(reason=""), name="deduction_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} -{self.points}"
