"""Dated duties: each is one deadline of one unit."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from accountability.models.change_walls import DUTY_WALLS
from accountability.models.checklists import Assignment
from accountability.models.ladders import DUTY_LADDER
from accountability.models.part_walls import PARTS_FIRST
from accountability.models.tallies import TALLY_TRIGGERS
from accountability.models.tasklists import TaskList
from supervision.deadlines.models import DeadlineModel
from supervision.organizations.models import Unit
from supervision.web.classification import DataClass


class Duty(DeadlineModel):
    """What a unit owes by a day: one period of an assigned item, one event, or one task."""

    DATA_CLASSES = {
        **DeadlineModel.DATA_CLASSES,
        "id": DataClass.INTERNAL,
        "number": DataClass.INTERNAL,
        "unit": DataClass.INTERNAL,
        "assignment": DataClass.INTERNAL,
        "task_list": DataClass.INTERNAL,
        "title": DataClass.INTERNAL,
        "year": DataClass.INTERNAL,
        "period_key": DataClass.INTERNAL,
        "stage_count": DataClass.INTERNAL,
        "filed_count": DataClass.INTERNAL,
        "last_filed_at": DataClass.INTERNAL,
        "urged_count": DataClass.INTERNAL,
        "is_late": DataClass.INTERNAL,
        "withdrawn_at": DataClass.INTERNAL,
    }

    number = models.CharField(_("number"), max_length=24, unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="duties", verbose_name=_("unit"))
    assignment = models.ForeignKey(
        Assignment, models.PROTECT, null=True, related_name="duties", verbose_name=_("item")
    )
    task_list = models.ForeignKey(
        TaskList, models.PROTECT, null=True, related_name="duties", verbose_name=_("task list")
    )
    title = models.CharField(_("task"), max_length=120)
    year = models.PositiveSmallIntegerField(_("year"))
    period_key = models.CharField(_("period"), max_length=24)
    stage_count = models.PositiveSmallIntegerField(_("stages"), default=1)
    filed_count = models.PositiveIntegerField(_("filings"), default=0)
    last_filed_at = models.DateTimeField(_("last filing"), null=True)
    #: How often the office urged it; the urgings themselves tell when and by whom.
    urged_count = models.PositiveSmallIntegerField(_("urgings"), default=0)
    #: Set by the filing that came after the deadline, and never unset: late is late.
    is_late = models.BooleanField(_("late"), default=False)
    #: Set where a newer version of the list replaced the duty before anything was filed.
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)

    class Meta:
        verbose_name = _("duty")
        verbose_name_plural = _("duties")
        triggers = [*TALLY_TRIGGERS, *DUTY_LADDER, *DUTY_WALLS, *PARTS_FIRST]
        indexes = [
            models.Index(
                fields=["unit", "ends_at", "warn_at", "paused_at"],
                name="duty_open",
                condition=Q(closed_at__isnull=True, withdrawn_at__isnull=True),
            ),
            models.Index(
                fields=["warn_at", "id"],
                name="duty_warn",
                condition=Q(
                    closed_at__isnull=True, paused_at__isnull=True, withdrawn_at__isnull=True
                ),
            ),
            models.Index(
                fields=["unit", "year"],
                name="duty_closed",
                condition=Q(closed_at__isnull=False, withdrawn_at__isnull=True),
            ),
            # The list is read from these alone: scope, order, words. Only then rows are fetched.
            models.Index(
                fields=["unit", "ends_at", "id"],
                include=[
                    "title",
                    "number",
                    "filed_count",
                    "closed_at",
                    "paused_at",
                    "warn_at",
                    "is_late",
                ],
                name="duty_list_unit",
                condition=Q(withdrawn_at__isnull=True),
            ),
            models.Index(
                fields=["ends_at", "id"],
                include=["unit"],
                name="duty_list_ends",
                condition=Q(withdrawn_at__isnull=True),
            ),
            GinIndex(OpClass(Upper("title"), name="gin_trgm_ops"), name="duty_title_words"),
            GinIndex(OpClass(Upper("number"), name="gin_trgm_ops"), name="duty_number_words"),
            # For words too short for a trigram: from one title to the next, then to its duties.
            models.Index(fields=["title"], name="duty_titles"),
            # Few tasks are ever urged: the filter reads these alone.
            models.Index(
                fields=["unit", "ends_at", "id"],
                name="duty_urged",
                condition=Q(urged_count__gt=0, withdrawn_at__isnull=True),
            ),
        ]
        constraints = [
            *DeadlineModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(assignment__isnull=False, task_list__isnull=True)
                | Q(assignment__isnull=True, task_list__isnull=False),
                name="duty_has_one_origin",
            ),
            models.UniqueConstraint(fields=["assignment", "period_key"], name="duty_period_once"),
            # The whole has the key "task", a part of it "task/01" and so on.
            models.UniqueConstraint(
                fields=["task_list", "unit", "period_key"], name="duty_task_unit_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title
