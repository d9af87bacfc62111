"""Plans of rectification: the rows behind a red figure, their causes and measures (P12)."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accountability.enums import PlanStatus
from accountability.models.duties import Duty
from accountability.models.findings import Finding
from accountability.models.moves import never_changes, only_legal_moves, stands
from accountability.workflow import PLAN_MOVES
from supervision.organizations.models import Unit
from supervision.web.classification import DataClass
from supervision.web.walls import Wall, no_truncate


class RectificationPlan(models.Model):
    """What one unit will do about several problems at once; in force its rows are rectified."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "number": DataClass.INTERNAL,
        "unit": DataClass.INTERNAL,
        "title": DataClass.INTERNAL,
        "causes": DataClass.SENSITIVE,
        "status": DataClass.INTERNAL,
        "made_by": DataClass.INTERNAL,
        "made_at": DataClass.INTERNAL,
        "submitted_by": DataClass.INTERNAL,
        "submitted_at": DataClass.INTERNAL,
    }

    number = models.CharField(_("number"), max_length=24, unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    title = models.CharField(_("title"), max_length=120)
    causes = models.TextField(_("causes"), blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=PlanStatus, default=PlanStatus.DRAFT
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("made"))
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    submitted_at = models.DateTimeField(_("put in force"), null=True)

    class Meta:
        verbose_name = _("rectification plan")
        verbose_name_plural = _("rectification plans")
        indexes = [models.Index(fields=["unit", "-id"], name="plan_unit_newest")]
        triggers = [
            *only_legal_moves(PLAN_MOVES, "draft"),
            never_changes("number", "unit_id", "made_by_id", "made_at"),
            stands(
                "plan_stands",
                "OLD.status <> 'draft'",
                *("title", "causes", "submitted_by_id", "submitted_at"),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="submitted", submitted_by__isnull=False)
                & Q(submitted_at__isnull=False)
                | ~Q(status="submitted") & Q(submitted_by__isnull=True, submitted_at__isnull=True),
                name="plan_submitted_pair",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class PlanRow(models.Model):
    """One problem of a plan: the task or the finding, what is done about it, by whom, by when."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "plan": DataClass.INTERNAL,
        "duty": DataClass.INTERNAL,
        "finding": DataClass.INTERNAL,
        "measure": DataClass.SENSITIVE,
        "owner_name": DataClass.PERSONAL,
        "due_on": DataClass.INTERNAL,
    }

    plan = models.ForeignKey(RectificationPlan, models.PROTECT, related_name="rows")
    duty = models.ForeignKey(Duty, models.PROTECT, null=True, related_name="+")
    finding = models.ForeignKey(Finding, models.PROTECT, null=True, related_name="+")
    measure = models.TextField(_("measure to take"), blank=True)
    owner_name = models.CharField(_("person in charge"), max_length=40, blank=True)
    due_on = models.DateField(_("to be rectified by"), null=True, blank=True)

    class Meta:
        verbose_name = _("row of a plan")
        verbose_name_plural = _("rows of plans")
        constraints = [
            models.CheckConstraint(
                condition=Q(duty__isnull=False, finding__isnull=True)
                | Q(duty__isnull=True, finding__isnull=False),
                name="plan_row_has_one_origin",
            ),
            models.UniqueConstraint(fields=["plan", "duty"], name="plan_duty_once"),
            models.UniqueConstraint(fields=["plan", "finding"], name="plan_finding_once"),
        ]
        triggers = [
            Wall(
                name="only_in_drafts",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func="""
                    IF EXISTS (
                        SELECT 1 FROM accountability_rectificationplan p
                        WHERE p.status <> 'draft' AND (
                            (TG_OP <> 'INSERT' AND p.id = OLD.plan_id)
                            OR (TG_OP <> 'DELETE' AND p.id = NEW.plan_id)
                        )
                    ) THEN
                        RAISE EXCEPTION 'the rows of a plan in force stay'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    IF TG_OP = 'DELETE' THEN
                        RETURN OLD;
                    END IF;
                    RETURN NEW;
                """,
            ),
            no_truncate(),
        ]

    def __str__(self) -> str:
        return str(self.duty or self.finding)
