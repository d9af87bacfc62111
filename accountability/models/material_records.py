"""What research, inspection, daily checks and democratic-life meetings showed of a unit (A35)."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from accountability.score_enums import Evaluation, MaterialEffect, MaterialKind
from supervision.organizations.models import Unit
from supervision.people.models.one_person import accounts_of
from supervision.web.classification import DataClass
from supervision.web.walls import Wall, append_only

#: What a record counts for is decided by somebody who did not write it.
_SECOND_PERSON = Wall(
    name="second_person",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func=f"""
        IF EXISTS (
            WITH RECURSIVE versions AS (
                SELECT m.recorded_by_id, m.supersedes_id
                FROM accountability_materialrecord m WHERE m.id = NEW.record_id
                UNION
                SELECT m.recorded_by_id, m.supersedes_id
                FROM accountability_materialrecord m JOIN versions v ON m.id = v.supersedes_id
            )
            SELECT 1 FROM versions WHERE recorded_by_id IN {accounts_of("NEW.decided_by_id")}
        ) THEN
            RAISE EXCEPTION 'whoever wrote a record does not decide what it counts for'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)


class MaterialRecord(models.Model):
    """One record of the four kinds; a correction is a new version beside the old one."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "kind": DataClass.INTERNAL,
        "unit": DataClass.INTERNAL,
        "held_on": DataClass.INTERNAL,
        "body": DataClass.INTERNAL,
        "title": DataClass.INTERNAL,
        "summary": DataClass.INTERNAL,
        "problems": DataClass.INTERNAL,
        "evaluation": DataClass.INTERNAL,
        "recorded_by": DataClass.INTERNAL,
        "recorded_at": DataClass.INTERNAL,
        "supersedes": DataClass.INTERNAL,
        "correction": DataClass.INTERNAL,
    }

    kind = models.CharField(_("kind"), max_length=20, choices=MaterialKind)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="material_records", verbose_name=_("unit")
    )
    held_on = models.DateField(_("date"))
    #: Who went there, or who held the meeting.
    body = models.CharField(_("done by"), max_length=80)
    title = models.CharField(_("title"), max_length=120)
    summary = models.TextField(_("what was seen"))
    problems = models.TextField(_("problems"), blank=True)
    evaluation = models.CharField(_("evaluation"), max_length=10, choices=Evaluation)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("recorded"))
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="superseded_by"
    )
    #: Why the version before was corrected.
    correction = models.CharField(_("why corrected"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        triggers = append_only("written_once")
        indexes = [
            models.Index(fields=["unit", "-held_on", "-id"], name="material_unit"),
            GinIndex(OpClass(Upper("title"), name="gin_trgm_ops"), name="material_title_words"),
            GinIndex(OpClass(Upper("summary"), name="gin_trgm_ops"), name="material_words"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True, correction="")
                | Q(~Q(correction=""), supersedes__isnull=False),
                name="material_correction_pair",
            ),
            models.CheckConstraint(
                condition=~Q(evaluation="problem") | ~Q(problems=""),
                name="material_problem_named",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class MaterialDecision(models.Model):
    """What the office lets a record count for in the score."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "record": DataClass.INTERNAL,
        "effect": DataClass.INTERNAL,
        "points": DataClass.INTERNAL,
        "reason": DataClass.INTERNAL,
        "decided_by": DataClass.INTERNAL,
        "decided_at": DataClass.INTERNAL,
    }

    record = models.OneToOneField(
        MaterialRecord, models.PROTECT, related_name="decision", verbose_name=_("material")
    )
    effect = models.CharField(_("counts as"), max_length=10, choices=MaterialEffect)
    points = models.DecimalField(_("points"), max_digits=4, decimal_places=2)
    reason = models.TextField(_("reason"))
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("decided"))

    class Meta:
        verbose_name = _("decision on a material")
        verbose_name_plural = _("decisions on materials")
        triggers = [*append_only("written_once"), _SECOND_PERSON]
        constraints = [
            models.CheckConstraint(
                condition=Q(effect="none", points=0)
                | Q(effect__in=["bonus", "deduction"], points__gt=0),
                name="decision_points_shape",
            )
        ]

    def __str__(self) -> str:
        return f"{self.record} · {self.get_effect_display()}"
