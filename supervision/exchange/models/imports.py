"""The import job: one uploaded workbook, checked, applied or refused, and what it did."""

import datetime as dt
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from supervision.exchange.enums import Failure, ImportState
from supervision.exchange.importers import Step
from supervision.exchange.models.walls import only_legal_moves
from supervision.exchange.problems import Notice, Problem
from supervision.exchange.workflow import (
    IMPORT_AT_WORK,
    IMPORT_CANCELLABLE,
    IMPORT_MOVES,
    IMPORT_UNDER_WAY,
)
from supervision.web.classification import DataClass

APPLIED = (ImportState.DONE, ImportState.UNDOING, ImportState.UNDONE)
UNDO_WITHIN = dt.timedelta(days=7)


class ImportJob(models.Model):
    """One uploaded workbook; its file is kept privately until it is applied or expires."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "importer": DataClass.INTERNAL,
        "file_name": DataClass.INTERNAL,
        "size": DataClass.INTERNAL,
        "sha256": DataClass.INTERNAL,
        "state": DataClass.INTERNAL,
        "failure": DataClass.INTERNAL,
        "total_rows": DataClass.INTERNAL,
        "done_rows": DataClass.INTERNAL,
        "beat_at": DataClass.INTERNAL,
        "attempts": DataClass.INTERNAL,
        "row_count": DataClass.INTERNAL,
        "created_count": DataClass.INTERNAL,
        "updated_count": DataClass.INTERNAL,
        "unchanged_count": DataClass.INTERNAL,
        "problem_count": DataClass.INTERNAL,
        "problems": DataClass.SENSITIVE,
        "notices": DataClass.INTERNAL,
        "preview": DataClass.SENSITIVE,
        "language": DataClass.INTERNAL,
        "ip": DataClass.PERSONAL,
        "created_by": DataClass.PERSONAL,
        "created_at": DataClass.INTERNAL,
        "marked_at": DataClass.INTERNAL,
        "applied_at": DataClass.INTERNAL,
        "undone_at": DataClass.INTERNAL,
        "undo_refusal": DataClass.INTERNAL,
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    importer = models.CharField(_("kind of import"), max_length=80)
    file_name = models.CharField(_("file"), max_length=200)
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField(_("digest"), max_length=64)
    state = models.CharField(
        _("state"), max_length=10, choices=ImportState, default=ImportState.QUEUED
    )
    failure = models.CharField(
        _("why it broke off"), max_length=12, choices=Failure, blank=True, default=""
    )
    total_rows = models.PositiveIntegerField(_("rows to do"), default=0)
    done_rows = models.PositiveIntegerField(_("rows done"), default=0)
    beat_at = models.DateTimeField(_("last sign of the worker"), null=True)
    attempts = models.PositiveSmallIntegerField(_("starts"), default=0)
    row_count = models.PositiveIntegerField(_("rows"), default=0)
    created_count = models.PositiveIntegerField(_("new"), default=0)
    updated_count = models.PositiveIntegerField(_("changed"), default=0)
    unchanged_count = models.PositiveIntegerField(_("unchanged"), default=0)
    problem_count = models.PositiveIntegerField(_("errors"), default=0)
    problems = models.JSONField(_("errors"), default=list)
    notices = models.JSONField(_("what was noticed"), default=list)
    preview = models.JSONField(_("preview"), default=dict)
    language = models.CharField(_("language"), max_length=10, blank=True, default="")
    ip = models.CharField(_("address"), max_length=45, blank=True, default="")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="import_jobs",
        verbose_name=_("uploaded by"),
    )
    created_at = models.DateTimeField(_("uploaded at"))
    marked_at = models.DateTimeField(_("errors marked at"), null=True)
    applied_at = models.DateTimeField(_("imported at"), null=True)
    undone_at = models.DateTimeField(_("taken back at"), null=True)
    undo_refusal = models.TextField(_("why it was not taken back"), blank=True, default="")

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        indexes = [
            models.Index(fields=["created_by", "-created_at"], name="import_by_user"),
            models.Index(fields=["state", "created_at"], name="import_to_expire"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=APPLIED, applied_at__isnull=False)
                | (~Q(state__in=APPLIED) & Q(applied_at__isnull=True)),
                name="import_applied_has_time",
            ),
            models.CheckConstraint(
                condition=Q(state=ImportState.UNDONE, undone_at__isnull=False)
                | (~Q(state=ImportState.UNDONE) & Q(undone_at__isnull=True)),
                name="import_undone_has_time",
            ),
            models.CheckConstraint(
                condition=Q(problem_count=0)
                | Q(state__in=[ImportState.REFUSED, ImportState.EXPIRED]),
                name="import_with_errors_not_applied",
            ),
            models.CheckConstraint(
                condition=(Q(state=ImportState.FAILED) & ~Q(failure=""))
                | (~Q(state=ImportState.FAILED) & Q(failure="")),
                name="import_failed_says_why",
            ),
            models.UniqueConstraint(
                fields=["created_by", "importer", "sha256"],
                condition=Q(state__in=sorted(IMPORT_UNDER_WAY)),
                name="import_once_under_way",
            ),
        ]
        triggers = only_legal_moves(IMPORT_MOVES)

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        """Return the address of the job's page."""
        return reverse("exchange:import_check", args=[self.pk])

    @property
    def found_problems(self) -> list[Problem]:
        """Return the stored problems; at most as many as a page can show."""
        return [Problem(**stored) for stored in self.problems]

    @property
    def found_notices(self) -> list[Notice]:
        """Return the stored notices."""
        return [Notice(**stored) for stored in self.notices]

    @property
    def is_at_work(self) -> bool:
        """Tell whether a worker is at it, or should be."""
        return self.state in IMPORT_AT_WORK

    @property
    def may_be_cancelled(self) -> bool:
        """Tell whether the user may still stop it."""
        return self.state in IMPORT_CANCELLABLE

    @property
    def undo_until(self) -> dt.datetime | None:
        """Return until when the batch can be taken back, or None before it is imported."""
        return self.applied_at + UNDO_WITHIN if self.applied_at else None


class ImportStep(models.Model):
    """What an import did to one record; kept for as long as it can be taken back."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "job": DataClass.INTERNAL,
        "key": DataClass.INTERNAL,
        "before": DataClass.SENSITIVE,
        "after": DataClass.SENSITIVE,
    }

    job = models.ForeignKey(
        ImportJob, on_delete=models.CASCADE, related_name="steps", verbose_name=_("import")
    )
    key = models.CharField(_("record"), max_length=120)
    before = models.JSONField(_("before"), null=True)
    after = models.JSONField(_("after"))

    class Meta:
        verbose_name = _("step of an import")
        verbose_name_plural = _("steps of an import")

    def __str__(self) -> str:
        return self.key

    @property
    def step(self) -> Step:
        """Return the step as the importer gave it."""
        return Step(self.key, self.before, self.after)
