"""The import job: one uploaded workbook, checked, then applied or refused."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from supervision.exchange.enums import ImportState
from supervision.exchange.problems import Notice, Problem
from supervision.web.classification import DataClass


class ImportJob(models.Model):
    """One uploaded workbook; its file is kept privately until it is applied or expires."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "importer": DataClass.INTERNAL,
        "file_name": DataClass.INTERNAL,
        "size": DataClass.INTERNAL,
        "sha256": DataClass.INTERNAL,
        "state": DataClass.INTERNAL,
        "row_count": DataClass.INTERNAL,
        "created_count": DataClass.INTERNAL,
        "updated_count": DataClass.INTERNAL,
        "unchanged_count": DataClass.INTERNAL,
        "problem_count": DataClass.INTERNAL,
        "problems": DataClass.SENSITIVE,
        "notices": DataClass.INTERNAL,
        "preview": DataClass.SENSITIVE,
        "created_by": DataClass.PERSONAL,
        "created_at": DataClass.INTERNAL,
        "applied_at": DataClass.INTERNAL,
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    importer = models.CharField(_("kind of import"), max_length=80)
    file_name = models.CharField(_("file"), max_length=200)
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField(_("digest"), max_length=64)
    state = models.CharField(_("state"), max_length=10, choices=ImportState)
    row_count = models.PositiveIntegerField(_("rows"), default=0)
    created_count = models.PositiveIntegerField(_("new"), default=0)
    updated_count = models.PositiveIntegerField(_("changed"), default=0)
    unchanged_count = models.PositiveIntegerField(_("unchanged"), default=0)
    problem_count = models.PositiveIntegerField(_("errors"), default=0)
    problems = models.JSONField(_("errors"), default=list)
    notices = models.JSONField(_("what was noticed"), default=list)
    preview = models.JSONField(_("preview"), default=dict)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="import_jobs",
        verbose_name=_("uploaded by"),
    )
    created_at = models.DateTimeField(_("uploaded at"))
    applied_at = models.DateTimeField(_("imported at"), null=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        indexes = [
            models.Index(fields=["created_by", "-created_at"], name="import_by_user"),
            models.Index(fields=["state", "created_at"], name="import_to_expire"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ImportState.APPLIED, applied_at__isnull=False)
                | (~Q(state=ImportState.APPLIED) & Q(applied_at__isnull=True)),
                name="import_applied_has_time",
            ),
            models.CheckConstraint(
                condition=Q(problem_count=0)
                | Q(state__in=[ImportState.REFUSED, ImportState.EXPIRED]),
                name="import_with_errors_not_applied",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def found_problems(self) -> list[Problem]:
        """Return the stored problems; at most as many as a page can show."""
        return [Problem(**stored) for stored in self.problems]

    @property
    def found_notices(self) -> list[Notice]:
        """Return the stored notices."""
        return [Notice(**stored) for stored in self.notices]
