"""Grades for filings and the words their reasons begin with (A09)."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from supervision.web.classification import DataClass
from supervision.web.walls import Wall

#: What was said in a grade stays said: a grade that some rating names is only ever retired.
_GRADE_STAYS = Wall(
    name="in_use_stays",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func="""
        IF EXISTS (SELECT 1 FROM accountability_rating r WHERE r.grade_id = OLD.id) AND (
            TG_OP = 'DELETE' OR (NEW.grade_set_id, NEW.name, NEW.points, NEW.is_failing)
                IS DISTINCT FROM (OLD.grade_set_id, OLD.name, OLD.points, OLD.is_failing)
        ) THEN
            RAISE EXCEPTION 'grade % is in use and is never changed', OLD.name
                USING ERRCODE = 'check_violation';
        END IF;
        IF TG_OP = 'DELETE' THEN
            RETURN OLD;
        END IF;
        RETURN NEW;
    """,
)


class GradeSet(models.Model):
    """A set of grades; one of them is in use, earlier ones stay for the ratings they gave."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "name": DataClass.PUBLIC,
        "is_current": DataClass.INTERNAL,
    }

    name = models.CharField(_("name"), max_length=40, unique=True)
    is_current = models.BooleanField(_("in use"), default=False)

    class Meta:
        verbose_name = _("set of grades")
        verbose_name_plural = _("sets of grades")
        constraints = [
            models.UniqueConstraint(
                fields=["is_current"], condition=Q(is_current=True), name="grade_set_one_current"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Grade(models.Model):
    """One grade with the points it is worth in a score, 0 to 100."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "grade_set": DataClass.INTERNAL,
        "name": DataClass.PUBLIC,
        "points": DataClass.PUBLIC,
        "is_failing": DataClass.PUBLIC,
        "position": DataClass.INTERNAL,
        "retired_by": DataClass.INTERNAL,
        "retired_at": DataClass.INTERNAL,
    }

    grade_set = models.ForeignKey(
        GradeSet, models.PROTECT, related_name="grades", verbose_name=_("set of grades")
    )
    name = models.CharField(_("grade"), max_length=20)
    points = models.DecimalField(_("points"), max_digits=5, decimal_places=2)
    #: A failing grade is shown in red wherever it stands.
    is_failing = models.BooleanField(_("failing"), default=False)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    retired_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    retired_at = models.DateTimeField(_("retired"), null=True)

    class Meta:
        verbose_name = _("grade")
        verbose_name_plural = _("grades")
        ordering = ["position", "id"]
        triggers = [_GRADE_STAYS]
        constraints = [
            models.UniqueConstraint(
                fields=["grade_set", "name"],
                condition=Q(retired_at__isnull=True),
                name="grade_name_once",
            ),
            models.CheckConstraint(
                condition=Q(points__gte=0, points__lte=100), name="grade_points_range"
            ),
            models.CheckConstraint(
                condition=Q(retired_by__isnull=True, retired_at__isnull=True)
                | Q(retired_by__isnull=False, retired_at__isnull=False),
                name="grade_retired_pair",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ReasonPhrase(models.Model):
    """Words that raters use often; they begin a reason, they do not replace one."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "text": DataClass.INTERNAL,
        "position": DataClass.INTERNAL,
    }

    text = models.CharField(_("phrase"), max_length=120, unique=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("phrase")
        verbose_name_plural = _("phrases")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.text
