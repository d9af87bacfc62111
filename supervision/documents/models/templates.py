"""Word templates by which the office replaces the built-in layout of a kind of paper."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from supervision.web.classification import DataClass
from supervision.web.walls import Wall, no_truncate


class DocumentTemplate(models.Model):
    """One version of a kind's Word template; its file is an attachment of this row."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "kind": DataClass.INTERNAL,
        "version": DataClass.INTERNAL,
        "note": DataClass.INTERNAL,
        "uploaded_by": DataClass.PERSONAL,
        "uploaded_at": DataClass.INTERNAL,
        "retired_by": DataClass.PERSONAL,
        "retired_at": DataClass.INTERNAL,
    }

    kind = models.CharField(_("kind of paper"), max_length=60)
    version = models.PositiveSmallIntegerField(_("version"))
    note = models.CharField(_("note"), max_length=200, blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(_("uploaded"))
    retired_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    retired_at = models.DateTimeField(_("retired"), null=True)

    class Meta:
        verbose_name = _("Word template")
        verbose_name_plural = _("Word templates")
        constraints = [
            models.UniqueConstraint(fields=["kind", "version"], name="template_version"),
            models.UniqueConstraint(
                fields=["kind"], condition=Q(retired_at__isnull=True), name="template_one_in_use"
            ),
            models.CheckConstraint(
                condition=Q(retired_by__isnull=True, retired_at__isnull=True)
                | Q(retired_by__isnull=False, retired_at__isnull=False),
                name="template_retired_pair",
            ),
        ]
        triggers = [
            Wall(
                name="never_deleted",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func="RAISE EXCEPTION 'a template is retired, never deleted';",
            ),
            Wall(
                name="only_retired",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.retired_at IS NOT NULL OR (OLD.kind, OLD.version, OLD.note,"
                    " OLD.uploaded_by_id, OLD.uploaded_at) IS DISTINCT FROM (NEW.kind, NEW.version,"
                    " NEW.note, NEW.uploaded_by_id, NEW.uploaded_at)"
                ),
                func="RAISE EXCEPTION 'a template is replaced by the next one, never changed';",
            ),
            no_truncate(),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.version}"

    @property
    def is_in_use(self) -> bool:
        """Tell whether papers of the kind are drawn with this version now."""
        return self.retired_at is None
