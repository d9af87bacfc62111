"""Findings: problems that came to light in a unit, whichever way."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from accountability.enums import FindingSource, FindingStatus, Track
from accountability.models.assessments import Assessment
from accountability.models.duties import Duty
from accountability.models.filings import Filing
from accountability.models.moves import never_changes, only_legal_moves, stands
from accountability.workflow import FINDING_MOVES
from supervision.organizations.models import Unit
from supervision.people.models import Person
from supervision.web.classification import DataClass
from supervision.web.walls import Wall, append_only


class Finding(models.Model):
    """A problem found in a unit; tagged to a person, a matter or both (P03)."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "number": DataClass.INTERNAL,
        "unit": DataClass.INTERNAL,
        "source": DataClass.INTERNAL,
        "track": DataClass.INTERNAL,
        "status": DataClass.INTERNAL,
        "person": DataClass.PERSONAL,
        "holder_name": DataClass.PERSONAL,
        "title": DataClass.SENSITIVE,
        "description": DataClass.SENSITIVE,
        "found_on": DataClass.INTERNAL,
        "duty": DataClass.INTERNAL,
        "filing": DataClass.INTERNAL,
        "assessment": DataClass.INTERNAL,
        "basis_type": DataClass.INTERNAL,
        "basis_id": DataClass.INTERNAL,
        "raised_by": DataClass.INTERNAL,
        "raised_at": DataClass.INTERNAL,
        "shown_at": DataClass.INTERNAL,
        "withdrawn_by": DataClass.INTERNAL,
        "withdrawn_at": DataClass.INTERNAL,
        "withdrawal_reason": DataClass.INTERNAL,
    }

    number = models.CharField(_("number"), max_length=24, unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="findings", verbose_name=_("unit"))
    source = models.CharField(_("source"), max_length=20, choices=FindingSource)
    track = models.CharField(_("track"), max_length=10, choices=Track)
    status = models.CharField(
        _("status"), max_length=12, choices=FindingStatus, default=FindingStatus.OPEN
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    #: The name as it was on the day, also of somebody who is not in the register.
    holder_name = models.CharField(_("person concerned"), max_length=60, blank=True)
    title = models.CharField(_("problem"), max_length=120)
    description = models.TextField(_("facts of the problem"))
    found_on = models.DateField(_("found on"))
    duty = models.ForeignKey(
        Duty, models.PROTECT, null=True, blank=True, related_name="findings", verbose_name=_("task")
    )
    filing = models.ForeignKey(
        Filing,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="findings",
        verbose_name=_("filing"),
    )
    assessment = models.ForeignKey(
        Assessment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="findings",
        verbose_name=_("assessment"),
    )
    #: The record on which the finding rests, of whatever kind: label of the model and key as text.
    basis_type = models.CharField(_("kind of the basis"), max_length=60, blank=True)
    basis_id = models.CharField(_("basis"), max_length=40, blank=True)
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField(_("recorded"))
    #: From when the unit sees it; what an assessment found waits for the signed feedback.
    shown_at = models.DateTimeField(_("shown to the unit"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawal_reason = models.CharField(_("reason of the withdrawal"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        indexes = [
            models.Index(fields=["-found_on", "-id"], name="finding_newest"),
            models.Index(fields=["unit", "-found_on", "-id"], name="finding_unit_newest"),
            models.Index(fields=["basis_type", "basis_id"], name="finding_basis"),
            GinIndex(OpClass(Upper("title"), name="gin_trgm_ops"), name="finding_title_words"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_by__isnull=True, withdrawn_at__isnull=True)
                | Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False),
                name="finding_withdrawn_pair",
            ),
            models.CheckConstraint(
                condition=Q(status="withdrawn", withdrawn_by__isnull=False)
                & ~Q(withdrawal_reason="")
                | ~Q(status="withdrawn") & Q(withdrawn_by__isnull=True),
                name="finding_withdrawn_says_why",
            ),
            # Whoever raised a finding does not make it disappear.
            models.CheckConstraint(
                condition=Q(withdrawn_by__isnull=True) | ~Q(withdrawn_by=F("raised_by")),
                name="finding_withdrawn_by_another",
            ),
            models.CheckConstraint(
                condition=Q(track="matter") | ~Q(holder_name=""), name="finding_names_its_person"
            ),
            models.CheckConstraint(
                condition=~Q(track="matter") | Q(holder_name="", person__isnull=True),
                name="finding_of_matter_names_nobody",
            ),
        ]
        triggers = [
            *only_legal_moves(FINDING_MOVES, "open"),
            never_changes(
                *("number", "unit_id", "source", "raised_by_id", "raised_at", "assessment_id"),
                *("basis_type", "basis_id"),
            ),
            stands("shown_for_good", "OLD.shown_at IS NOT NULL", "shown_at"),
            stands(
                "withdrawal_stands",
                "OLD.status = 'withdrawn'",
                *("withdrawal_reason", "withdrawn_by_id", "withdrawn_at"),
            ),
            # Facts change only together with a note of what stood there before.
            Wall(
                name="corrected_on_record",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "((NEW.title, NEW.description, NEW.track, NEW.found_on, NEW.person_id,"
                    " NEW.holder_name, NEW.duty_id, NEW.filing_id) IS DISTINCT FROM"
                    " (OLD.title, OLD.description, OLD.track, OLD.found_on, OLD.person_id,"
                    " OLD.holder_name, OLD.duty_id, OLD.filing_id))"
                ),
                func="""
                    IF NOT EXISTS (
                        SELECT 1 FROM accountability_findingcorrection c
                        WHERE c.finding_id = OLD.id AND c.title = OLD.title
                          AND c.description = OLD.description AND c.track = OLD.track
                          AND c.found_on = OLD.found_on AND c.holder_name = OLD.holder_name
                    ) THEN
                        RAISE EXCEPTION 'a finding is corrected on record only'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return self.number


class FindingCorrection(models.Model):
    """What stood in a finding before it was corrected, and why it was."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "finding": DataClass.INTERNAL,
        "title": DataClass.SENSITIVE,
        "description": DataClass.SENSITIVE,
        "track": DataClass.INTERNAL,
        "found_on": DataClass.INTERNAL,
        "holder_name": DataClass.PERSONAL,
        "reason": DataClass.INTERNAL,
        "corrected_by": DataClass.INTERNAL,
        "corrected_at": DataClass.INTERNAL,
    }

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="corrections")
    title = models.CharField(_("problem"), max_length=120)
    description = models.TextField(_("facts of the problem"))
    track = models.CharField(_("track"), max_length=10, choices=Track)
    found_on = models.DateField(_("found on"))
    holder_name = models.CharField(_("person concerned"), max_length=60, blank=True)
    reason = models.CharField(_("reason"), max_length=300)
    corrected_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    corrected_at = models.DateTimeField(_("corrected"))

    class Meta:
        verbose_name = _("correction of a finding")
        verbose_name_plural = _("corrections of findings")
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.finding} · {self.corrected_at:%Y-%m-%d}"
