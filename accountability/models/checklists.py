"""Responsibility lists (责任清单): what each unit owes in a year, and to what standard."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accountability.enums import ChecklistStatus, HolderRole, Period, ResponsibilityKind
from accountability.models.tasklists import TaskList
from supervision.organizations.models import Unit
from supervision.web.classification import DataClass


class Checklist(models.Model):
    """One year's list of one responsibility, in one version."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "kind": DataClass.INTERNAL,
        "year": DataClass.INTERNAL,
        "version": DataClass.INTERNAL,
        "title": DataClass.INTERNAL,
        "status": DataClass.INTERNAL,
        "created_by": DataClass.INTERNAL,
        "created_at": DataClass.INTERNAL,
        "published_by": DataClass.INTERNAL,
        "published_at": DataClass.INTERNAL,
    }

    kind = models.CharField(_("responsibility"), max_length=12, choices=ResponsibilityKind)
    year = models.PositiveSmallIntegerField(_("year"))
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    title = models.CharField(_("title"), max_length=120)
    status = models.CharField(
        _("status"), max_length=12, choices=ChecklistStatus, default=ChecklistStatus.DRAFT
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("created"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    published_at = models.DateTimeField(_("published"), null=True)

    class Meta:
        verbose_name = _("responsibility list")
        verbose_name_plural = _("responsibility lists")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "year", "version"], name="checklist_version_once"
            ),
            models.CheckConstraint(
                condition=Q(published_by__isnull=True, published_at__isnull=True)
                | Q(published_by__isnull=False, published_at__isnull=False),
                name="checklist_published_pair",
            ),
            models.CheckConstraint(
                condition=Q(status="draft", published_at__isnull=True)
                | (~Q(status="draft") & Q(published_at__isnull=False)),
                name="checklist_draft_unpublished",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ChecklistItem(models.Model):
    """One duty of the list: content, work standard, score, holder, period, due rule.

    `due_rule` is "end" (last day of the period), a term after that day or after the event
    (5WD), or a day of the year (12-20).
    """

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "checklist": DataClass.INTERNAL,
        "number": DataClass.INTERNAL,
        "category": DataClass.INTERNAL,
        "title": DataClass.INTERNAL,
        "content": DataClass.INTERNAL,
        "standard": DataClass.INTERNAL,
        "basis": DataClass.INTERNAL,
        "score": DataClass.INTERNAL,
        "holder_role": DataClass.INTERNAL,
        "period": DataClass.INTERNAL,
        "due_rule": DataClass.INTERNAL,
        "stages": DataClass.INTERNAL,
        "position": DataClass.INTERNAL,
    }

    checklist = models.ForeignKey(Checklist, models.CASCADE, related_name="items")
    number = models.CharField(_("number"), max_length=16)
    category = models.CharField(_("category"), max_length=30)
    title = models.CharField(_("item"), max_length=120)
    content = models.TextField(_("content"))
    standard = models.TextField(_("work standard"))
    basis = models.CharField(_("basis"), max_length=200, blank=True)
    score = models.DecimalField(_("score"), max_digits=5, decimal_places=1)
    holder_role = models.CharField(_("holder"), max_length=16, choices=HolderRole)
    period = models.CharField(_("period"), max_length=10, choices=Period)
    due_rule = models.CharField(_("due"), max_length=12, default="end")
    stages = models.JSONField(_("stages"), default=list, blank=True)
    position = models.PositiveIntegerField(_("order"), default=0)
    units: models.ManyToManyField = models.ManyToManyField(
        Unit, verbose_name=_("units"), related_name="+", blank=True
    )

    class Meta:
        verbose_name = _("list item")
        verbose_name_plural = _("list items")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["checklist", "number"], name="item_number_once"),
            models.CheckConstraint(condition=Q(score__gt=0), name="item_score_positive"),
        ]

    def __str__(self) -> str:
        return self.title


class Evidence(models.Model):
    """A kind of material an item or a task asks for; `stage` 0 means: by the last stage."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "item": DataClass.INTERNAL,
        "task_list": DataClass.INTERNAL,
        "name": DataClass.INTERNAL,
        "is_required": DataClass.INTERNAL,
        "stage": DataClass.INTERNAL,
        "position": DataClass.INTERNAL,
    }

    item = models.ForeignKey(
        ChecklistItem, models.CASCADE, null=True, related_name="evidence", verbose_name=_("item")
    )
    task_list = models.ForeignKey(
        TaskList, models.CASCADE, null=True, related_name="evidence", verbose_name=_("task list")
    )
    name = models.CharField(_("material"), max_length=60)
    is_required = models.BooleanField(_("required"), default=True)
    stage = models.PositiveSmallIntegerField(_("stage"), default=0)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("required material")
        verbose_name_plural = _("required materials")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(item__isnull=False, task_list__isnull=True)
                | Q(item__isnull=True, task_list__isnull=False),
                name="evidence_has_one_owner",
            ),
            models.UniqueConstraint(fields=["item", "name"], name="evidence_item_name_once"),
            models.UniqueConstraint(fields=["task_list", "name"], name="evidence_task_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Assignment(models.Model):
    """An item as one unit carries it (责任条目): the row that is counted as 1,323."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "item": DataClass.INTERNAL,
        "unit": DataClass.INTERNAL,
        "holder_name": DataClass.PERSONAL,
        "assigned_at": DataClass.INTERNAL,
        "ended_at": DataClass.INTERNAL,
    }

    item = models.ForeignKey(ChecklistItem, models.PROTECT, related_name="assignments")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="assignments")
    holder_name = models.CharField(_("responsible person"), max_length=60, blank=True)
    assigned_at = models.DateTimeField(_("assigned"))
    ended_at = models.DateTimeField(_("ended"), null=True)

    class Meta:
        verbose_name = _("assigned item")
        verbose_name_plural = _("assigned items")
        constraints = [
            models.UniqueConstraint(fields=["item", "unit"], name="assignment_once"),
        ]

    def __str__(self) -> str:
        return f"{self.unit.short_name} · {self.item.title}"
