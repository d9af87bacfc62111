"""Doubts about filings: what a comparison found, what the unit says to it, what was decided."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accountability.doubt_enums import (
    DoubtGrade,
    DoubtKind,
    DoubtStanding,
    DoubtStatus,
)
from accountability.models.checklists import ChecklistItem
from accountability.models.filings import Filing
from accountability.models.moves import never_changes, only_legal_moves, stands
from accountability.models.one_person import is_of_the_unit
from accountability.workflow import DOUBT_MOVES
from supervision.attachments.models import Attachment
from supervision.organizations.models import Unit
from supervision.people.models.one_person import accounts_of
from supervision.web.classification import DataClass
from supervision.web.walls import Wall, append_only


class Doubt(models.Model):
    """A doubt to be checked: never an accusation. It names both records and the measure."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "key": DataClass.INTERNAL,
        "kind": DataClass.INTERNAL,
        "grade": DataClass.INTERNAL,
        "unit": DataClass.INTERNAL,
        "filing": DataClass.INTERNAL,
        "attachment": DataClass.INTERNAL,
        "other_filing": DataClass.INTERNAL,
        "other_attachment": DataClass.INTERNAL,
        "measure": DataClass.INTERNAL,
        "second_measure": DataClass.INTERNAL,
        "threshold": DataClass.INTERNAL,
        "detail": DataClass.SENSITIVE,
        "further": DataClass.INTERNAL,
        "found_on": DataClass.INTERNAL,
        "found": DataClass.INTERNAL,
        "status": DataClass.INTERNAL,
        "question": DataClass.INTERNAL,
        "asked_by": DataClass.INTERNAL,
        "asked_at": DataClass.INTERNAL,
        "explain_until": DataClass.INTERNAL,
        "explanation": DataClass.INTERNAL,
        "explained_by": DataClass.INTERNAL,
        "explained_at": DataClass.INTERNAL,
        "decision": DataClass.INTERNAL,
        "standing": DataClass.INTERNAL,
        "item": DataClass.INTERNAL,
        "decided_by": DataClass.INTERNAL,
        "decided_at": DataClass.INTERNAL,
    }

    #: Kind and records: the same doubt is raised once, however often the detectors run.
    key = models.CharField(_("key"), max_length=120, unique=True)
    kind = models.CharField(_("kind"), max_length=16, choices=DoubtKind)
    grade = models.CharField(_("weight"), max_length=8, choices=DoubtGrade)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="doubts", verbose_name=_("unit"))
    #: The later record; empty where the doubt is about the unit's year as a whole.
    filing = models.ForeignKey(
        Filing, models.PROTECT, null=True, related_name="doubts", verbose_name=_("filing")
    )
    attachment = models.ForeignKey(
        Attachment, models.PROTECT, null=True, related_name="+", verbose_name=_("file")
    )
    other_filing = models.ForeignKey(
        Filing, models.PROTECT, null=True, related_name="+", verbose_name=_("earlier filing")
    )
    other_attachment = models.ForeignKey(
        Attachment, models.PROTECT, null=True, related_name="+", verbose_name=_("earlier file")
    )
    #: A share from 0 to 1, bits of 64, days, or a ratio: the kind says which.
    measure = models.DecimalField(_("measure"), max_digits=9, decimal_places=3)
    second_measure = models.DecimalField(
        _("second measure"), max_digits=9, decimal_places=3, null=True
    )
    #: What the threshold was when the doubt was raised.
    threshold = models.DecimalField(_("threshold"), max_digits=9, decimal_places=3)
    detail = models.CharField(_("what was compared"), max_length=200, blank=True)
    #: How many further earlier records are as alike.
    further = models.PositiveIntegerField(_("further records"), default=0)
    found_on = models.DateField(_("found"))
    found = models.DateTimeField(_("time found"))
    status = models.CharField(
        _("status"), max_length=12, choices=DoubtStatus, default=DoubtStatus.OPEN
    )
    question = models.CharField(_("question"), max_length=300, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked"), null=True)
    #: Exclusive: until then the unit may explain before anybody confirms.
    explain_until = models.DateTimeField(_("to explain until"), null=True)
    explanation = models.TextField(_("explanation"), blank=True)
    explained_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    explained_at = models.DateTimeField(_("explained"), null=True)
    decision = models.CharField(_("reason of the decision"), max_length=300, blank=True)
    #: For what a clearance holds beyond this doubt.
    standing = models.CharField(
        _("holds for"), max_length=8, choices=DoubtStanding, default=DoubtStanding.THIS
    )
    item = models.ForeignKey(
        ChecklistItem, models.PROTECT, null=True, related_name="+", verbose_name=_("item")
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided"), null=True)

    class Meta:
        verbose_name = _("doubt")
        verbose_name_plural = _("doubts")
        indexes = [
            models.Index(fields=["status", "-id"], name="doubt_status"),
            models.Index(fields=["unit", "-id"], name="doubt_unit"),
            models.Index(fields=["filing"], name="doubt_filing"),
            models.Index(
                fields=["kind", "standing"],
                name="doubt_standing",
                condition=~Q(standing=DoubtStanding.THIS),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(asked_by__isnull=True, asked_at__isnull=True)
                | Q(asked_by__isnull=False, asked_at__isnull=False),
                name="doubt_asked_pair",
            ),
            models.CheckConstraint(
                condition=Q(explained_by__isnull=True, explained_at__isnull=True)
                | Q(explained_by__isnull=False, explained_at__isnull=False),
                name="doubt_explained_pair",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True, decided_at__isnull=True)
                | (Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(decision="")),
                name="doubt_decided_pair_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["field_check", "cleared", "confirmed"])
                | Q(decided_by__isnull=False),
                name="doubt_decision_has_decider",
            ),
            models.CheckConstraint(
                condition=Q(standing=DoubtStanding.THIS) | Q(status=DoubtStatus.CLEARED),
                name="doubt_standing_is_cleared",
            ),
            models.CheckConstraint(
                condition=Q(other_filing__isnull=True) | ~Q(other_filing=F("filing")),
                name="doubt_two_records",
            ),
        ]
        triggers = [
            *only_legal_moves(DOUBT_MOVES, DoubtStatus.OPEN),
            never_changes(
                "key",
                "kind",
                "grade",
                "detail",
                "further",
                "item_id",
                "unit_id",
                "filing_id",
                "attachment_id",
                "other_filing_id",
                "other_attachment_id",
                "measure",
                "second_measure",
                "threshold",
                "found_on",
                "found",
            ),
            # What was asked, explained and decided changes with a step, never by itself.
            stands(
                "words_stand",
                "OLD.status = NEW.status",
                *("question", "asked_by_id", "asked_at", "explanation", "explained_by_id"),
                *("explained_at", "explain_until", "decision", "decided_by_id", "decided_at"),
                "standing",
            ),
            # Each step writes its own words and leaves those of the others.
            stands(
                "question_stands",
                "NEW.status <> 'asked'",
                *("question", "asked_by_id", "asked_at", "explain_until"),
            ),
            stands(
                "explanation_stands",
                "NEW.status <> 'explained'",
                *("explanation", "explained_by_id", "explained_at"),
            ),
            stands(
                "decision_stands",
                "NEW.status IN ('asked', 'explained')",
                *("decision", "decided_by_id", "decided_at", "standing"),
            ),
            # The unit was asked, and has answered or could have.
            Wall(
                name="unit_heard",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("status"),
                condition=pgtrigger.Condition(
                    "NEW.status = 'confirmed' AND OLD.status <> 'confirmed'"
                ),
                func="""
                    IF NEW.asked_at IS NULL OR NOT (
                        coalesce(NEW.explained_at >= NEW.asked_at, false)
                        OR coalesce(NEW.decided_at >= NEW.explain_until, false)
                    ) THEN
                        RAISE EXCEPTION 'no doubt is confirmed before the unit had its say'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
            # Nobody judges what they handed in themselves.
            Wall(
                name="not_the_filer",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("decided_by_id"),
                condition=pgtrigger.Condition("NEW.decided_by_id IS NOT NULL"),
                func=f"""
                    IF NEW.explained_by_id IN {accounts_of("NEW.decided_by_id")} OR EXISTS (
                        SELECT 1 FROM accountability_filing f
                        WHERE f.id IN (NEW.filing_id, NEW.other_filing_id)
                          AND f.submitted_by_id IN {accounts_of("NEW.decided_by_id")}
                    ) OR {is_of_the_unit("NEW.decided_by_id", "NEW.unit_id")} THEN
                        RAISE EXCEPTION 'whoever filed or explained does not decide on the doubt'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.unit}"


class DoubtStep(models.Model):
    """One step in a doubt's life with its words: kept whatever becomes of the doubt."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "doubt": DataClass.INTERNAL,
        "status": DataClass.INTERNAL,
        "words": DataClass.INTERNAL,
        "by": DataClass.INTERNAL,
        "at": DataClass.INTERNAL,
    }

    doubt = models.ForeignKey(Doubt, models.PROTECT, related_name="steps", verbose_name=_("doubt"))
    status = models.CharField(_("status"), max_length=12, choices=DoubtStatus)
    words = models.TextField(_("words"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("time"))

    class Meta:
        verbose_name = _("step of a doubt")
        verbose_name_plural = _("steps of doubts")
        indexes = [models.Index(fields=["doubt", "id"], name="doubt_step")]
        triggers = append_only("written_once")

    def __str__(self) -> str:
        return f"{self.doubt_id}: {self.get_status_display()}"
